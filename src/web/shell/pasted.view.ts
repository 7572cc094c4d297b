import { facts, wordRows, type Fact, type WordRow } from './blocks.js';
import type { FormView } from './form.js';
import { head, type Examples, type PageView } from './page-views.js';
import { paths, type Path } from './paths.js';

/** A table that is pasted from a spreadsheet. */
export interface PastePage extends PageView {
  form: FormView;
  action: Path;
  /** Where a CSV file goes; null where only pasting is offered. */
  fileAction: Path | null;
  label: string;
  hint: string;
  /** Each column, and what may stand in it. */
  columns: readonly Fact[];
}

/** What a pasted table would do, before it is saved. */
export interface CheckPastedPage extends PageView {
  form: FormView;
  action: Path;
  /** As it was pasted; it comes along until it is saved. */
  table: string;
  /** The words of the button; null where there is nothing to add. */
  add: string | null;
  /** What to look at. */
  notes: readonly string[];
  caption: string;
  columns: readonly string[];
  rows: readonly WordRow[];
}

declare module './page-views.js' {
  interface PageViews {
    'pasted/paste': PastePage;
    'pasted/check': CheckPastedPage;
  }
}

/** Of a page on which nothing is typed. */
export const NO_FORM: FormView = { values: {}, errors: {}, problems: [] };

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const back = { text: 'Themes', href: paths.themes(id) };
const paste = {
  head: head('Paste themes', {
    back,
    lead: 'Copy the rows in your spreadsheet and paste them here. You see what is added before it is saved.',
  }),
  action: paths.pasteThemes(id),
  label: 'Your themes',
  hint: 'Columns: number, title, owner, with or without headings.',
  columns: facts([
    { name: 'Number', value: 'Its place in the report, from 1 to 99. Empty: the next one' },
    { name: 'Title', value: 'As the report prints it' },
  ]),
};
const check: CheckPastedPage = {
  head: head('Check these themes', {
    back,
    wide: true,
    lead: '2 themes would be added. Nothing is saved yet.',
  }),
  form: NO_FORM,
  action: paths.pasteThemes(id),
  table: '1\tLeadership\n2\t<Practice>\tSomebody',
  add: 'Add 2 themes',
  notes: ['“Somebody” has no role in this programme: the theme begins without an owner.'],
  caption: 'Rows of your table',
  columns: ['Number', 'Title', 'Owner', 'What happens'],
  rows: wordRows([
    { cells: ['1', 'Leadership', 'Nobody yet', 'New'] },
    { cells: ['2', '<Practice>', 'Not known: Somebody', 'New'] },
  ]),
};

export const examples = {
  'pasted/paste': {
    empty: {
      ...paste,
      fileAction: null,
      form: { values: { table: '' }, errors: { table: null }, problems: [] },
    },
    'refused, with a file': {
      ...paste,
      fileAction: paths.pasteThemes(id),
      form: {
        values: { table: '100\tLeadership' },
        errors: { table: 'Row 1: “100” is not a number from 1 to 99.' },
        problems: [{ text: 'Row 1: “100” is not a number from 1 to 99.', href: '#table' }],
      },
    },
  },
  'pasted/check': {
    filled: check,
    'nothing new': {
      ...check,
      head: head('Check these themes', { back, wide: true, lead: 'Every row is there already.' }),
      add: null,
      notes: [],
      rows: wordRows([
        { cells: ['1', 'Leadership', 'Nobody yet', 'There already'] },
        { cells: ['2', '<Practice>', 'Nobody yet', 'There already'] },
      ]),
    },
  },
} satisfies Examples;
