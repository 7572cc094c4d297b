import type { Person } from '../../identity/index.js';
import { headedTable, type Grid } from '../../platform/index.js';
import { themeInput, type ThemeView } from '../../themes/index.js';
import { personCalled, plainWords } from '../shell/index.js';

const COLUMNS = ['number', 'title', 'owner'] as const;
const NAMES: Readonly<Record<string, (typeof COLUMNS)[number]>> = {
  no: 'number',
  'no.': 'number',
  number: 'number',
  title: 'title',
  theme: 'title',
  owner: 'owner',
  'usual owner': 'owner',
  lead: 'owner',
};

/** One row of a pasted list of themes. */
export interface ThemeRow {
  number: number;
  title: string;
  owner: Person | null;
  /** As it was written, where nobody of the programme is called so. */
  unknownOwner: string | null;
  /** A theme of this title is there already, and stays as it is. */
  there: boolean;
}

/**
 * Reads themes as a spreadsheet copies them: number, title, owner, with or without headings. Without a number a theme comes after the
 * one before it. An owner who is not found is no issue. Pure.
 */
export function readThemes(
  grid: Grid,
  known: readonly Pick<ThemeView, 'number' | 'title'>[],
  people: readonly Person[],
): { rows: ThemeRow[]; issues: string[] } {
  const table = headedTable(grid, NAMES, COLUMNS);
  const issues = [...table.faults];
  const rows: ThemeRow[] = [];
  let last = Math.max(0, ...known.map(({ number }) => number));
  for (const { number: at, text } of table.rows) {
    const wrong = (message: string): void => {
      issues.push(`Row ${at}: ${message}`);
    };
    const title = text('title');
    const there = known.find((theme) => plainWords(theme.title) === plainWords(title));
    const number = there ? there.number : text('number') === '' ? last + 1 : Number(text('number'));
    const parsed = themeInput.safeParse({ number, title });
    if (title === '') wrong('There is no title.');
    else if (!parsed.success)
      for (const { path, message } of parsed.error.issues)
        wrong(path[0] === 'number' ? `“${text('number')}” is not a number from 1 to 99.` : message);
    else if (rows.some((row) => plainWords(row.title) === plainWords(title)))
      wrong(`“${title}” is in the table twice.`);
    else if (!there && [...known, ...rows].some((one) => one.number === number))
      wrong(`Another theme has the number ${number}.`);
    else {
      const owner = personCalled(text('owner'), people);
      last = Math.max(last, number);
      rows.push({
        number,
        title: parsed.data.title,
        owner,
        unknownOwner: owner === null && text('owner') !== '' ? text('owner') : null,
        there: there !== undefined,
      });
    }
  }
  if (rows.length === 0 && issues.length === 0) issues.push('There is no row below the headings.');
  return { rows, issues };
}
