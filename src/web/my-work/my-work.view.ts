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
  groups: readonly { id: string; heading: string; folded: boolean; rows: readonly TaskRow[] }[];
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
      head: head('My work', {
        wide: true,
        lead: 'You have no role yet. Ask your administrator for one: Ada Admin.',
      }),
      groups: [],
    },
    'every group': {
      head: head('My work', {
        wide: true,
        lead: '5 decisions and 1 report are waiting for you. The first date is Thursday 23 January, in 2 working days.',
      }),
      groups: [
        {
          id: 'waiting',
          heading: 'Waiting for you',
          folded: false,
          rows: [
            review,
            {
              what: '4 parts',
              state: 'unchanged since December 2019: Progress against budget, Key areas of concern',
              when: 'Thursday 23 January, in 2 working days',
              action: { text: 'Approve them together', about: '4 parts', href: paths.myWork() },
            },
          ],
        },
        {
          id: 'out',
          heading: 'Out with others',
          folded: false,
          rows: [
            {
              what: 'Risks and issues',
              state: 'Director: a draft, last saved today at 09:12',
              when: 'Friday 17 January, 2 working days late',
              action: null,
            },
          ],
        },
        {
          id: 'coming',
          heading: 'Coming up',
          folded: false,
          rows: [
            {
              what: 'Cabinet meets',
              state: '',
              when: 'Tuesday 11 February, in 9 working days',
              action: null,
            },
          ],
        },
        {
          id: 'new',
          heading: 'New to read',
          folded: false,
          rows: [
            {
              what: 'December 2019',
              state: 'approved by the Director 31 December 2019 at 14:05',
              when: null,
              action: { text: 'Read it', about: 'December 2019', href: paths.myWork() },
            },
          ],
        },
        {
          id: 'done',
          heading: 'Done this period (1)',
          folded: true,
          rows: [{ what: 'Theme 2: Practice', state: 'approved', when: null, action: null }],
        },
      ],
    },
    'given back': {
      head: head('My work', { wide: true, lead: '1 part to write is waiting for you. It is late.' }),
      groups: [
        {
          id: 'waiting',
          heading: 'Waiting for you',
          folded: false,
          rows: [
            {
              what: 'Theme 3: Workforce',
              state:
                'given back by the Improvement Programme Manager today at 09:12: “Say what comes next, so that members can follow it.”, for the Director, until Friday 7 February',
              when: 'Monday 20 January, 1 working day late',
              action: { text: 'Correct', about: 'Theme 3: Workforce', href: paths.myWork() },
            },
          ],
        },
      ],
    },
  },
} satisfies Examples;
