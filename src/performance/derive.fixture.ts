import { shiftMonth } from '../programmes/index.js';
import { deriveMeasure, type MeasureFacts } from './derive.rules.js';
import type { MeasureDefinition } from './measures.content.js';
import type { Reading } from './reading.rules.js';

export const time = { month: '2020-01', asAt: '2020-01-27' };

export function reading(period: string, value: number | null, changes: Partial<Reading> = {}): Reading {
  return {
    span: 'month',
    period: `${period}-01`,
    missingReason: value === null ? 'no_data' : null,
    value,
    decimals: 1,
    numerator: null,
    denominator: null,
    asAt: null,
    state: 'validated',
    reason: null,
    ...changes,
  };
}

/** From August 2019 on. */
export const months = (...values: (number | null)[]): Reading[] =>
  values.map((value, index) => reading(shiftMonth('2019-08', index), value));

export function derive(
  readings: Reading[],
  definition: Partial<MeasureDefinition> = {},
  rest: Partial<MeasureFacts> = {},
) {
  return deriveMeasure(
    {
      id: 'm',
      readings,
      benchmarks: [],
      rebases: [],
      override: null,
      ...rest,
      definition: {
        reference: null,
        title: 'A measure',
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
        target: { minimum: null, upper: null, from: null, until: null },
        tolerance: null,
        deadBand: null,
        fedBy: null,
        belowZero: null,
        frequency: 'month',
        ...definition,
      },
    },
    time,
  );
}
