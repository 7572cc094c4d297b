/*
 * Where the cells of a pasted text go in a table of figures. Pure: knows no page. What a cell means, the server decides.
 */

/** The table that is pasted into. */
export interface PasteTable {
  /** By name, as `m2020-01`, `q2020-01` (January to March), `t2020-01` (to date), `y2018` (2018/19). */
  columns: readonly string[];
  rows: readonly { reference: string; title: string }[];
  /** Whether a cell can be typed in. */
  open(row: number, column: number): boolean;
}

export interface Place {
  row: number;
  column: number;
}

export type Pasted =
  | { kind: 'filled'; cells: readonly (Place & { text: string })[]; didNotFit: number }
  /** The headings of these columns of the text do not say which month they are. */
  | { kind: 'unclear'; headings: readonly { column: number; text: string }[] };

/** Which column of the table (by name) a column of the text is; null = none of them. */
export type Answers = ReadonlyMap<number, string | null>;

/**
 * The cells of a text from a spreadsheet: tabs part the cells, line ends the rows, and a quoted cell may hold either. Each cell on
 * one line with single, ordinary spaces. Empty rows at the end are left out.
 */
export function cellsOf(text: string): string[][] {
  const rows: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^\t\r\n]*))(\t|\r\n|\n|\r|$)/y;
  while (cell.lastIndex < text.length) {
    const from = cell.lastIndex;
    let found = cell.exec(text);
    if (!found) {
      // A quote that does not end: the cell is taken as it stands.
      const plain = /([^\t\r\n]*)(\t|\r\n|\n|\r|$)/y;
      plain.lastIndex = from;
      found = plain.exec(text);
      if (!found) break;
      cell.lastIndex = plain.lastIndex;
      found = Object.assign(found, { 3: found[2], 2: found[1], 1: undefined });
    }
    const [, quoted, bare = '', end] = found as (string | undefined)[];
    rows.at(-1)?.push(oneLine(quoted?.replaceAll('""', '"') ?? bare));
    if (end === '') break;
    if (end !== '\t') rows.push([]);
  }
  while (rows.length > 0 && rows.at(-1)?.every((one) => one === '') === true) rows.pop();
  return rows;
}

