/** Every sign that people and programs write for a hyphen, a dash or a minus. */
export const DASHES = /[-\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]/gu;

/** A decimal number as its digits: `sign · digits · 10^-places`. Spreadsheets keep fifteen digits; what lies beyond them is not theirs. */
export interface Decimal {
  negative: boolean;
  digits: bigint;
  places: number;
}

/** The number that a person reads in a binary fraction: fifteen digits, so that 1.005 is 1.005 and 0.285 is 0.285. */
export function decimalOf(value: number): Decimal {
  const [, sign, whole = '0', fraction = '', exponent = '0'] =
    /^(-)?(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/.exec(value.toPrecision(15)) ?? [];
  return shifted(
    { negative: sign !== undefined, digits: BigInt(whole + fraction), places: fraction.length },
    Number(exponent),
  );
}

/** Ten to the power `by` times the number. */
export function shifted({ negative, digits, places }: Decimal, by: number): Decimal {
  const to = places - by;
  return to >= 0
    ? { negative, digits, places: to }
    : { negative, digits: digits * 10n ** BigInt(-to), places: 0 };
}

/**
 * Rounded half up (away from zero), as spreadsheets print: 28.5 is 29 and −28.5 is −29. Never a minus zero.
 * @param fixed places that are always written. @param optional further places, written without trailing zeros.
 */
export function roundedDecimal({ negative, digits, places }: Decimal, fixed: number, optional = 0): string {
  const wanted = fixed + optional;
  const factor = 10n ** BigInt(Math.abs(places - wanted));
  const whole = places > wanted ? (digits * 2n + factor) / (2n * factor) : digits * factor;
  const text = whole.toString().padStart(wanted + 1, '0');
  const before = text.slice(0, text.length - wanted);
  let after = text.slice(text.length - wanted);
  while (after.length > fixed && after.endsWith('0')) after = after.slice(0, -1);
  return `${negative && whole !== 0n ? '-' : ''}${before}${after === '' ? '' : `.${after}`}`;
}

/** All of its digits, without trailing zeros and never with an exponent. */
export const plainDecimal = (decimal: Decimal): string => roundedDecimal(decimal, 0, decimal.places);

/** A value as it is printed: the one rule of rounding, for figures, ratings and files alike. @param places that are always written. */
export const printedDecimal = (value: number, places: number): string =>
  roundedDecimal(decimalOf(value), places);

/** {@link printedDecimal} as a number again. */
export const rounded = (value: number, places: number): number => Number(printedDecimal(value, places));
