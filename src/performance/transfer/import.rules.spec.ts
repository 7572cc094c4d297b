import { describe, expect, it } from '@jest/globals';
import type { ReadingValue } from '../reading.rules.js';
import { readingOf } from './import.rules.js';

/** What is recorded: 7 of 11, given as 64%. */
const NEWEST: ReadingValue = {
  missingReason: null,
  value: 63.6364,
  numerator: 7,
  denominator: 11,
  decimals: 0,
  asAt: '2020-01-27',
  state: 'validated',
  reason: null,
};

const taken = (value: number, decimals: number, newest: ReadingValue = NEWEST) =>
  readingOf(
    {
      measure: { id: 'm', decimals: 1, unit: 'percent' },
      span: 'month',
      period: '2020-01-01',
      figure: {
        missingReason: null,
        value,
        decimals,
        numerator: null,
        denominator: null,
        asAt: null,
        state: null,
      },
      open: false,
      provisional: false,
      reason: null,
    },
    newest,
    { asAt: '2020-01-31', state: null, reason: null, accepted: [] },
  );

describe('a figure of a file is the one that is known', () => {
  it.each([
    ['as it was given', 64, 0],
    ['as a report prints it, with the dictionary’s decimals', 63.6, 1],
    ['with all of its digits', 63.6364, 4],
  ])('%s', (_, value, decimals) => {
    expect(taken(value, decimals)).toMatchObject({ value: 63.6364, decimals: 0, state: 'validated' });
  });

  it('with a zero more or less at its end', () => {
    const ninety = { ...NEWEST, value: 90, numerator: null, denominator: null };
    expect(taken(90, 2, ninety)).toMatchObject({ value: 90, decimals: 0, state: 'validated' });
  });

  it.each([
    ['another figure', 63.7, 1],
    ['one that is rounded to places that nobody printed', 63.64, 2],
  ])('but not %s', (_, value, decimals) => {
    expect(taken(value, decimals)).toMatchObject({ value, decimals, state: 'provisional' });
  });
});
