import type { EditorPage } from '../part/editor-page.js';
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

export interface LinesPage extends PageView {
  /** Line, year, budget, actual, forecast, variance, comment; the link leads to the line. */
  lines: readonly WordRow[];
  /** Why there is no total; null where nothing is to be said. */
  totals: string | null;
  /** What the sign means, and where a comment is needed. */
  rule: string | null;
  /** Null where the reader cannot write it now. */
  add: Path | null;
  ledger: Path | null;
}

export interface LinePage extends EditorPage {
  years: ReturnType<typeof choices>;
  commentHint: string;
  /** What is worked out from what is saved. */
  derived: readonly Fact[];
  remove: Path | null;
}

export interface LedgerPage extends PageView {
  form: FormView;
  action: Path;
  fileAction: Path;
}

/** What a ledger's table would do, before it is recorded. */
export interface CheckLedgerPage extends PageView {
  form: FormView;
  action: Path;
  /** The table as text; it comes along until it is recorded. */
  ledger: string;
  version: number;
  note: string | null;
  problems: readonly string[];
  /** Line, year, budget, actual, forecast, what happens. */
  changes: readonly WordRow[];
  notes: readonly string[];
  /** What the button says; null where there is nothing to record. */
  record: string | null;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'budget/lines': LinesPage;
    'budget/line': LinePage;
    'budget/ledger': LedgerPage;
    'budget/check-ledger': CheckLedgerPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const around = {
  caption: 'January 2020 · Progress against budget',
  back: { text: 'Budget lines', href: paths.partBlock(id, 'lines') },
};
const wide = { ...around, wide: true };
const SIGN =
  'Variance is forecast minus budget. A positive variance is an overspend, a negative one an underspend.';
const editor = {
  action: paths.partItem(id, 'lines', id),
  version: 3,
  block: '0123456789abcdef',
  saved: 'Last saved today at 14:05 by Head of Finance.',
  next: null,
  preview: null,
  cameBack: null,
  evidence: [],
  leftOut: [],
  notes: [],
  read: 'text=0123456789',
  isNew: false,
  asked: [],
  moved: [],
  hasNarrative: false,
  before: null,
};
const years = choices(
  [
    { value: '2018', text: '2018/19' },
    { value: '2019', text: '2019/20' },
  ],
  'Not said',
);
const names = ['title', 'year', 'budget', 'actual', 'forecast', 'comment'];
const noErrors = Object.fromEntries(names.map((name) => [name, null])) as Record<string, null>;
const values = {
  title: 'Placements <outside>',
  year: '2019',
  budget: '1250.00',
  actual: '900.00',
  forecast: '1400.00',
  comment: '',
};
const worked = {
  years,
  commentHint: 'Needed: the variance is over the limit of 5%.',
  derived: facts([
    { name: 'Variance', value: '£150 over budget (12.0%)' },
    { name: 'What it means', value: SIGN },
  ]),
  remove: paths.partItemStep(id, 'lines', id, 'remove'),
};
const ledger = {
  head: head('Figures from the ledger', {
    ...around,
    lead: 'Paste a table or choose a CSV file. You see what changes before anything is recorded.',
  }),
  action: paths.partBlock(id, 'ledger'),
  fileAction: paths.ledgerFile(id),
};
const check = {
  form: { values: {}, errors: {}, problems: [] },
  action: paths.partBlock(id, 'ledger'),
  ledger: 'line,actual\nPlacements <outside>,900',
  version: 3,
};

export const examples = {
  'budget/lines': {
    empty: {
      head: head('Budget lines', {
        ...wide,
        lead: 'There is no budget line yet. Add one, or take the figures from your ledger.',
      }),
      lines: [],
      totals: null,
      rule: null,
      add: paths.newPartItem(id, 'lines'),
      ledger: paths.partBlock(id, 'ledger'),
    },
    filled: {
      head: head('Budget lines', { ...wide, lead: '2 lines. 1 comment is needed.' }),
      lines: wordRows([
        {
          cells: [
            'Placements <outside>',
            '2019/20',
            '£1,250',
            '£900',
            '£1,400',
            '£150 over budget (12.0%)',
            'Needed',
          ],
          link: {
            text: 'Change',
            about: 'Placements <outside>, 2019/20',
            href: paths.partItem(id, 'lines', id),
          },
        },
        {
          cells: [
            'Travel',
            '2019/20',
            '£90',
            'Not known',
            'Not known',
            'Not known',
            'Not in the ledger yet.',
          ],
          link: { text: 'Change', about: 'Travel, 2019/20', href: paths.partItem(id, 'lines', id) },
        },
        { cells: ['All lines', '–', '£1,340', 'Not known', 'Not known', 'Not known', '–'] },
      ]),
      totals: 'Not all totals can be added up: 2 cells are not known.',
      rule: `${SIGN} A comment is needed where a cell is empty, and where the variance is over 5% of the budget.`,
      add: null,
      ledger: null,
    },
  },
  'budget/line': {
    new: {
      head: head('Add a budget line', {
        ...wide,
        script: 'editor.js',
        lead: 'Say what the money is for and in which year. Leave empty what is not known, which is not zero.',
      }),
      form: {
        values: { title: '', year: '', budget: '', actual: '', forecast: '', comment: '' },
        errors: noErrors,
        problems: [],
      },
      editor,
      ...worked,
      commentHint: 'Needed where a cell is empty, and where the variance is over the limit of 5%.',
      derived: [],
      remove: null,
    },
    filled: {
      head: head('Placements <outside>', {
        ...wide,
        script: 'editor.js',
        lead: 'A comment is needed: the variance is over the limit of 5%.',
      }),
      form: { values, errors: noErrors, problems: [] },
      editor: {
        ...editor,
        before: {
          heading: 'December 2019, approved 27 December 2019',
          texts: [
            {
              label: 'Amounts',
              text: 'Budget: £1,250\nActual: £800',
              isNarrative: false,
              since: [],
              changes: null,
            },
          ],
        },
      },
      ...worked,
    },
    refused: {
      head: head('Placements <outside>', {
        ...wide,
        script: 'editor.js',
        lead: 'Nothing of this is saved yet. Correct what is named above.',
      }),
      form: {
        values: { ...values, title: '', budget: '1.234.5' },
        errors: {
          ...noErrors,
          title: 'Enter what the line is for',
          budget: '“1.234.5” is not an amount in pounds and pence. Enter an amount, such as 1,250.00',
        },
        problems: [
          { text: 'Enter what the line is for', href: '#title' },
          {
            text: '“1.234.5” is not an amount in pounds and pence. Enter an amount, such as 1,250.00',
            href: '#budget',
          },
        ],
      },
      editor,
      ...worked,
    },
  },
  'budget/ledger': {
    empty: {
      ...ledger,
      form: { values: { ledger: '', file: '' }, errors: { ledger: null, file: null }, problems: [] },
    },
    refused: {
      ...ledger,
      form: {
        values: { ledger: '', file: '' },
        errors: { ledger: 'Paste the table, with its headings', file: null },
        problems: [{ text: 'Paste the table, with its headings', href: '#ledger' }],
      },
    },
    'no file': {
      ...ledger,
      form: {
        values: { ledger: '', file: '' },
        errors: { ledger: null, file: 'Choose a file that is not empty' },
        problems: [{ text: 'Choose a file that is not empty', href: '#file' }],
      },
    },
  },
  'budget/check-ledger': {
    changes: {
      head: head('Check the figures', {
        ...wide,
        lead: '2 figures would change in 2 lines. 1 line is new. Nothing is recorded yet.',
      }),
      ...check,
      note: 'Somebody saved the budget meanwhile. Look at the changes once more.',
      problems: [],
      changes: wordRows([
        { cells: ['Placements <outside>', '2019/20', '£1,250', '£900, was £800', 'Not known', 'Changed'] },
        { cells: ['Legal', 'Not said', 'Not known', '£100', 'Not known', 'New line'] },
      ]),
      notes: [
        'Not in the table, and left as they are: Travel.',
        'Columns that mean nothing here: Cost <centre>.',
      ],
      record: 'Record 2 figures',
    },
    problems: {
      head: head('Check the figures', {
        ...wide,
        lead: 'Nothing can be recorded until this place is corrected.',
      }),
      ...check,
      note: null,
      problems: ['Row 3, column “actual”: “12 <x>” is not an amount in pounds and pence.'],
      changes: [],
      notes: [],
      record: null,
    },
    'nothing new': {
      head: head('Check the figures', {
        ...wide,
        lead: 'Nothing changes: every figure of this table is in the budget already.',
      }),
      ...check,
      note: null,
      problems: [],
      changes: [],
      notes: [],
      record: null,
    },
  },
} satisfies Examples;
