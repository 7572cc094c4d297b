import { DASHES, printedDecimal, withCommas } from '../../platform/index.js';
import {
  BELOW_ZERO,
  mayBeBelowZero,
  MOST_DECIMALS,
  MISSING_REASONS,
  type Figure,
  type MeasureDefinition,
  type MissingReason,
} from '../measures.content.js';

type Unit = MeasureDefinition['unit'];
/** What decides which figures a measure can have. */
export type FigureRules = Pick<MeasureDefinition, 'unit' | 'belowZero'>;

/** A figure as a file or a report writes it: a value with its printed decimals, or the reason why it is missing. */
export type FigureValue = Pick<Figure, 'missingReason' | 'value' | 'decimals'>;

/** A digit more than any report prints: beyond it a double no longer holds what was written. */
const MAX_DIGITS = 15;

/** The texts for each missing reason. Exports write the first of each list; imports understand all. */
export const MISSING_REASON_TEXTS: Readonly<Record<MissingReason, readonly [string, ...string[]]>> = {
  no_data: ['-', '–', '—', '[x]', 'no data'],
  not_applicable: ['n/a', 'na', 'n.a.', '[z]', 'not applicable'],
  suppressed: ['[c]', 'c', 'supp', 'suppressed'],
  not_collected: ['not collected', 'not yet available', '(not yet available)', 'not yet collected'],
};

const MISSING_REASON_OF = new Map(
  MISSING_REASONS.flatMap((kind) => MISSING_REASON_TEXTS[kind].map((text) => [text, kind] as const)),
);