const oneLine = (text: string): string => text.normalize('NFC').replace(/\s+/gu, ' ').trim();

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const NAMES = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/** What a heading says: the name of a column, `unclear` for a date that a spreadsheet may have made of it, or undefined. */
export function readHeading(text: string): string | undefined {
  const lower = text.toLowerCase();
  if (/^(ytd|year to date)$/.test(lower)) return 't';
  const year = /^(\d{4})\s*[/–-]\s*(\d{2}|\d{4})$/.exec(lower);
  if (year) {
    const [first, second] = [Number(year[1]), Number(year[2])];
    if (second === first + 1 || second === (first + 1) % 100) return `y${first}`;
  }
  const quarter = quarterOf(lower);
  if (quarter !== undefined) return quarter;
  const iso = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(lower);
  if (iso) return `m${iso[1] ?? ''}-${iso[2] ?? ''}`;
  const numeric = /^(0?[1-9]|1[0-2])\/(\d{4})$/.exec(lower);
  if (numeric) return `m${numeric[2] ?? ''}-${(numeric[1] ?? '').padStart(2, '0')}`;
  const named = /^([a-z]{3,9})\.?[\s-]*['’]?(\d{2}|\d{4})$/.exec(lower);
  if (named) {
    const month = monthNumber(named[1] ?? '');
    if (month > 0) return `m${(named[2] ?? '').padStart(4, '20')}-${String(month).padStart(2, '0')}`;
  }
  const dayAndMonth = /^\d{1,2}[\s-]([a-z]{3,9})\.?(?:[\s-]\d{2,4})?$/.exec(lower);
  if (dayAndMonth && monthNumber(dayAndMonth[1] ?? '') > 0) return 'unclear';
  return /^(?:\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{4}-\d{2}-\d{2})$/.test(lower) ? 'unclear' : undefined;
}

/** `q1 2019/20`, `2019/20 q1`, `apr-jun 2019`, `april to june 2019` */
function quarterOf(text: string): string | undefined {
  const [, before, firstYear, lastYear, after] =
    /^(?:q([1-4])\s*)?(\d{4})[/–-](\d{2}|\d{4})(?:\s*q([1-4]))?$/.exec(text) ?? [];
  const number = Number(before ?? after);
  if (number > 0 && (before === undefined || after === undefined)) {
    const [first, last] = [Number(firstYear), Number(lastYear)];
    if (last === first + 1 || last === (first + 1) % 100)
      return number === 4 ? `q${first + 1}-01` : `q${first}-${String(3 * number + 1).padStart(2, '0')}`;
  }
  const [, from, to, year] = /^([a-z]{3,9})\s*(?:-|–|to)\s*([a-z]{3,9})\.?\s*(\d{2}|\d{4})$/.exec(text) ?? [];
  const [start, end] = [monthNumber(from ?? ''), monthNumber(to ?? '')];
  return start % 3 === 1 && end === start + 2
    ? `q${(year ?? '').padStart(4, '20')}-${String(start).padStart(2, '0')}`
    : undefined;
}

function monthNumber(name: string): number {
  const short = name === 'sept' ? 'sep' : name;
  return Math.max(MONTHS.indexOf(short), NAMES.indexOf(name)) + 1;
}

/**
 * Where each cell goes: by the names of its months and measures where the text has them, otherwise right and down from where it is
 * pasted. An empty cell leaves what is there; what lies beyond the table, or in a cell that cannot be typed in, does not fit.
 * @param at the cell that it is pasted into.
 * @param answers to the headings that were unclear.
 */
export function placePaste(text: string, at: Place, table: PasteTable, answers: Answers = new Map()): Pasted {
  const rows = cellsOf(text);
  const names = namesOf(rows, table);
  const head = headingsOf(rows[0] ?? [], names?.column);
  const body = head === undefined ? rows : rows.slice(1);
  const unclear =
    head === undefined
      ? []
      : head.flatMap((name, column) => {
          if (name !== 'unclear' || answers.has(column)) return [];
          return body.some((row) => (row[column] ?? '') !== '')
            ? [{ column, text: rows[0]?.[column] ?? '' }]
            : [];
        });
  if (unclear.length > 0) return { kind: 'unclear', headings: unclear };

  const columnOf = (column: number): number => {
    if (head === undefined)
      return names === undefined ? at.column + column : at.column + column - names.column - 1;
    const name = answers.has(column) ? answers.get(column) : head[column];
    if (name === null || name === undefined) return -1;
    return table.columns.findIndex((one) => one === name || (name === 't' && one.startsWith('t')));
  };
  const cells: (Place & { text: string })[] = [];
  let didNotFit = 0;
  body.forEach((row, index) => {
    const to = names === undefined ? at.row + index : rowOf(row, names.column, table);
    row.forEach((cell, column) => {
      if (cell === '' || (names !== undefined && column <= names.column)) return;
      const place = { row: to, column: columnOf(column) };
      // A word under a heading that is no period: a title, a basis.
      if (head !== undefined && head[column] === undefined && !/\d/.test(cell)) return;
      const fits = place.row >= 0 && place.row < table.rows.length && place.column >= 0 && place.column < table.columns.length; // prettier-ignore
      if (fits && table.open(place.row, place.column)) cells.push({ ...place, text: cell });
      else didNotFit += 1;
    });
  });
  return { kind: 'filled', cells, didNotFit };
}

/**
 * The headings of a first row: the names of columns, `unclear`, or undefined for what is no period. Undefined when the row is no row
 * of headings. A name with blanks beside it is one heading over several columns, which says of none of them what it is.
 */
function headingsOf(row: readonly string[], names: number | undefined): (string | undefined)[] | undefined {
  const read = row.map((text, column) =>
    names !== undefined && column <= names ? undefined : readHeading(text),
  );
  if (read.every((name) => name === undefined)) return undefined;
  return read.map((name, column) => {
    if (name === undefined)
      return row[column] === '' && column > read.findIndex((one) => one !== undefined)
        ? 'unclear'
        : undefined;
    return row[column + 1] === '' && name !== 't' ? 'unclear' : name;
  });
}

/** Which of the first three columns holds the names of measures: one in which at least half of the rows name one. */
function namesOf(rows: readonly (readonly string[])[], table: PasteTable): { column: number } | undefined {
  const counted = [2, 1, 0].map((column) => ({
    column,
    known: rows.filter((row) => namesMeasure(row[column] ?? '', table) >= 0).length,
  }));
  const found = counted.filter(({ known }) => known > 0 && known * 2 >= rows.length - 1);
  return found[0];
}

/** By its title or reference in the names' column, or in those before it. */
function rowOf(row: readonly string[], names: number, table: PasteTable): number {
  for (let column = names; column >= 0; column--) {
    const found = namesMeasure(row[column] ?? '', table);
    if (found >= 0) return found;
  }
  return -1;
}

function namesMeasure(text: string, table: PasteTable): number {
  const wanted = plain(text);
  if (wanted === '') return -1;
  return table.rows.findIndex(
    ({ reference, title }) =>
      plain(title) === wanted ||
      (reference !== '' && (plain(reference) === wanted || plain(`${reference} ${title}`) === wanted)),
  );
}

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[‘’ʼ]/g, "'")
    .replace(/[‐‑–—]/g, '-')
    .replace(/\s+/gu, ' ')
    .trim()
    .toLowerCase();

/** `24 cells filled, 2 not understood, 3 did not fit.` */
export function filledWords(filled: number, notUnderstood: number, didNotFit: number): string {
  return [
    filled === 1 ? '1 cell filled' : `${filled} cells filled`,
    ...(notUnderstood > 0 ? [`${notUnderstood} not understood`] : []),
    ...(didNotFit > 0 ? [`${didNotFit} did not fit`] : []),
  ].join(', ');
}
