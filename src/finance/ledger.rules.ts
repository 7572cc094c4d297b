import { z } from 'zod';
import { cellAt, FileRefused, line, readCsv, runsAsFormula, type GridRow } from '../platform/index.js';
import { lineKey, type BudgetLine } from './budget.content.js';
import { pence, pounds } from './money.rules.js';

const MOST_ROWS = 2000;
const MOST_LINES = 200;

const AMOUNTS = ['budget', 'actual', 'forecast'] as const;
type Amount = (typeof AMOUNTS)[number];
type Column = 'line' | 'year' | 'own' | Amount;

/** The headings that a ledger may use for our columns, including those of the reference report. Compared in lower case. */
const NAMES: Readonly<Record<string, Column>> = {
  line: 'line',
  title: 'line',
  'budget line': 'line',
  year: 'year',
  'financial year': 'year',
  'own line': 'own',
  budget: 'budget',
  actual: 'actual',
  'actual spend': 'actual',
  forecast: 'forecast',
  'forecast spend': 'forecast',
};

const cells = z.object({
  budget: z.string().nullable(),
  actual: z.string().nullable(),
  forecast: z.string().nullable(),
});

/** What a ledger's file would do to a budget, row by row. */
export const ledgerPlan = z.object({
  changes: z.array(
    z.object({
      row: z.int().min(2).describe('As a spreadsheet numbers it; the headings are row 1.'),
      lineId: z.uuid(),
      title: z.string(),
      financialYear: z.int().nullable(),
      change: z.enum(['add', 'change', 'same']),
      before: cells.nullable().describe('Null for a line that is added.'),
      after: cells,
    }),
  ),
  problems: z.array(
    z.object({
      row: z.int().min(1),
      column: z.string().nullable().describe('As the file names it; null when the whole row is meant.'),
      reason: z.string(),
    }),
  ),
  totals: z
    .array(z.object({ row: z.int().min(2), title: z.string() }))
    .describe('Rows that are named as totals. They are left out: totals are worked out here.'),
  notInFile: z
    .array(z.object({ lineId: z.uuid(), title: z.string() }))
    .describe('Lines of the budget that the file does not name; they stay as they are.'),
  ignoredColumns: z.array(z.string()).describe('Columns of the file that mean nothing here.'),
});
export type LedgerPlan = z.infer<typeof ledgerPlan>;

/**
 * Compares a ledger's CSV file with the lines of a draft. Pure, apart from the ids of new lines. A row that cannot be read is reported
 * with its position; nothing is guessed. A blank cell keeps the line's value, because a ledger does not hold people's forecasts.
 * @param newId gives the id of a line that is added.
 * @returns the plan, and the lines as they would be; these count only when there is no problem.
 */
