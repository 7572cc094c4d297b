import { NOT_AVAILABLE } from './words.js';
import { decimalOf, plainDecimal } from '../platform/index.js';
import { decimalsOf, periodWords, type Figure, type Span } from '../performance/index.js';

/** Of a measure; null where nobody has said. */
export type Unit = 'percent' | 'count' | 'days' | 'weeks' | 'fte' | 'pounds' | null;

/** Shorthand of the Government Statistical Service, and `[n]`, which it lacks; in the order in which it is explained. */
export const SHORTHAND = {
  p: 'provisional: not validated yet, or its time was not over on the day of the report',
  r: 'revised: an earlier report gave another figure',
  n: 'not collected yet',
  x: 'not available: there is no data, or too little to work it out',
  z: 'not applicable',
  c: 'confidential: suppressed, so that nobody can be recognised',
} as const;
export type Shorthand = keyof typeof SHORTHAND;

/** The shorthand for each missing reason. */
export const MISSING_REASON_SHORTHAND: Readonly<Record<NonNullable<Figure['missingReason']>, Shorthand>> = {
  not_collected: 'n',
  no_data: 'x',
  not_applicable: 'z',
  suppressed: 'c',
};

/** A figure as it is printed, with its shorthand. Zero is a figure. */
export function formatFigure(figure: Figure, unit: Unit): string {
  if (figure.value === null) return `[${MISSING_REASON_SHORTHAND[figure.missingReason ?? 'no_data']}]`;
  const provisional = figure.state === 'provisional' || figure.partMonth;
  const marks = `${figure.state === 'restated' ? ' [r]' : ''}${provisional ? ' [p]' : ''}`;
  return `${formatNumber(figure.value, figure.decimals, unit)}${marks}`;
}

/** With the word of its unit: where a figure stands alone. In a row of months, the row says it once. */
export const formatFigureWithUnit = (figure: Figure, unit: Unit): string =>
  withUnitWord(formatFigure(figure, unit), unit);

/** @param written such as `169 [p]`. @returns `169 days [p]`; units without a word of their own change nothing. */
export function withUnitWord(written: string, unit: Unit): string {
  const word = { days: 'days', weeks: 'weeks', fte: 'FTE' }[String(unit)];
  if (word === undefined || written.startsWith('[')) return written;
  return written.replace(/^\S+/, (figure) => `${figure} ${figure === '1' ? word.replace(/s$/, '') : word}`);
}

/** With the places that it was given with, thousands apart. */
export const formatNumber = (value: number, decimals: number, unit: Unit): string =>
  withUnitSign(formatDecimal(value, decimals), unit);

/** What somebody set, with the places that they gave it. */
export const formatGiven = (value: number, unit: Unit): string =>
  formatNumber(value, decimalsOf(value), unit);

/** The sign of a unit that has one: `78%`, `-£5`. */
export function withUnitSign(written: string, unit: Unit): string {
  if (unit === 'percent') return `${written}%`;
  return unit === 'pounds' ? written.replace(/^-?/, '$&£') : written;
}

/** By the least and the most places: to make one takes a hundred times as long as to use it, and a report writes thousands. */
const FORMATS = new Map<string, Intl.NumberFormat>();

/** `1,234.50` @param most places after the point; `least` unless given. */
export function formatDecimal(value: number, least: number, most = least): string {
  const key = `${least} ${most}`;
  const format =
    FORMATS.get(key) ??
    new Intl.NumberFormat('en-GB', { minimumFractionDigits: least, maximumFractionDigits: most });
  FORMATS.set(key, format);
  // As decimal digits, so that it is rounded as a person reads it: 1.005 with two places is 1.01.
  return format.format(plainDecimal(decimalOf(value)) as `${number}`);
}

/** In as few letters as there is room for at an axis. */
export const formatForAxis = (value: number): string =>
  Math.abs(value) < 100_000
    ? formatDecimal(value, 0, 4)
    : value.toLocaleString('en-GB', { notation: 'compact', maximumSignificantDigits: 3 });

/** `January 2020`, `Q3 2019/20`, `January 2020, year to date`, `2018/19`. @param period as {@link Span} has it. */
export const formatPeriod = (period: string, span: Span): string =>
  `${periodWords(period)}${span === 'year_to_date' ? ', year to date' : ''}`;

/** @param amount decimal text. @returns `£1,234,567`, with pence only where they are not zero; `[x]` when it is not known. */
export function formatPounds(amount: string | null): string {
  if (amount === null) return NOT_AVAILABLE;
  const [, minus = '', whole = '', part = ''] = /^(-?)(\d+)\.(\d\d)$/.exec(amount) ?? [];
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${minus && '\u2212'}£${grouped}${part === '00' ? '' : `.${part}`}`;
}
