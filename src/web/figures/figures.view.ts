import {
  choices,
  head,
  paths,
  withQuery,
  type Examples,
  type FormView,
  type Link,
  type PageView,
  type Path,
} from '../shell/index.js';

export interface FiguresCell {
  /** Of its field; null where it is not typed here, and its text is printed. */
  name: string | null;
  text: string;
  /** What is recorded, as it is typed; Escape puts it back. */
  known: string;
  /** `provisional`, `validated`, `restated`, `worked out` */
  state: string | null;
  /** The heading of its column, for narrow screens. */
  column: string;
  /** The ids of its row's and its column's heading. */
  headings: string;
  /** Why it could not be read, beside its field. */
  error: string | null;
}

export interface FiguresRow {
  id: string;
  reference: string | null;
  title: string;
  about: string;
  /** The section that its figures come from; null where they are typed here. */
  from: string | null;
  /** The files that show it. */
  evidence: Path;
  cells: readonly FiguresCell[];
}

/** The figures of a part's measures, to be typed or pasted. */
export interface FiguresPage extends PageView {
  form: FormView;
  action: Path;
  /** The number up to which the page knows the figures. */
  known: string;
  caption: string;
  /** `name` is that of {@link columnName}. */
  columns: readonly { id: string; name: string; text: string; note: string | null }[];
  rows: readonly FiguresRow[];
  states: ReturnType<typeof choices>;
  /** Why figures change, as somebody gave it before they changed them once more. */
  reasons: readonly { name: string; value: string }[];
  /** For a person who could approve the part. */
  warning: string | null;
  /** Import, paste, download; those that are there. */
  links: readonly Link[];
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'figures/figures': FiguresPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const measures = [
  '3c1f9b52-4d0e-4c1a-8a7e-0a1b2c3d4e5f',
  '9d2e8c41-5e1f-4d2b-9b8f-1b2c3d4e5f60',
  'a03d7b30-6f20-4e3c-8c90-2c3d4e5f6071',
];
const months = ['Aug 19', 'Sep 19', 'Oct 19', 'Nov 19', 'Dec 19', 'Jan 20'];
const columns = [
  { id: 'col-y2018', name: 'y2018', text: '2018/19', note: null },
  ...months.map((text, n) => {
    const name = `m${n < 5 ? 2019 : 2020}-${String(n < 5 ? n + 8 : 1).padStart(2, '0')}`;
    return { id: `col-${name}`, name, text, note: n === 5 ? 'to 27 January 2020' : null };
  }),
  { id: 'col-t2020-01', name: 't2020-01', text: 'Year to date', note: 'to 27 January 2020' },
];
const more = {
  caption: 'January 2020 · 1.1 Contacts and referrals',
  back: { text: '1.1 Contacts and referrals', href: paths.part(id) },
  wide: true,
  script: 'grid.js',
};

const unreadable = new Map([
  ['####', '“####” is not a figure. The column was too narrow to show it. Make it wider and copy again.'],
  ['67,2', '“67,2” is not a figure. Write 67.2'],
]);
const row = (n: number, texts: readonly (string | null)[], known = texts): FiguresRow => ({
  id: `row-${measures[n]}`,
  reference: `1.1.${n + 1}`,
  title: ['Contacts', 'Assessments within 45 working days', 'Vacancy rate of <social> workers'][n] ?? '',
  about: ['whole number', 'per cent, higher is better, at least 80%', 'per cent, lower is better'][n] ?? '',
  from: n === 2 ? 'Workforce' : null,
  evidence: withQuery(paths.partEvidence(id), { entry: `measures/${measures[n]}` }),
  cells: texts.map((text, at) => ({
    name: text === null || n === 2 ? null : `f_${measures[n]}_${columns[at]?.name}`,
    text: text ?? 'not used',
    known: known[at] ?? '',
    state: text === null || text === '' ? null : at === 6 ? 'provisional' : 'validated',
    column: columns[at]?.text ?? '',
    headings: `row-${measures[n]} ${columns[at]?.id}`,
    error: (text === null ? undefined : unreadable.get(text)) ?? null,
  })),
});
const contacts = row(0, ['14,002', '1,204', '1,188', '1,240', '1,198', '1,215', '902', '']);
const assessments = row(1, ['71.0%', '71.4%', '70.0%', '69.9%', '67.2%', '66.0%', '', null]);
const vacancies = row(2, ['21.0%', '20.1%', '20.0%', '19.8%', '19.9%', '20.4%', '-', null]);
const states = choices([
  { value: 'provisional', text: 'Provisional: they may still change' },
  { value: 'validated', text: 'Validated: a later change needs a reason' },
]);
const page = {
  action: paths.partBlock(id, 'figures'),
  known: '17',
  caption: 'Figures of 1.1 Contacts and referrals',
  columns,
  states,
  reasons: [],
  warning: null,
  links: [
    { text: 'Paste a whole table', href: paths.pasteFigures(id) },
    { text: 'Import a file', href: paths.importFigures(id) },
    { text: 'Download these figures', href: paths.downloadFigures(id, '2020-01') },
  ],
};
const form = { values: { state: 'provisional' }, errors: { state: null }, problems: [] };
const heading = 'Figures';
const december = `f_${measures[1]}_m2019-12`;
const november = `f_${measures[1]}_m2019-11`;

export const examples = {
  'figures/figures': {
    filled: {
      head: head(heading, {
        ...more,
        lead: 'One measure has no figure for January 2020. Fill in what you have; you see what changes before anything is recorded.',
      }),
      ...page,
      form,
      rows: [contacts, assessments, vacancies],
    },
    refused: {
      head: head(heading, { ...more, lead: 'Nothing is recorded yet. 2 figures could not be read.' }),
      ...page,
      form: {
        ...form,
        problems: [
          {
            text: 'Assessments within 45 working days, November 2019: “####” is not a figure. The column was too narrow to show it. Make it wider and copy again.',
            href: `#${november}`,
          },
          {
            text: 'Assessments within 45 working days, December 2019: “67,2” is not a figure. Write 67.2',
            href: `#${december}`,
          },
        ],
      },
      rows: [
        contacts,
        row(
          1,
          ['71.0%', '71.4%', '70.0%', '69.9%', '####', '67,2', '', null],
          ['71.0%', '71.4%', '70.0%', '69.9%', '67.2%', '66.0%', '', null],
        ),
        vacancies,
      ],
    },
    'somebody who could approve': {
      head: head(heading, {
        ...more,
        lead: 'Every measure has its figure for January 2020. Change what is not right; you see what changes before anything is recorded.',
      }),
      ...page,
      form,
      warning:
        'Recording figures makes you an author of the parts that print them. Authors do not approve: somebody else would have to.',
      rows: [contacts],
    },
    empty: {
      head: head(heading, {
        ...more,
        lead: 'There is no measure in this group. The programme manager can add one.',
      }),
      ...page,
      form,
      columns: [],
      rows: [],
    },
  },
} satisfies Examples;