const NUMBER = /^(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?$/;

/** What stands around the digits of a figure. */
interface Written {
  negative: boolean;
  pound: boolean;
  percent: boolean;
  digits: string;
}

/**
 * Takes the signs off a figure: `-4.2%`, `£-28`, `(1,200)`, `(4.2)%`, `1,200-`, `+3`. Undefined where two of them say the same twice, or
 * a bracket is not closed.
 */
function withoutSigns(text: string): Written | undefined {
  const tight = text.replace(DASHES, '-').replace(/\s*([-+£%()])\s*/g, '$1');
  const percent = tight.includes('%');
  const pound = tight.includes('£');
  const [, before, digits = '', after] = /^([-+£(]*)([\d,.]+)([-%)]*)$/.exec(tight) ?? [];
  if (before === undefined || after === undefined) return undefined;
  const brackets = before.includes('(');
  const signs = before.replace(/[£(]/g, '') + after.replace(/[%)]/g, '');
  const wellFormed =
    brackets === after.includes(')') &&
    signs.length <= (brackets ? 0 : 1) &&
    new Set(before + after).size === (before + after).length;
  return wellFormed ? { negative: brackets || signs === '-', pound, percent, digits } : undefined;
}

/**
 * Reads a figure as reports write them: `78%`, `92.1%`, `67.20%`, `1,234`, `£5.50`, `(1,200)`, `-`, `n/a`, `[c]`.
 * @returns null for an empty cell (nothing is recorded), else the figure, or the reason why it is none.
 */
export function parseFigure(text: string, rules: FigureRules): FigureValue | { reason: string } | null {
  if (text === '') return null;
  // A dash alone is nothing, whichever dash it is.
  const missingReason = MISSING_REASON_OF.get(text.toLowerCase().replace(DASHES, '-'));
  if (missingReason !== undefined) return { missingReason, value: null, decimals: 0 };
  const written = withoutSigns(withCommas(text));
  const match = NUMBER.exec(written?.digits ?? '');
  if (!written || !match) return { reason: `“${text}” is not a figure.${hint(text)}` };
  const [, whole = '', given = ''] = match;
  // Statistics programs write counts as 341.0: a count has no decimals.
  const fraction = rules.unit === 'count' && /^0*$/.test(given) ? '' : given;
  const digits = whole.replaceAll(',', '');
  if (digits.length + fraction.length > MAX_DIGITS) return { reason: `“${text}” has too many digits.` };
  if (fraction.length > MOST_DECIMALS)
    return {
      reason: `“${text}” has more than ${MOST_DECIMALS} decimals. Round it to what is to be printed.`,
    };
  const value = Number(`${written.negative ? '-' : ''}${digits}${fraction ? `.${fraction}` : ''}`);
  const misfit = unfit(text, rules, { ...written, value });
  return misfit === undefined
    ? { missingReason: null, value: value === 0 ? 0 : value, decimals: fraction.length }
    : { reason: misfit };
}

function unfit(
  text: string,
  { unit, belowZero }: FigureRules,
  read: { value: number; percent: boolean; pound: boolean },
): string | undefined {
  if (read.percent && unit !== null && unit !== 'percent')
    return `“${text}” has a percent sign, but this measure is counted in ${unit === 'count' ? 'whole numbers' : unit}.`;
  if (read.pound && unit !== null && unit !== 'pounds')
    return `“${text}” is an amount of money, but this measure is not.`;
  if (read.value < 0 && !mayBeBelowZero({ unit, belowZero })) return `“${text}” is below zero. ${BELOW_ZERO}`;
  if (unit === 'count' && !Number.isInteger(read.value)) return `“${text}” is not a whole number.`;
  // 0.64 in a spreadsheet may be 64% without its format, and 1 may be 100%: a hundredth of the truth would look like a figure.
  if (unit === 'percent' && !read.percent && read.value !== 0 && Math.abs(read.value) <= 1)
    return `“${text}” may mean ${read.value}% or ${Number((read.value * 100).toPrecision(12))}%. Write it with a percent sign.`;
  return undefined;
}

/** A figure with a mark behind it: of a note, or of a report, such as `84.1% [p]`. */
const MARKED =
  /^(?!£.*p$)[-+£\d,.%()]*\d%?\s*([*†‡§¹²³⁰-⁹]+|[([](?:p|r|e|u|b|x|note\s?\d{1,2}|\d{1,2})[)\]]|[pr])$/iu;

function hint(text: string): string {
  if (/^[<≤~>≥]/.test(text)) return ' Write [c] where a small number is withheld.';
  if (/^(\.\.|:|\.|\*|\?|tbc|tba|to be updated)$/i.test(text))
    return ' Write - for no data, n/a for not applicable, [c] for withheld, or leave it empty.';
  if (/^#+$/.test(text)) return ' The column was too narrow to show it. Make it wider and copy again.';
  const mark = MARKED.exec(text)?.[1];
  if (mark !== undefined) return ` Leave “${mark}” out: it is a mark, and no part of the figure.`;
  if (text.startsWith('#')) return ' It looks like an error of a spreadsheet.';
  if (/^-?£?\d+,\d{1,2}%?$/.test(text)) return ` Write ${text.replace(',', '.')}`;
  if (/^-?£?\d{1,3}(?: \d{3})+(?:\.\d+)?%?$/.test(text)) return ` Write ${text.replaceAll(' ', ',')}`;
  return '';
}

/** As people type it: `67.20%`, `1,234`, `£1,234.50`, `-`. {@link parseFigure} reads the same. Null = nothing is recorded. */
export function typedFigure(figure: FigureValue | null, unit: Unit): string {
  const text = formatFigure(figure, unit);
  if (figure?.value == null) return text;
  return text.replace(
    /^(-?)(\d+)/,
    (_, minus: string, whole: string) =>
      `${minus}${unit === 'pounds' ? '£' : ''}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}`,
  );
}

/** Writes a figure so that {@link parseFigure} reads the same: `67.20%`, `1234.50`, `-`. Null = nothing is recorded. */
export function formatFigure(figure: FigureValue | null, unit: Unit): string {
  if (figure === null) return '';
  if (figure.missingReason !== null || figure.value === null)
    return MISSING_REASON_TEXTS[figure.missingReason ?? 'no_data'][0];
  const number = printedDecimal(figure.value, figure.decimals);
  return unit === 'percent' ? `${number}%` : number;
}

const WORKED_OUT = ' (worked out)';

/** A figure that follows from others, for the eye alone: an import passes it by, so that it goes on following from them. */
export const workedOut = (figure: FigureValue, unit: Unit): string =>
  `${typedFigure(figure, unit)}${WORKED_OUT}`;
export const isWorkedOut = (text: string): boolean => text.trim().endsWith(WORKED_OUT.trim());
