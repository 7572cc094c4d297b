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

/** A file of figures, to be tried before anything is recorded. */
export interface ImportFiguresPage extends PageView {
  form: FormView;
  action: Path;
  states: ReturnType<typeof choices>;
  /** The figures as they are, in a form that can be filled in and imported. */
  download: Path;
}

/** What importing a file would change. */
export interface ImportPreviewPage extends PageView {
  form: FormView;
  facts: readonly Fact[];
  /** Where in the file, measure, period, was, now, what it is. */
  changes: readonly WordRow[];
  /** How many more there are than are listed; null where all are. */
  more: string | null;
  problems: readonly string[];
  warnings: readonly string[];
  ignored: readonly string[];
  /** Null where nothing can be recorded. */
  confirm: {
    action: Path;
    button: string;
    /** Figures that can hardly be true: each is ticked, or nothing is recorded. */
    doubts: ReturnType<typeof choices>;
    /** The choices as they were sent, and the hashes of the file and of the plan. */
    hidden: readonly { name: string; value: string }[];
  } | null;
  /** Where another file is chosen. */
  again: Path;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'figures/import': ImportFiguresPage;
    'figures/import-preview': ImportPreviewPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const more = {
  caption: 'Children’s services improvement',
  back: { text: 'My work', href: paths.myWork() },
};
const states = choices([
  { value: '', text: 'New ones provisional, known ones as they are' },
  { value: 'provisional', text: 'Provisional' },
  { value: 'validated', text: 'Validated' },
]);
const values = { 'asAt-day': '27', 'asAt-month': '1', 'asAt-year': '2020', state: '', reason: '' };
const errors = { asAt: null, state: null, reason: null, file: null };
const page = {
  action: paths.importFigures(id),
  states,
  download: paths.downloadFigures(id),
};
const counted = (fresh: string, restated: string, same: string) =>
  facts([
    { name: 'New', value: fresh },
    { name: 'Changed', value: '0' },
    { name: 'Restated', value: restated },
    { name: 'As they are recorded', value: same },
    { name: 'Read as', value: 'Tables with their periods side by side, worksheet “Figures”' },
  ]);
const preview = {
  form: { values: { accepted: [] }, errors: { file: null, accepted: null }, problems: [] },
  again: paths.importFigures(id),
  facts: counted('195', '1', '12'),
  warnings: [],
  ignored: [],
  problems: [],
  more: null,
};
const changes = wordRows([
  {
    cells: [
      'F4',
      '1.1.1 Contacts',
      'January 2020',
      'nothing',
      '902',
      'New, provisional: as at 27 January 2020',
    ],
  },
  {
    cells: [
      'E5',
      '1.1.2 Assessments within 45 working days of <referral>',
      'December 2019',
      '66.0%',
      '67.2%',
      'Restated: it was relied on',
    ],
  },
]);
const lead = 'Choose a file. You see what it changes before anything is recorded.';

export const examples = {
  'figures/import': {
    blank: {
      head: head('Import figures', { ...more, lead, script: 'upload.js' }),
      ...page,
      form: { values, errors, problems: [] },
    },
    'no file': {
      head: head('Import figures', { ...more, lead, script: 'upload.js' }),
      ...page,
      form: {
        values: { ...values, 'asAt-day': '' },
        errors: { ...errors, file: 'Choose a file' },
        problems: [{ text: 'Choose a file', href: '#file' }],
      },
    },
    'a file that cannot be read': {
      head: head('Import figures', { ...more, lead, script: 'upload.js' }),
      ...page,
      form: {
        values,
        errors: { ...errors, file: 'The workbook has hidden content.' },
        problems: [
          { text: 'Figures!C: This column is hidden. <Show> it or take it out.', href: '#file' },
          { text: 'Notes: This worksheet is hidden.', href: '#file' },
        ],
      },
    },
  },
  'figures/import-preview': {
    'can be recorded': {
      head: head('Record 196 figures', {
        ...more,
        lead: '195 new, 1 restated. Nothing is recorded yet: look through them first.',
        wide: true,
      }),
      ...preview,
      changes,
      more: 'And 194 more',
      warnings: [
        'Row 7, column A (Contact): There is no measure with the reference “1.1.9”: it was found by its title.',
      ],
      ignored: [
        'Column L, under “Target Min”: a target is kept with the measure, not imported here (12 cells)',
      ],
      confirm: {
        action: paths.confirmImport(id),
        button: 'Record 196 figures',
        doubts: choices([
          { value: 'F4', text: 'Row 4, column F (852): 852% is more than 100%. <It> is right.' },
        ]),
        hidden: [{ name: 'plan', value: 'a'.repeat(64) }],
      },
    },
    problems: {
      head: head('Nothing can be recorded yet', {
        ...more,
        lead: 'Nothing can be recorded until 2 places are corrected. Correct them in the file, then choose it again.',
        wide: true,
      }),
      ...preview,
      changes: [],
      problems: [
        'Row 3, column C (<b>67,2</b>): “<b>67,2</b>” is not a figure.',
        'Row 9, column A (Contracts): There is no measure “Contracts”. The nearest is “Contacts”.',
      ],
      confirm: null,
    },
    'another file': {
      head: head('Record 2 figures', {
        ...more,
        lead: '1 new, 1 restated. Nothing is recorded yet: look through them first.',
        wide: true,
      }),
      ...preview,
      facts: counted('1', '1', '12'),
      form: {
        values: { accepted: [] },
        errors: {
          accepted: null,
          file: 'This is not the file that you checked. Below is what this one changes.',
        },
        problems: [
          { text: 'This is not the file that you checked. Below is what this one changes.', href: '#file' },
        ],
      },
      changes,
      confirm: {
        action: paths.confirmImport(id),
        button: 'Record 2 figures',
        doubts: [],
        hidden: [{ name: 'plan', value: 'a'.repeat(64) }],
      },
    },
    'nothing new': {
      head: head('Nothing to record', {
        ...more,
        lead: 'Every figure of this file is recorded already.',
        wide: true,
      }),
      ...preview,
      facts: counted('0', '0', '208'),
      changes: [],
      confirm: null,
    },
  },
} satisfies Examples;
