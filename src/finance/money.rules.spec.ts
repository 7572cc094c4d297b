import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { money, pence, pounds } from './money.rules.js';

/** Whole pence of up to twelve digits of pounds. */
const amount = fc.bigInt({ min: -99_999_999_999_999n, max: 99_999_999_999_999n });

describe('money', () => {
  it('comes back to the penny, whatever the amount', () => {
    fc.assert(
      fc.property(amount, (pennies) => {
        expect(pence(pounds(pennies))).toBe(pennies);
        expect(money.parse(pounds(pennies))).toBe(pounds(pennies));
      }),
    );
  });

  it('adds up exactly where floating point would not', () => {
    expect(0.1 + 0.2).not.toBe(0.3);
    expect(pounds(pence('0.1') + pence('0.2'))).toBe('0.30');
    fc.assert(
      fc.property(amount, amount, (a, b) => {
        expect(pence(pounds(a)) + pence(pounds(b))).toBe(a + b);
      }),
    );
  });

  it.each([
    ['0', '0.00'],
    ['-0', '0.00'],
    ['-0.01', '-0.01'],
    ['7', '7.00'],
    ['1234.5', '1234.50'],
    ['999999999999.99', '999999999999.99'],
    ['007.10', '7.10'],
  ])('reads %s as %s', (text, normal) => {
    expect(money.parse(text)).toBe(normal);
  });

  it.each(['', ' 1', '1,000', '£1', '1.234', '1e3', '--1', '.5', '1.', '1234567890123', 'NaN'])(
    'refuses “%s”',
    (text) => {
      expect(money.safeParse(text).success).toBe(false);
    },
  );

  it('refuses numbers, which may have been rounded already', () => {
    expect(money.safeParse(12.5).success).toBe(false);
  });
});
