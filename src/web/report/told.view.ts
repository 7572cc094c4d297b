import { head, paths, type Examples, type Link, type PageView } from '../shell/index.js';

/** What each committee would be told has changed, if the report were sealed as it stands. */
export interface ToldPage extends PageView {
  committees: readonly {
    /** Those that are told the same: `Cabinet and Improvement Board`. */
    name: string;
    /** Which edition, and how much. */
    sentence: string;
    groups: readonly { heading: string; lines: readonly string[] }[];
  }[];
  next: Link;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'report/told': ToldPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const around = {
  caption: 'January 2020 report, version 1',
  back: { text: 'The January 2020 report', href: paths.report(id) },
};
const next = { text: 'Next: send the report to the SRO', href: paths.reportStep(id, 'submit') };

export const examples = {
  'report/told': {
    two: {
      head: head('What each committee would be told', {
        ...around,
        lead: 'Committees are told what changed since the report that they had last. 2 of them would be told different things.',
      }),
      committees: [
        {
          name: 'Cabinet',
          sentence:
            'The public edition. It would say that 9 things got worse and 4 got better since December 2019.',
          groups: [
            {
              heading: 'Ratings',
              lines: [
                'Theme 1: was <Green>, now Amber (worse)',
                'Theme 2: was Red, now Amber (better). No other committee is told this',
              ],
            },
          ],
        },
        {
          name: 'Overview and Scrutiny <Board>',
          sentence: 'The public edition. It would say that its readers had no earlier report.',
          groups: [],
        },
      ],
      next,
    },
    none: {
      head: head('What each committee would be told', {
        ...around,
        lead: 'No committee that you may see gets this report.',
      }),
      committees: [],
      next,
    },
  },
} satisfies Examples;
