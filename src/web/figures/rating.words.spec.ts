import { describe, expect, it } from '@jest/globals';
import { deriveMeasure, type MeasureDefinition } from '../../performance/testing.js';
import { whyRated } from './rating.words.js';

const definition: MeasureDefinition = {
  reference: null,
  title: 'Share',
  definition: null,
  source: null,
  unit: 'percent',
  decimals: 1,
  polarity: 'higher',
  basis: 'snapshot',
  cellBasis: 'snapshot',
  numerator: null,
  denominator: null,
  ownerId: null,
  statutory: false,
  availabilityNote: null,
  target: { minimum: 70, upper: 80, from: null, until: null },
  tolerance: 2,
  deadBand: null,
  fedBy: null,
  belowZero: null,
  frequency: 'month',
};

const why = (value: number | null, more: Partial<MeasureDefinition> = {}): string =>
  whyRated(
    deriveMeasure(
      {
        id: 'm',
        definition: { ...definition, ...more },
        readings:
          value === null
            ? []
            : [
                {
                  span: 'month',
                  period: '2020-01-01',
                  missingReason: null,
                  value,
                  numerator: null,
                  denominator: null,
                  decimals: 1,
                  asAt: null,
                  state: 'provisional',
                  reason: null,
                },
              ],
        benchmarks: [],
        rebases: [],
        override: null,
      },
      { month: '2020-01', asAt: '2020-01-27' },
    ),
  );
const target = (more: Partial<MeasureDefinition['target']>): Partial<MeasureDefinition> => ({
  target: { minimum: null, upper: null, from: null, until: null, ...more },
});

describe('why a measure is rated as it is', () => {
  it.each([
    [81, {}, 'Green: 81.0% is at or above the ambition of 80%'],
    [75, {}, 'Amber: 75.0% is at or above the floor of 70%, and below the ambition of 80%'],
    [69, {}, 'Amber: 69.0% is below the floor of 70%, by no more than 2%'],
    [67.2, {}, 'Red: 67.2% is below the floor of 70% by more than 2%'],
    [67.2, { tolerance: null }, 'Red: 67.2% is below the floor of 70%'],
    [81, target({ minimum: 80 }), 'Green: 81.0% is at or above the floor of 80%'],
    [79, target({ upper: 80 }), 'Amber: 79.0% is below the ambition of 80%, by no more than 2%'],
    [15, { ...target({ minimum: 12, upper: 10 }), polarity: 'lower' }, 'Red: 15.0% is above the floor of 12% by more than 2%'], // prettier-ignore
    [9, { ...target({ minimum: 12, upper: 10 }), polarity: 'lower', unit: 'days' }, 'Green: 9.0 days is at or below the ambition of 10'], // prettier-ignore
    [null, {}, 'Not rated: it has no current figure'],
    [5, { ...target({}), polarity: 'neutral' }, 'Not rated: neither direction is better'],
    [5, target({}), 'Not rated: it has no target'],
    [
      5,
      target({ minimum: 4, from: '2020-02-01' }),
      'Not rated: its target is not in force on the as-at date',
    ],
  ] as [number | null, Partial<MeasureDefinition>, string][])('%s with %j: %s', (value, more, words) => {
    expect(why(value, more)).toBe(words);
  });
});
