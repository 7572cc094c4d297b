import {
  choices,
  facts,
  head,
  paths,
  wordRows,
  type Examples,
  type Fact,
  type FormView,
  type PageView,
  type Path,
  type WordRow,
} from '../shell/index.js';

/** A document, to be read. */
export interface BringReportPage extends PageView {
  form: FormView;
  action: Path;
  /** To what was brought before and is not written yet; null where there is nothing. */
  goOn: { words: string; href: Path } | null;
}

/** What was understood of a document, and what writing it would do. */
export interface FoundPage extends PageView {
  form: FormView;
  action: Path;
  version: number;
  facts: readonly Fact[];
  /** What, with how much of it is taken and how much is asked. */
  tables: readonly WordRow[];
  /** Null where every quarter has its year. */
  quarters: ReturnType<typeof choices> | null;
  writes: readonly string[];
  left: readonly string[];
  /** How many more there are than are listed; null where all are. */
  more: string | null;
  unread: readonly string[];
  /** Why nothing can be written yet; null where it can. */
  blocked: { words: string; link: { text: string; href: Path } | null } | null;
  write: Path;
  discard: Path;
}

/** One table: what it is, what its columns hold, and what is doubtful. */
export interface BroughtTablePage extends PageView {
  form: FormView;
  action: Path;
  version: number;
  kinds: ReturnType<typeof choices>;
  /** Whether a theme and the title of a group belong to it. */
  hasTheme: boolean;
  hasGroup: boolean;
  roles: ReturnType<typeof choices>;
  columns: readonly { field: string; label: string }[];
  doubts: ReturnType<typeof choices>;
  /** From which month its targets apply; null where it has none, or their heading says it. */
  months: ReturnType<typeof choices> | null;
  /** The measures with a target of which the document does not say which direction is better. */
  better: readonly { row: string; field: string; label: string }[];
  directions: ReturnType<typeof choices>;
  notes: readonly string[];
  /** Where, what is written there, what became of it, why. */
  cells: readonly WordRow[];
  moreCells: string | null;
  rows: { columns: readonly string[]; rows: readonly { name: string; cells: readonly string[] }[] };
  moreRows: string | null;
  next: { text: string; href: Path } | null;
}

/** Whom the names of the document mean. */
export interface BroughtPeoplePage extends PageView {
  form: FormView;
  action: Path;
  version: number;
  names: readonly { field: string; label: string }[];
  people: ReturnType<typeof choices>;
}

