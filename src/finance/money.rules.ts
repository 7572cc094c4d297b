import { z } from 'zod';

/**
 * Money is whole pence as BigInt while it is computed, and decimal text in pounds everywhere else. No floating point anywhere.
 */

/** @param pounds decimal text: `1234`, `1234.5`, `-1234.50`. */
export function pence(pounds: string): bigint {
  const negative = pounds.startsWith('-');
  const [whole = '', part = ''] = (negative ? pounds.slice(1) : pounds).split('.');
  const amount = BigInt(whole) * 100n + BigInt(part.padEnd(2, '0'));
  return negative ? -amount : amount;
}

/** @returns decimal text with two places; there is no minus zero. */
export function pounds(amount: bigint): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(3, '0');
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Pounds as the API takes and gives them: at most twelve digits, two places when read. */
export const money = z
  .string()
  .max(20)
  .regex(
    /^-?\d{1,12}(\.\d{1,2})?$/,
    'Write an amount in pounds as digits with at most two decimals: "1234.50".',
  )
  .transform((text) => pounds(pence(text)))
  .pipe(z.string())
  .describe('Pounds as decimal text with two places: "1234.50". Never a number.');