export function planLedgerImport(
  file: string,
  lines: readonly BudgetLine[],
  newId: () => string,
): LedgerPlan & { lines: BudgetLine[] } {
  const plan: LedgerPlan & { lines: BudgetLine[] } = {
    changes: [],
    problems: [],
    totals: [],
    notInFile: [],
    ignoredColumns: [],
    lines: [...lines],
  };
  const problem = (row: number, column: string | null, reason: string) =>
    void plan.problems.push({ row, column, reason });

  const [header, ...records] = readRows(file, problem);
  const headings = header?.cells.map(({ text }) => text) ?? [];
  const columns = readHeadings(header?.number ?? 1, headings, plan, problem);
  if (!columns) return plan;

  const seen = new Map<string, number>();
  /** The rows that are taken as lines, in the order of the file. */
  const above: TakenRow[] = [];
  records.forEach((record) => {
    const row = record.number;
    const before = plan.problems.length;
    if (record.cells.slice(headings.length).some(({ text }) => text !== ''))
      return problem(
        row,
        null,
        'The row has more cells than there are headings. Put an amount or title that contains the separator in quotes.',
      );
    const called = (column: Column): string | null => headings[columns.get(column) ?? -1] ?? null;
    const read = <T>(column: Column, parse: (cell: string) => Read<T>): Read<T> => {
      const { text, fault } = cellAt(record, columns.get(column) ?? -1);
      const result = fault === null ? parse(text) : { reason: `${quoted(text)} cannot be used. ${fault}` };
      if ('reason' in result) problem(row, called(column), result.reason);
      return result;
    };

    const title = read('line', readTitle);
    const own = read('own', readOwn);
    if ('value' in title && isTotalName(title.value) && !('value' in own && own.value)) {
      plan.totals.push({ row, title: title.value });
      return;
    }
    const year = read('year', readYear);
    const amounts: Partial<Record<Amount, string>> = {};
    for (const amount of AMOUNTS) {
      const cell = read(amount, readAmount);
      if ('value' in cell && cell.value !== null) amounts[amount] = cell.value;
    }
    if (plan.problems.length > before || 'reason' in title || 'reason' in year || 'reason' in own) return;
    const sum = sumsAbove(amounts, above);
    above.push({ row, amounts });
    if (sum !== null && !own.value)
      return problem(
        row,
        called('line'),
        `“${title.value}” is the sum of rows ${sum.from} to ${sum.to}. If it is a total, leave the row out. If it is a line of its own, add a column “own line” that says yes in this row.`,
      );

    const found = findLine(lines, title.value, columns.has('year') ? year.value : undefined);
    if (found === 'several')
      return problem(
        row,
        called('line'),
        `Several lines are called “${title.value}”. Add a column “year”, so that it is clear which one is meant.`,
      );
    const key = lineKey(found?.title ?? title.value, found ? found.financialYear : year.value);
    const first = seen.get(key);
    if (first !== undefined)
      return problem(row, called('line'), `“${title.value}” is already in row ${first}.`);
    seen.set(key, row);

    const line: BudgetLine = {
      ...(found ?? {
        id: newId(),
        title: title.value,
        financialYear: year.value,
        budget: null,
        actual: null,
        forecast: null,
        comment: null,
      }),
      ...amounts,
    };
    if (found) plan.lines[lines.indexOf(found)] = line;
    else plan.lines.push(line);
    plan.changes.push({
      row,
      lineId: line.id,
      title: line.title,
      financialYear: line.financialYear,
      change: !found ? 'add' : AMOUNTS.every((amount) => found[amount] === line[amount]) ? 'same' : 'change',
      before: found ? amountsOf(found) : null,
      after: amountsOf(line),
    });
  });
  if (plan.lines.length > MOST_LINES)
    problem(1, null, `The budget would have ${plan.lines.length} lines; at most ${MOST_LINES} are kept.`);
  if (plan.changes.length === 0 && plan.problems.length === 0)
    problem(1, null, 'There is no row below the headings.');
  const named = new Set(plan.changes.map(({ lineId }) => lineId));
  plan.notInFile = lines.filter(({ id }) => !named.has(id)).map(({ id, title }) => ({ lineId: id, title }));
  return plan;
}

type Tell = (row: number, column: string | null, reason: string) => void;

const amountsOf = ({ budget, actual, forecast }: BudgetLine) => ({ budget, actual, forecast });

/** The rows of the file that are not empty, headings first; none when the file cannot be read (a problem was added). */
function readRows(file: string, problem: Tell): GridRow[] {
  try {
    const { rows } = readCsv(file);
    if (rows.length <= MOST_ROWS) return rows;
    problem(1, null, `The file has ${rows.length} rows; at most ${MOST_ROWS} are read.`);
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    problem(error.row ?? 1, null, error.message);
  }
  return [];
}

/** Finds the columns by their headings. Undefined when a required column is missing or a heading comes twice. */
function readHeadings(
  row: number,
  headings: readonly string[],
  plan: LedgerPlan,
  problem: Tell,
): Map<Column, number> | undefined {
  if (plan.problems.length > 0) return undefined;
  const columns = new Map<Column, number>();
  headings.forEach((heading, index) => {
    const column = NAMES[heading.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase()];
    if (column === undefined) {
      if (heading !== '') plan.ignoredColumns.push(heading);
    } else if (columns.has(column)) problem(row, heading, 'There are two columns for this; keep one.');
    else columns.set(column, index);
  });
  if (!columns.has('line'))
    problem(row, null, 'There is no column “line” (or “title”) that names the budget lines.');
  if (!AMOUNTS.some((amount) => columns.has(amount)))
    problem(row, null, 'There is no column “budget”, “actual” or “forecast”.');
  return plan.problems.length > 0 ? undefined : columns;
}

type Read<T> = { value: T } | { reason: string };

const quoted = (cell: string): string => `“${cell.length > 40 ? `${cell.slice(0, 40)}…` : cell}”`;

/**
 * A title. What a spreadsheet would run as a formula is refused (OWASP, CSV injection): a title goes out again in files that people
 * open.
 */
function readTitle(cell: string): Read<string> {
  const text = cell.trim();
  if (text === '') return { reason: 'The row does not say which budget line it is.' };
  if (runsAsFormula(text))
    return {
      reason: `${quoted(text)} begins as a formula does (with =, +, - or @). Write it without that sign.`,
    };
  const { data, error } = line(200).safeParse(text);
  return error ? { reason: error.issues[0]?.message ?? 'This cannot be read.' } : { value: data };
}

/** Names of totals in ledgers. Added up with its own parts, a total would count twice. */
const TOTAL_NAMES = [
  /\b(?:sub|grand)?[- ]?totals?\b/i,
  /^(?:net|gross|overall|all) (?:controllable |cost |service |services |revenue |budget |operating |direct )*(?:expenditure|spend|spending|cost|costs|budget|position|outturn|income|services|lines)\b/i,
  /^sum\b/i,
];

