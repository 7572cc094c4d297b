import {
  choices,
  head,
  paths,
  withQuery,
  wordRows,
  type Examples,
  type FormView,
  type Link,
  type PageView,
  type Path,
  type WordRow,
} from '../../shell/index.js';

/** One of several pages of the same thing. */
export interface Tab extends Link {
  current: boolean;
}

/** What is chosen of a register, as fields of a form that is only read. */
export interface RiskFilter {
  action: Path;
  form: FormView;
  /** Which register: sent along with the form, and with every link. */
  register: string;
  kinds: ReturnType<typeof choices>;
  owners: ReturnType<typeof choices>;
  bands: ReturnType<typeof choices>;
  movements: ReturnType<typeof choices>;
  acceptances: ReturnType<typeof choices>;
  only: ReturnType<typeof choices>;
  /** Of the same register without it; null where nothing is chosen. */
  clear: Path | null;
}

/** The register of risks and issues of a programme. */
export interface ProgrammeRisksPage extends PageView {
  tabs: readonly Tab[];
  /** The register that was approved last, and the one at work; empty where there is only one. */
  registers: readonly Tab[];
  /** Null where there is no register yet. */
  filter: RiskFilter | null;
  /** “7 of 12 open risks and issues” */
  result: string | null;
  /** The cell of the matrix that was chosen there, in words. */
  cell: string | null;
  rows: readonly WordRow[];
  /** Instead of a table; null where there are rows. */
  empty: string | null;
  closed: readonly WordRow[];
  before: Path | null;
  next: Path | null;
  /** To the part in which it is written. */
  part: Link | null;
}

/** The matrix of a register with the number of risks in each cell. */
export interface RiskMapPage extends PageView {
  tabs: readonly Tab[];
  registers: readonly Tab[];
  /** By probability, the highest first. Null where there is no register yet. */
  rows: readonly {
    probability: number;
    cells: readonly {
      score: number;
      band: string;
      /** Shades tell bands apart beside their names: 0 is the least, 3 the worst. */
      shade: number;
      /** “2 risks”; null where there is none. */
      link: (Link & { about: string }) | null;
    }[];
  }[];
  /** Risks without a score, and issues: they have no cell. */
  beside: readonly string[];
}

declare module '../../shell/page-views.js' {
  interface PageViews {
    'risks/programme': ProgrammeRisksPage;
    'risks/map': RiskMapPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
export const exampleTabs = (at: number): readonly Tab[] => [
  { text: 'Register', href: paths.risks(id), current: at === 0 },
  { text: 'Risk matrix', href: paths.riskMap(id), current: at === 1 },
];
const registers: readonly Tab[] = [
  { text: 'December 2019, as approved', href: paths.risks(id), current: true },
  {
    text: 'January 2020, at work',
    href: withQuery(paths.risks(id), { register: 'draft' }),
    current: false,
  },
];
const filter = (values: Record<string, string | string[]>, clear: Path | null): RiskFilter => ({
  action: paths.risks(id),
  form: {
    values: { kind: '', owner: '', band: '', movement: '', accepted: '', only: [], ...values },
    errors: { kind: null, owner: null, band: null, movement: null, accepted: null, only: null },
    problems: [],
  },
  register: 'approved',
  kinds: choices([
    { value: '', text: 'Any' },
    { value: 'risk', text: 'Risks' },
    { value: 'issue', text: 'Issues' },
  ]),
  owners: choices([
    { value: '', text: 'Anybody' },
    { value: id, text: 'Sam <Shaw>, Director' },
  ]),
  bands: choices([
    { value: '', text: 'Any' },
    { value: 'high', text: 'High' },
  ]),
  movements: choices([
    { value: '', text: 'Any' },
    { value: 'up', text: 'Up' },
  ]),
  acceptances: choices([
    { value: '', text: 'Any' },
    { value: 'over', text: 'Acceptance has run out' },
  ]),
  only: choices([{ value: 'overdue', text: 'Their review is overdue' }]),
  clear,
});
const rows = wordRows([
  {
    cells: [
      'Risk 4: Too few <social> workers apply',
      '4 × 5 = 20, Very high',
      'Up from 12',
      'Sam Shaw',
      'Overdue since 31 December 2019',
    ],
    link: { text: 'Look', about: 'at risk 4', href: paths.risk(id, 4) },
  },
  {
    cells: [
      'Issue 2: The case system was away for a day',
      'Severity: high',
      'New',
      'Not assigned',
      'No review date',
    ],
    link: { text: 'Look', about: 'at issue 2', href: paths.risk(id, 2) },
  },
]);
const none = { cell: null, closed: [], before: null, next: null, part: null };

export const examples = {
  'risks/programme': {
    'no register yet': {
      head: head('Risks and issues', { wide: true, lead: 'There is no register of risks yet.' }),
      tabs: exampleTabs(0),
      registers: [],
      filter: null,
      result: null,
      rows: [],
      empty: 'It begins with the first period whose parts include risks.',
      ...none,
    },
    some: {
      head: head('Risks and issues', {
        wide: true,
        lead: 'The register of December 2019, as approved: 12 are open, 1 is higher than before, and the review of 1 is overdue.',
      }),
      tabs: exampleTabs(0),
      registers,
      filter: filter({}, null),
      result: '12 open risks and issues',
      rows,
      empty: null,
      cell: null,
      closed: wordRows([
        {
          cells: ['Risk 1: An old one', 'No score', 'Closed', 'Sam Shaw', 'No review date'],
          link: { text: 'Look', about: 'at risk 1', href: paths.risk(id, 1) },
        },
      ]),
      before: null,
      next: paths.risks(id),
      part: { text: 'Write the register of January 2020', href: paths.partBlock(id, 'risks') },
    },
    'nothing fits': {
      head: head('Risks and issues', {
        wide: true,
        lead: 'The register of December 2019, as approved: 12 are open.',
      }),
      tabs: exampleTabs(0),
      registers,
      filter: filter({ kind: 'issue', only: ['overdue'] }, paths.risks(id)),
      result: 'None of 12 open risks and issues',
      rows: [],
      empty: 'No risk fits this filter.',
      ...none,
      cell: 'Only those with probability 4 and impact 5: 20, Very high.',
    },
  },
  'risks/map': {
    'no register yet': {
      head: head('Risk matrix', { wide: true, lead: 'There is no register of risks yet.' }),
      tabs: exampleTabs(1),
      registers: [],
      rows: [],
      beside: [],
    },
    some: {
      head: head('Risk matrix', {
        wide: true,
        lead: 'Where the 5 open risks of December 2019 stand in the matrix “Council <2019>”.',
      }),
      tabs: exampleTabs(1),
      registers,
      rows: [5, 4, 3, 2, 1].map((probability) => ({
        probability,
        cells: [1, 2, 3, 4, 5].map((impact) => ({
          score: probability * impact,
          band: ['Low', 'Medium', 'High', 'Very high'][Math.floor((probability * impact - 1) / 7)] ?? '',
          shade: Math.floor((probability * impact - 1) / 7),
          link:
            probability === 4 && impact > 3
              ? {
                  text: '2 risks',
                  about: `with probability ${probability} and impact ${impact}`,
                  href: withQuery(paths.risks(id), { probability, impact }),
                }
              : null,
        })),
      })),
      beside: ['1 open risk has no score.', '2 issues have a severity, and no place in the matrix.'],
    },
  },
} satisfies Examples;