/** What was written, and what was not. */
export interface BroughtPage extends PageView {
  written: readonly string[];
  left: readonly string[];
  next: { text: string; href: Path };
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'bring/upload': BringReportPage;
    'bring/found': FoundPage;
    'bring/table': BroughtTablePage;
    'bring/people': BroughtPeoplePage;
    'bring/done': BroughtPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const person = '0d9c1f5e-6a4b-4c3d-8e2f-1a2b3c4d5e6f';
const more = { programme: 'Children’s services improvement', wide: true };
const back = { text: 'What was found', href: paths.broughtReport(id) };
const upload = {
  head: head('Bring last month’s report', {
    programme: more.programme,
    back: { text: 'Set-up', href: paths.setUp(id) },
    lead: 'Choose the report as a Word document. You see what was understood of it before anything is written.',
  }),
  action: paths.bringReport(id),
  form: { values: {}, errors: { file: null }, problems: [] },
};
const found = {
  form: {
    values: { 'asAt-day': '27', 'asAt-month': '1', 'asAt-year': '2020', quarters: '' },
    errors: { asAt: null, quarters: null },
    problems: [],
  },
  action: paths.broughtReport(id),
  version: 3,
  facts: facts([
    { name: 'Date of the report', value: '27 January 2020, as the document says' },
    {
      name: 'People named',
      value: '8, of whom 3 are not known here',
      action: { text: 'Say who is meant', about: 'by each name', href: paths.broughtPeople(id) },
    },
  ]),
  tables: wordRows([
    {
      cells: ['1', 'Key areas of <concern>', 'Key areas of concern', '16', '0', '0'],
      link: { text: 'Look at', about: 'table 1', href: paths.broughtTable(id, 1) },
    },
    {
      cells: ['2', 'Placement stability', 'Measures and figures', '21', '6', '1'],
      link: { text: 'Look at', about: 'table 2', href: paths.broughtTable(id, 2) },
    },
  ]),
  quarters: choices([
    { value: 'trailing', text: 'They look back: the last one is the latest that had ended' },
    { value: 'forward', text: 'They look ahead: the first one is the one that ran' },
  ]),
  writes: ['2 themes', '17 objectives with 41 actions', '196 figures'],
  left: ['Table 2, row 4, “% placed far away”: Questions about them are open.'],
  more: 'And 3 more',
  unread: ['2 pictures: not read.'],
  blocked: null,
  write: paths.broughtStep(id, 'write'),
  discard: paths.broughtStep(id, 'discard'),
};
const table = {
  form: {
    values: {
      kind: 'measures',
      theme: '1',
      group: 'Placement stability',
      heads: '1',
      'columns.0': 'measure',
      'columns.1': 'period:2019-12',
      targetsFrom: '',
      'better.0.row': '3',
      'better.0.is': '',
      accepted: [],
    },
    errors: {
      kind: null,
      theme: null,
      group: null,
      heads: null,
      'columns.0': null,
      'columns.1': null,
      targetsFrom: null,
      'better.0.is': null,
      accepted: null,
    },
    problems: [],
  },
  action: paths.broughtTable(id, 2),
  version: 3,
  kinds: choices([
    { value: 'measures', text: 'Measures and figures' },
    { value: 'none', text: 'Nothing to bring in' },
  ]),
  hasTheme: true,
  hasGroup: true,
  roles: choices([
    { value: 'none', text: 'Not read' },
    { value: 'measure', text: 'Name of the measure' },
    { value: 'period:2019-12', text: 'December 2019' },
  ]),
  columns: [
    { field: 'columns.0', label: 'Column 1: Performance Measure' },
    { field: 'columns.1', label: 'Column 2: Dec 19' },
  ],
  doubts: choices([
    { value: 'benchmarks', text: 'The two figures at the end of some rows stand <left> of their headings.' },
  ]),
  months: choices(
    [
      { value: '2019-04', text: 'April 2019' },
      { value: '2019-05', text: 'May 2019' },
    ],
    'Not said yet',
  ),
  better: [{ row: 'better.0.row', field: 'better.0.is', label: 'Number <b>open</b>' }],
  directions: choices(
    [
      { value: 'higher', text: 'Higher is better' },
      { value: 'lower', text: 'Lower is better' },
    ],
    'Not said yet',
  ),
  notes: ['The report does not say which direction is better.'],
  cells: wordRows([{ cells: ['Row 3, column 2', '12,5', 'No place', '“12,5” is not a figure. Write 12.5'] }]),
  moreCells: null,
  rows: {
    columns: ['1: Name of the measure', '2: December 2019'],
    rows: [
      { name: 'Row 1', cells: ['Performance Measure', 'Dec 19'] },
      { name: 'Row 2', cells: ['% with 3 or more placements', '19.9%'] },
      { name: 'Row 3', cells: ['Number <b>open</b>', '12,5'] },
    ],
  },
  moreRows: 'And 4 more rows',
  next: { text: 'Next table with a question', href: paths.broughtTable(id, 5) },
};

export const examples = {
  'bring/upload': {
    blank: { ...upload, goOn: null },
    'goes on': {
      ...upload,
      goOn: {
        words: 'You brought a report on 27 January 2020 that is not written yet.',
        href: paths.broughtReport(id),
      },
    },
    'no document': {
      ...upload,
      goOn: null,
      form: {
        values: {},
        errors: { file: 'The file is neither a Word document (.docx) nor an Excel workbook (.xlsx).' },
        problems: [
          {
            text: 'The file is neither a Word document (.docx) nor an Excel workbook (.xlsx).',
            href: '#file',
          },
        ],
      },
    },
  },
  'bring/found': {
    questions: {
      head: head('What was found', {
        ...more,
        back: { text: 'Bring last month’s report', href: paths.bringReport(id) },
        lead: '2 tables. 6 questions are open: what rests on them is not written.',
      }),
      ...found,
    },
    'cannot be written yet': {
      head: head('What was found', {
        ...more,
        back: { text: 'Bring last month’s report', href: paths.bringReport(id) },
        lead: 'No table was found.',
      }),
      ...found,
      tables: [],
      quarters: null,
      writes: [],
      left: [],
      more: null,
      unread: [],
      blocked: {
        words: 'No period is open. Drafts are written into the newest period.',
        link: { text: 'Open a period', href: paths.newPeriod(id) },
      },
    },
  },
  'bring/table': {
    'with a question': {
      head: head('Table 2: Measures and figures', {
        ...more,
        caption: 'Placement stability',
        back,
        lead: '21 cells are taken, 6 are asked about, 1 has no place.',
      }),
      ...table,
    },
    'nothing to ask': {
      head: head('Table 8: Nothing to bring in', { ...more, back, lead: 'Nothing of it is taken.' }),
      ...table,
      form: {
        ...table.form,
        values: { ...table.form.values, kind: 'none' },
        errors: { ...table.form.errors, theme: 'Enter a number from 1 to 99' },
        problems: [{ text: 'Enter a number from 1 to 99', href: '#theme' }],
      },
      hasGroup: false,
      columns: [],
      doubts: [],
      months: null,
      better: [],
      notes: [],
      cells: [],
      moreRows: null,
      next: null,
    },
  },
  'bring/people': {
    some: {
      head: head('Who is meant', {
        ...more,
        wide: false,
        back,
        lead: '2 people are named. Nothing is written for a name of whom nobody is sure.',
      }),
      form: {
        values: { 'people.0': person, 'people.1': '' },
        errors: { 'people.0': null, 'people.1': null },
        problems: [],
      },
      action: paths.broughtPeople(id),
      version: 3,
      names: [
        { field: 'people.0', label: 'Ann <Bell>' },
        { field: 'people.1', label: 'Cy Dunn' },
      ],
      people: choices(
        [
          { value: 'nobody', text: 'Nobody with an account' },
          { value: person, text: 'Ann Bell (Head of Audit)' },
        ],
        'Not said yet',
      ),
    },
  },
  'bring/done': {
    written: {
      head: head('The report is written', {
        ...more,
        wide: false,
        lead: 'It stands in the drafts of January 2020. You are an author of them, so that somebody else approves them.',
      }),
      written: ['4 areas of concern', '34 measures'],
      left: ['Theme 2: the part belongs to somebody <else>, who has to write it.'],
      next: { text: 'Look at January 2020', href: paths.period(id) },
    },
    nothing: {
      head: head('Nothing was written', {
        ...more,
        wide: false,
        lead: 'Everything of it was there already.',
      }),
      written: [],
      left: [],
      next: { text: 'Look at January 2020', href: paths.period(id) },
    },
  },
} satisfies Examples;
