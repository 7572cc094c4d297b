import {
  choices,
  head,
  paths,
  wordRows,
  type Examples,
  type PageView,
  type Path,
  type WordRow,
} from '../shell/index.js';

/** Who stands in for whom, for those who keep roles. */
export interface DelegationsPage extends PageView {
  /** Null where there is one programme: then only the state is chosen. */
  programmes: { items: ReturnType<typeof choices>; chosen: string } | null;
  states: { items: ReturnType<typeof choices>; chosen: string };
  caption: string;
  /** Who, for whom, in which role and where, when, why, and what became of it; the link ends it. */
  rows: readonly WordRow[];
  empty: string;
  next: Path | null;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'people/delegations': DelegationsPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const states = (chosen: string) => ({
  items: choices([
    { value: 'current', text: 'Counts today or will' },
    { value: 'over', text: 'Is over' },
  ]),
  chosen,
});
const running: DelegationsPage = {
  head: head('Standing in', {
    breadcrumbs: [{ text: 'Administration', href: paths.administration() }],
    wide: true,
    lead: 'People give this themselves, for a role of their own. An administrator can end it, and cannot give it for them.',
  }),
  programmes: {
    items: choices([{ value: id, text: 'Planning improvement' }], 'Every programme'),
    chosen: id,
  },
  states: states('current'),
  caption: 'Standing in that counts today or will',
  rows: wordRows([
    {
      cells: [
        'Dan Deputy',
        'Olive <b> Owner',
        'Senior Responsible Officer in Planning improvement',
        '27 January to 7 February 2026',
        'Annual leave',
        'Counts today',
      ],
      link: {
        text: 'End',
        about: 'standing in of Dan Deputy for Olive Owner',
        href: paths.endDelegation(id),
      },
    },
    {
      cells: [
        'Ann Analyst',
        'Dan Deputy',
        'Owner in every programme',
        '3 to 7 March 2026',
        'Training',
        'Begins on 3 March 2026',
      ],
    },
  ]),
  empty: 'Nobody stands in for anybody.',
  next: paths.delegations({ programme: id }),
};

export const examples = {
  'people/delegations': {
    filled: running,
    'nobody, in the only programme': { ...running, programmes: null, rows: [], next: null },
    over: {
      ...running,
      states: states('over'),
      caption: 'Standing in that is over',
      rows: wordRows([
        {
          cells: [
            'Ann Analyst',
            'Dan Deputy',
            'Owner in every programme',
            '3 to 7 March 2025',
            'Training',
            'Ended early, on 4 March 2025',
          ],
        },
      ]),
      next: null,
    },
  },
} satisfies Examples;
