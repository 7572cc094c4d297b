import { head, type Examples, type Link, type PageView } from '../shell/page-views.js';
import { paths } from '../shell/paths.js';

/** One thing that waits, as a row: what, its state, when, and one verb. */
export interface TaskRow {
  what: string;
  /** In words: “submitted yesterday by the Deputy Director, 6 texts changed”. */
  state: string;
  /** “Thursday 23 January, in 2 working days”; null where there is no day. */
  when: string | null;
  /** A verb; `about` makes it unique for who hears it. */
  action: (Link & { about: string }) | null;
}

export interface MyWorkPage extends PageView {
  /** Only groups that have something. */
  groups: readonly { id: string; heading: string; rows: readonly TaskRow[] }[];
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'my-work/my-work': MyWorkPage;
  }
}

const review: TaskRow = {
  what: 'Theme 1: Leadership',
  state: 'submitted yesterday by the Deputy Director, 6 texts changed',
  when: 'Thursday 23 January, in 2 working days',
  action: { text: 'Review', about: 'Theme 1', href: paths.myWork() },
};

export const examples = {
  'my-work/my-work': {
    'nothing waiting': {
      head: head('My work', { wide: true, lead: 'Nothing is waiting for you.' }),
      groups: [],
    },
    'no role': {
      head: head('My work', { wide: true, lead: 'You have no role yet. Ask your administrator for one.' }),
      groups: [],
    },
    'two groups': {
      head: head('My work', { wide: true, lead: 'One thing is waiting for you.' }),
      groups: [
        { id: 'waiting', heading: 'Waiting for you', rows: [review] },
        {
          id: 'out',
          heading: 'Out with others',
          rows: [
            {
              what: 'Risks and issues',
              state: 'a draft with the Director',
              when: '2 working days late',
              action: null,
            },
          ],
        },
      ],
    },
  },
} satisfies Examples;