const isTotalName = (title: string): boolean => TOTAL_NAMES.some((name) => name.test(title));

/** Whether a row says that it is a line of its own, though it looks like a total. */
function readOwn(cell: string): Read<boolean> {
  const text = cell.trim().toLowerCase();
  if (text === '' || text === 'no') return { value: false };
  return text === 'yes' ? { value: true } : { reason: `${quoted(cell)} is neither yes nor no.` };
}

interface TakenRow {
  row: number;
  amounts: Partial<Record<Amount, string>>;
}

/**
 * The rows right above one whose amounts add up to all of its own; null where none do. At least two of the rows are not zero.
 * A row that says nothing for one of the amounts counts as zero there.
 */
function sumsAbove(
  amounts: TakenRow['amounts'],
  above: readonly TakenRow[],
): { from: number; to: number } | null {
  const given = AMOUNTS.filter((amount) => amounts[amount] !== undefined);
  const wanted = given.map((amount) => pence(amounts[amount] ?? '0'));
  const last = above.at(-1);
  if (!last || wanted.every((one) => one === 0n)) return null;
  const sums = given.map(() => 0n);
  let filled = 0;
  for (let index = above.length - 1; index >= 0; index -= 1) {
    const one = above[index];
    if (!one) return null;
    const parts = given.map((amount) => pence(one.amounts[amount] ?? '0'));
    if (parts.some((part) => part !== 0n)) filled += 1;
    parts.forEach((part, at) => (sums[at] = (sums[at] ?? 0n) + part));
    if (filled > 1 && sums.every((sum, at) => sum === wanted[at])) return { from: one.row, to: last.row };
  }
  return null;
}

/** `2019/20`, `2019-20`, `2019/2020` or `2019`: the first calendar year. */
function readYear(cell: string): Read<number | null> {
  const text = cell.trim();
  if (text === '') return { value: null };
  const [, first = '', second] = /^(20\d\d)(?:\s*[/–-]\s*((?:20)?\d\d))?$/.exec(text) ?? [];
  const year = Number(first);
  const fits = second === undefined || Number(second) % 100 === (year + 1) % 100;
  return first !== '' && fits && year <= 2100
    ? { value: year }
    : { reason: `${quoted(text)} is not a financial year such as 2019/20.` };
}

const WITH_GROUPS = /^(?:\d+|\d{1,3}(?:[, ]\d{3})+)$/;

/** An amount as people and ledgers write it: `£1,234.50`, `(1,234.50)`, `-1234.5`, `1234.50-`. Blank is null. Exported for its tests. */
export function readAmount(cell: string): Read<string | null> {
  const text = cell
    .normalize('NFKC')
    .replace(/\u2212/g, '-')
    .trim();
  if (text === '') return { value: null };
  if (/^[-–—]$/.test(text))
    return { reason: 'A dash may mean nothing or zero. Leave the cell blank, or write 0.' };
  if (/^[=@]/.test(text)) return { reason: `${quoted(text)} is a formula. Put the figure itself.` };
  const tight = text.replace(/\s*([£()-])\s*/g, '$1');
  const [, open, before, after, whole = '', part = '', trailing, close] =
    /^(\()?(-)?£?(-)?([\d, ]+)(?:\.(\d*))?(-)?(\))?$/.exec(tight) ?? [];
  const minus = [before, after, trailing].filter((sign) => sign !== undefined).length;
  const brackets = open !== undefined;
  if (!WITH_GROUPS.test(whole) || brackets !== (close !== undefined) || minus + (brackets ? 1 : 0) > 1)
    return { reason: `${quoted(text)} is not an amount in pounds and pence.` };
  const decimals = part.replace(/0+$/, '');
  if (decimals.length > 2) return { reason: `${quoted(text)} has more than two decimals.` };
  const digits = whole.replace(/[, ]/g, '').replace(/^0+(?=\d)/, '');
  if (digits.length > 12) return { reason: `${quoted(text)} is larger than any budget that is kept here.` };
  const amount = pence(`${digits}.${decimals}`);
  return { value: pounds(minus > 0 || brackets ? -amount : amount) };
}

/** @param financialYear undefined when the file has no column for it: the title alone must do. */
function findLine(
  lines: readonly BudgetLine[],
  title: string,
  financialYear: number | null | undefined,
): BudgetLine | undefined | 'several' {
  const found = lines.filter(
    (one) =>
      lineKey(one.title, null) === lineKey(title, null) &&
      (financialYear === undefined || one.financialYear === financialYear),
  );
  return found.length > 1 ? 'several' : found[0];
}
