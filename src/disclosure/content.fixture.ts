import type { Figure } from '../performance/index.js';
import type { Content, Measure, Restatement } from './measure-cells.js';

export function figure(value: number | null, changes: Partial<Figure> = {}): Figure {
  return {
    missingReason: value === null ? 'not_collected' : null,
    value,
    decimals: 0,
    numerator: null,
    denominator: null,
    asAt: null,
    state: value === null ? null : 'validated',
    partMonth: false,
    ...changes,
  };
}

/** A percentage as its parts make it. */
export function percentage(numerator: number, denominator: number): Figure {
  const value = denominator === 0 ? 0 : Math.round((numerator / denominator) * 1_000_000) / 10_000;
  return figure(value, { numerator, denominator, decimals: 1 });
}

/** The month that lies `by` months later. @param month `2020-01` */
export function later(month: string, by: number): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  const index = year * 12 + number - 1 + by;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
}

type Definition = Measure['definition'];

export function measure(changes: Partial<Measure> = {}, definition: Partial<Definition> = {}): Measure {
  return {
    id: 'exits',
    definition: {
      reference: null,
      title: 'Exits from care',
      definition: null,
      source: null,
      unit: 'count',
      decimals: 0,
      polarity: 'neutral',
      basis: 'year_to_date',
      cellBasis: 'in_month',
      numerator: null,
      denominator: null,
      owner: null,
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
    months: [],
    current: null,
    baseline: null,
    direction: null,
    rag: { derived: null, override: null, printed: null },
    benchmarks: [],
    spc: null,
    redefined: [],
    ...changes,
  };
}

/** @param last the month of the last value, `2020-01` */
export function monthsTo(last: string, values: readonly (number | Figure | null)[]): Measure['months'] {
  return values.map((value, index) => ({
    month: later(last, index - values.length + 1),
    ...(typeof value === 'object' && value !== null ? value : figure(value)),
  }));
}

export function yearToDate(month: string, value: number | Figure): NonNullable<Measure['current']> {
  const one = typeof value === 'number' ? figure(value) : value;
  return { ...one, month, span: 'year_to_date', computed: false };
}

/** A chart of these values; its limits say nothing. */
export function chartTo(last: string, values: readonly number[]): Measure['spc'] {
  const limits = { mean: 0, lower: 0, upper: 0, nearLower: 0, nearUpper: 0 };
  return {
    points: values.map((value, index) => ({
      month: later(last, index - values.length + 1),
      value,
      limits,
      signal: null,
      meaning: 'common_cause',
    })),
    trial: false,
    assurance: null,
    rebases: [],
    sentence: 'Within its usual range.',
  };
}

export function restatement(changes: Partial<Restatement> = {}): Restatement {
  return {
    measureId: 'exits',
    title: 'Exits from care',
    period: '2019-10',
    span: 'month',
    before: figure(14),
    after: figure(16, { state: 'restated' }),
    reason: 'Two were counted late.',
    ...changes,
  };
}

export function content(measures: Measure[], restatements: Restatement[] = []): Content {
  return { title: null, themeId: null, commentary: null, window: [], measures, restatements };
}
