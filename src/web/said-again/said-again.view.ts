import {
  head,
  paths,
  wordRows,
  type Examples,
  type PageView,
  type Path,
  type WordRow,
} from '../shell/index.js';

/** What the sealed reports of a programme keep saying. */
export interface SaidAgainPage extends PageView {
  /** Where it stands, text, since when. */
  texts: readonly WordRow[];
  /** Question and where, the answer, since when. */
  answers: readonly WordRow[];
  reports: Path;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'said-again/said-again': SaidAgainPage;
  }
}

const around = {
  programme: 'Children’s services',
  breadcrumbs: [{ text: 'Reports', href: paths.versions() }],
  wide: true,
};

export const examples = {
  'said-again/said-again': {
    'a first report': {
      head: head('What reports keep saying', {
        ...around,
        lead: 'There is one report, so nothing has been said again.',
      }),
      texts: [],
      answers: [],
      reports: paths.versions(),
    },
    some: {
      head: head('What reports keep saying', {
        ...around,
        lead: 'January 2020 has 1 text and 1 answer that earlier reports had in the same words.',
      }),
      texts: wordRows([
        {
          cells: [
            'Theme 1: Leadership, action 2',
            'Members are <briefed> each quarter, and the briefing is discussed.',
            'October 2019, 4 reports',
          ],
        },
      ]),
      answers: wordRows([
        {
          cells: ['Risks: Why is the score the same?', 'It is known.', 'December 2019, 2 reports, printed'],
        },
      ]),
      reports: paths.versions(),
    },
  },
} satisfies Examples;
