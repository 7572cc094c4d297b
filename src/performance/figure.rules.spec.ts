import { describe, expect, it } from '@jest/globals';
import { printedDecimals } from './figure.rules.js';

const places = (
  value: number | null,
  decimals: number,
  dictionary: { decimals: number; unit: 'percent' | 'count' | 'days' | 'pounds' },
  numerator: number | null = null,
): number => printedDecimals({ value, decimals, numerator }, dictionary);

describe('the decimals with which a figure is printed', () => {
  it.each([
    ['the dictionary’s, where the figure was given with fewer: 90 is 90.0', 90, 0, 1, 1],
    ['the dictionary’s, where the figure has zeros alone: 90.00 is 90.0', 90, 2, 1, 1],
    ['more, where they say something: 89.96 stays 89.96', 89.96, 2, 1, 2],
    ['none more, where the figure was given rounded: 2249 of 2500 as 90.0', 89.96, 1, 1, 1],
    ['none of its own where it was given in full and the dictionary has none: 90', 90, 2, 0, 0],
    ['the dictionary’s for zero', 0, 0, 1, 1],
    ['those of a figure below zero', -4.25, 2, 1, 2],
  ])('are %s', (_, value, given, dictionary, expected) => {
    expect(places(value, given, { decimals: dictionary, unit: 'percent' })).toBe(expected);
  });

  it('are none of a whole count, whatever was given, unless it is a mean', () => {
    expect(places(341, 1, { decimals: 1, unit: 'count' })).toBe(0);
    expect(places(4, 0, { decimals: 1, unit: 'count' }, 12)).toBe(1);
    expect(places(341, 1, { decimals: 0, unit: 'count' })).toBe(0);
  });

  it('are the dictionary’s where there is no figure', () => {
    expect(places(null, 0, { decimals: 1, unit: 'percent' })).toBe(1);
  });
});
