import { readAmount } from '../finance/index.js';
import type { ProposedBudgetLine } from './proposals.js';
import { markFaults } from './take-registers.rules.js';
import type { Found, TableTaker } from './take-table.js';
import { isTotal, NOT_KNOWN, plain, yearBeside } from './words.js';

const AMOUNTS = ['budget', 'actual', 'forecast'] as const;
type Amount = (typeof AMOUNTS)[number];

/** How many pounds one of the unit is, as a power of ten. */
type Scale = 0 | 3 | 6;

/** What a heading, a caption or an amount says of its unit: `£`, `£000`, `£'000s`, `£k`, `£m`. Null where it says nothing. */
function scaleIn(text: string): Scale | null {
  const words = plain(text);
  if (/£ ?m\b|£ ?million|\(m\)|in millions/.test(words)) return 6;
  if (/£ ?k\b|£ ?'?000'?s?|£ ?thousand|\(k\)|in thousands|'000s?\b/.test(words)) return 3;
  return words.includes('£') || /\bpounds\b|\bgbp\b/.test(words) ? 0 : null;
}

/**
 * The lines of a budget. Amounts are read to the penny, in the unit that the table or the amount itself names; where neither does, one question
 * asks whether they are pounds. The variance is worked out, so that the one in the document only says whether the others were read rightly.
 */
export function takeBudget(taker: TableTaker): void {
  const unit = unitOf(taker);
  const needs = unit === null && hasBareAmounts(taker) ? [askUnit(taker)] : [];
  const year = yearOf(taker);
  const lines: { amounts: Record<Amount, string | null> }[] = [];
  for (const { row, at } of taker.rows()) {
    const named = titleOf(taker, row);
    if (!named) {
      if (row.some(({ text }) => /\d/.test(text)))
        taker.markRow(at, 'unplaced', 'There are amounts in this row, but it names no line.');
      continue;
    }
    const number = taker.cell(row, 'title');
    if (number && /^\d{1,3}\.?$/.test(number.text))
      taker.mark(at, number.at, 'told', 'It is the number of the section.');
    const total = isTotal(named.title);
    const read = (role: string): { found: Found; amount: Money | null } | null => {
      const found = taker.cell(row, role);
      if (!found || named.cells.some((cell) => cell.at === found.at)) return null;
      return { found, amount: readMoney(taker, at, found, unit) };
    };
    const [budget, actual, forecast, variance] = [...AMOUNTS, 'variance'].map(read);
    if (total) {
      tellTotal(taker, at, lines, { budget, actual, forecast });
      continue;
    }
    const comment = taker.cell(row, 'comment');
    const amounts = {
      budget: budget?.amount?.pounds ?? null,
      actual: actual?.amount?.pounds ?? null,
      forecast: forecast?.amount?.pounds ?? null,
    };
    const own = [...needs, ...checkVariance(taker, at, named.title, { budget, forecast, variance })];
    lines.push({ amounts });
    taker.proposals.push({
      type: 'budget',
      place: { table: taker.of.number, row: at + 1 },
      needs: [...taker.tableNeeds, ...own],
      title: named.title,
      financialYear: year,
      ...amounts,
      comment: comment?.text ?? null,
    } satisfies ProposedBudgetLine);
    for (const { at: column } of named.cells) taker.mark(at, column, 'taken', null, own);
    for (const one of [budget, actual, forecast])
      if (one?.amount) taker.mark(at, one.found.at, 'taken', null, own);
    if (variance?.amount)
      taker.mark(at, variance.found.at, 'told', 'The variance is worked out: forecast minus budget.');
    taker.mark(at, comment?.at, 'taken', null, own);
    markFaults(taker, row, at);
  }
}

/** The unit that the headings or the words over the table name; pounds, where an amount of the table is written in them. */
function unitOf(taker: TableTaker): Scale | null {
  const { of } = taker;
  const texts = [
    of.heading ?? '',
    ...of.table.rows.slice(0, of.heads).flatMap((row) => row.map(({ text }) => text)),
  ];
  const found = new Set(texts.map(scaleIn).filter((one) => one !== null));
  // Where one heading says £ and another £000, each amount would need its own: then nothing is known of the whole.
  const [one = null] = found.size === 1 ? found : [];
  if (one !== null || found.size > 1) return one;
  const inPounds = taker.rows().some(({ row }) => row.some(({ text }) => /^[-(]*£[\d,. ]+\)?$/.test(text)));
  return inPounds ? 0 : null;
}

/** Amounts that name no unit of their own. Zero is zero in every unit. */
const hasBareAmounts = (taker: TableTaker): boolean =>
  taker.rows().some(({ row }) =>
    AMOUNTS.some((role) =>
      taker.columnsOf(role).some((at) => {
        const text = row[at]?.text ?? '';
        return /[1-9]/.test(text) && !/£|[km]n?\)?$/i.test(text.trim()) && !/\p{L}{3}/u.test(text);
      }),
    ),
  );

const askUnit = (taker: TableTaker): string =>
  taker.doubt(
    'unit',
    'Nothing in the table says whether its amounts are pounds, thousands or millions. They are read as pounds.',
  );

/** The one financial year that the headings, or the words over the table, name; null where they name none or several. */
function yearOf({ of }: TableTaker): number | null {
  const texts = [
    of.heading ?? '',
    ...of.table.rows.slice(0, of.heads).flatMap((row) => row.map(({ text }) => text)),
  ];
  const years = new Set(
    texts.flatMap((text) => {
      const first = /^(\d{4})[/-]\d{2}/.exec(yearBeside(text).year ?? '')?.[1];
      return first === undefined ? [] : [Number(first)];
    }),
  );
  const [one = null] = years.size === 1 ? years : [];
  return one;
}

