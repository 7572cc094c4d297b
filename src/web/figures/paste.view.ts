import { head, paths, type Examples, type FormView, type PageView, type Path } from '../shell/index.js';

/** A whole table with its headings, pasted as text. */
export interface PasteFiguresPage extends PageView {
  form: FormView;
  action: Path;
  /** For a person who could approve the part. */
  warning: string | null;
  /** The number up to which the page knows the figures. */
  known: string;
  /** Row, column, what is written there, and why it cannot be recorded. */
  problems: readonly string[];
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'figures/paste': PasteFiguresPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const more = {
  caption: 'January 2020 · 1.1 Contacts and referrals',
  back: { text: 'Figures', href: paths.partBlock(id, 'figures') },
};
const around = { action: paths.pasteFigures(id), known: '17', warning: null, problems: [] };

export const examples = {
  'figures/paste': {
    empty: {
      head: head('Paste a whole table', {
        ...more,
        lead: 'Copy the table in your spreadsheet, with its headings. You see what changes before anything is recorded.',
      }),
      ...around,
      form: { values: { table: '' }, errors: { table: null }, problems: [] },
    },
    'two problems': {
      head: head('Paste a whole table', {
        ...more,
        lead: 'Nothing can be recorded until 2 places are corrected. Correct what is wrong below, or in your spreadsheet and paste again.',
      }),
      ...around,
      form: {
        values: { table: 'Performance Measure\tDec 19\nContacts\t<b>67,2</b>' },
        errors: { table: '2 places cannot be recorded' },
        problems: [{ text: '2 places cannot be recorded', href: '#table' }],
      },
      problems: [
        'Row 2, column B (<b>67,2</b>): “<b>67,2</b>” is not a figure.',
        'Row 3, column A (Contracts): There is no measure “Contracts”. The nearest is “Contacts”.',
      ],
    },
  },
} satisfies Examples;
