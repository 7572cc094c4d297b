import { rounded } from '../platform/index.js';
import { MOST_DECIMALS, type Figure, type MeasureDefinition } from './measures.content.js';
import type { ReadingValue } from './reading.rules.js';

/** How many decimals a number has, at most four. A number does not keep trailing zeros: `1.50` has one. */
export const decimalsOf = (value: number): number =>
  Math.min(/\.(\d+)$/.exec(String(value))?.[1]?.length ?? 0, MOST_DECIMALS);

/**
 * The decimals with which a figure is printed: the dictionary's, so that a row reads 89.9 and 90.0; more only where the figure, as it was
 * given, has more that say something. A whole count has none, unless it is a mean.
 * @param figure with the decimals that it was given with.
 */
export function printedDecimals(
  { value, decimals, numerator }: Pick<Figure, 'value' | 'decimals' | 'numerator'>,
  dictionary: Pick<MeasureDefinition, 'decimals' | 'unit'>,
): number {
  if (value === null) return dictionary.decimals;
  if (dictionary.unit === 'count' && numerator === null && Number.isInteger(value)) return 0;
  return Math.max(dictionary.decimals, decimalsOf(rounded(value, decimals)));
}

/** The figure as a report prints it. */
export const asPrinted = <F extends Pick<Figure, 'value' | 'decimals' | 'numerator'>>(
  figure: F,
  dictionary: Pick<MeasureDefinition, 'decimals' | 'unit'>,
): F => ({ ...figure, decimals: printedDecimals(figure, dictionary) });

/** A reading as a figure of a report. @param partMonth its period was not over. */
export function figureFrom(reading: ReadingValue, dictionary: MeasureDefinition, partMonth: boolean): Figure {
  const { missingReason, value, numerator, denominator, asAt, state } = reading;
  const decimals = printedDecimals(reading, dictionary);
  return { missingReason, value, decimals, numerator, denominator, asAt, state, partMonth };
}

/** The figure of a period without a reading. */
export const notCollected = (decimals: number): Figure => ({
  missingReason: 'not_collected',
  value: null,
  decimals,
  numerator: null,
  denominator: null,
  asAt: null,
  state: null,
  partMonth: false,
});