/** What a line is called: its theme and its own name. A number alone before it is the number of the section, and the name stands one column right. */
function titleOf(
  taker: TableTaker,
  row: Parameters<TableTaker['cell']>[0],
): { title: string; cells: Found[] } | null {
  const isName = (found: Found | undefined): found is Found =>
    found !== undefined && /\p{L}{2}/u.test(found.text) && !NOT_KNOWN.test(found.text);
  const found = [taker.cell(row, 'theme'), taker.cell(row, 'title')].filter(isName);
  const moved = [taker.cell(row, 'budget')].filter(isName);
  const cells = found.length > 0 ? found : moved;
  if (cells.length === 0) return null;
  const title = cells.map(({ text }) => text.replace(/\s+/g, ' ').trim()).join(': ');
  return { title: title.slice(0, 200), cells };
}

interface Money {
  pounds: string;
  /** What the last digit that is written stands for, in pence: amounts in thousands are rounded to them. */
  step: bigint;
}

/** `£1,234.50`, `(1,234)`, `1.2m`, `£250k`, or a figure in the table’s own unit. What is none is said in the cell. */
function readMoney(
  taker: TableTaker,
  at: number,
  { at: column, text }: Found,
  unit: Scale | null,
): Money | null {
  const tight = text.replace(/\s+/g, ' ').trim();
  if (NOT_KNOWN.test(tight)) {
    taker.mark(at, column, 'told', 'The amount is not known: it is left blank, which is not zero.');
    return null;
  }
  const [, number = tight, , suffix] = /^(.*?\d)\s*((k|m|mn|million|thousand)\b)(\)?)$/i.exec(tight) ?? [];
  const own: Scale | null = suffix === undefined ? null : /^m/i.test(suffix) ? 6 : 3;
  const scale = own ?? unit ?? 0;
  const closed = own !== null && tight.endsWith(')') ? `${number})` : number;
  const amount = scaled(closed, scale);
  if ('reason' in amount) {
    taker.mark(at, column, 'unplaced', amount.reason);
    return null;
  }
  return amount;
}

/** Moves the point of an amount, without floating point. */
function scaled(text: string, scale: Scale): Money | { reason: string } {
  const [, before = '', decimals = '', after = ''] = /^([^.]*?)(?:\.(\d+))?(\D*)$/.exec(text) ?? [];
  const shown = decimals.length;
  const shifted =
    scale === 0
      ? text
      : `${before.replace(/(\d)[, ](?=\d)/g, '$1')}${decimals.slice(0, scale).padEnd(scale, '0')}${shown > scale ? `.${decimals.slice(scale)}` : ''}${after}`;
  const read = readAmount(shifted);
  if ('reason' in read) return { reason: read.reason.replace(shifted, text) };
  if (read.value === null) return { reason: `“${text}” is not an amount.` };
  const step = 10n ** BigInt(Math.max(0, scale + 2 - shown));
  return { pounds: read.value, step };
}

interface Cell {
  found: Found;
  amount: Money | null;
}
type Maybe = Cell | null | undefined;

const pence = (pounds: string): bigint => BigInt(pounds.replace('.', ''));
const size = (amount: bigint): bigint => (amount < 0n ? -amount : amount);

/**
 * The variance of the document is a second fact about budget and forecast. It may be written the other way round; where it says another amount,
 * one of the three was misread or mistyped, and a person looks.
 */
function checkVariance(
  taker: TableTaker,
  at: number,
  title: string,
  { budget, forecast, variance }: { budget: Maybe; forecast: Maybe; variance: Maybe },
): string[] {
  const [planned, expected, said] = [budget?.amount, forecast?.amount, variance?.amount];
  if (!planned || !expected || !said) return [];
  const own = pence(expected.pounds) - pence(planned.pounds);
  const tolerance = (planned.step + expected.step + said.step) / 2n;
  const differs = (one: bigint): boolean => size(one - pence(said.pounds)) > tolerance;
  if (!differs(own)) return [];
  if (!differs(-own)) {
    taker.notes.add(
      'The document writes its variances as budget minus forecast. Here they are forecast minus budget: an overspend is positive.',
    );
    return [];
  }
  return [
    taker.doubt(
      `variance:${at + 1}`,
      `“${title}”: the variance of the document is £${said.pounds}, but its forecast minus its budget is £${poundsOf(own)}. Look whether the amounts are right.`,
    ),
  ];
}

const poundsOf = (amount: bigint): string => {
  const digits = size(amount).toString().padStart(3, '0');
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

/** A total is not a line. It is compared with the lines above it, and a person is told where they do not add up. */
function tellTotal(
  taker: TableTaker,
  at: number,
  lines: readonly { amounts: Record<Amount, string | null> }[],
  total: Record<Amount, Maybe>,
): void {
  taker.markRow(at, 'told', 'A total is worked out from the lines.');
  for (const amount of AMOUNTS) {
    const said = total[amount]?.amount;
    const parts = lines.map((line) => line.amounts[amount]);
    if (!said || parts.some((one) => one === null)) continue;
    const sum = parts.reduce((all, one) => all + pence(one ?? '0.00'), 0n);
    const tolerance = (said.step * BigInt(parts.length + 1)) / 2n;
    if (size(sum - pence(said.pounds)) > tolerance)
      taker.notes.add(
        `Row ${at + 1}: the total of the document is £${said.pounds}, but the lines above it add up to £${poundsOf(sum)}.`,
      );
  }
}
