import {
  head,
  paths,
  withQuery,
  wordRows,
  type Examples,
  type PageView,
  type WordRow,
} from '../shell/index.js';

/** In which part of the report something is left out: all of its pieces at once are too many to choose from. */
export interface ChoosePartPage extends PageView {
  /** Part, how many pieces it has, how many of them are left out; the link leads on. */
  parts: readonly WordRow[];
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'report/choose-part': ChoosePartPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';

export const examples = {
  'report/choose-part': {
    usual: {
      head: head('Leave something out of the public edition', {
        caption: 'January 2020 report, version 1',
        back: { text: 'Before publication', href: paths.reportStep(id, 'publication') },
        lead: 'Choose in which part it stands. Nothing is left out before you have said what and why.',
      }),
      parts: wordRows([
        {
          cells: ['Leadership <and> governance', '24', '1'],
          link: {
            text: 'Choose from it',
            about: 'Leadership and governance',
            href: withQuery(paths.publicationDecision(id, 'withhold'), { part: id }),
          },
        },
      ]),
    },
  },
} satisfies Examples;
