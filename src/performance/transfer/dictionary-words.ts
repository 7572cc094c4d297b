import type { MeasureDefinition } from '../measures.content.js';

export type DictionaryColumn =
  | 'group'
  | 'theme'
  | 'reference'
  | 'title'
  | 'unit'
  | 'decimals'
  | 'better'
  | 'frequency'
  | 'covers'
  | 'current'
  | 'floor'
  | 'ambition'
  | 'target'
  | 'tolerance'
  | 'change'
  | 'source'
  | 'definition'
  | 'numerator'
  | 'denominator'
  | 'statutory'
  | 'note';

/** What the heading of a column may be, in lower case. */
export const COLUMN_NAMES: Readonly<Record<string, DictionaryColumn>> = {
  group: 'group',
  'measure group': 'group',
  theme: 'theme',
  ref: 'reference',
  'ref.': 'reference',
  reference: 'reference',
  'kpi ref': 'reference',
  title: 'title',
  measure: 'title',
  'performance measure': 'title',
  kpi: 'title',
  indicator: 'title',
  unit: 'unit',
  decimals: 'decimals',
  better: 'better',
  'better when': 'better',
  polarity: 'better',
  'good is': 'better',
  counted: 'frequency',
  frequency: 'frequency',
  'how often': 'frequency',
  'a figure covers': 'covers',
  'a month’s figure covers': 'covers',
  "a month's figure covers": 'covers',
  'current figure covers': 'current',
  'the current figure covers': 'current',
  period: 'current',
  floor: 'floor',
  minimum: 'floor',
  min: 'floor',
  ambition: 'ambition',
  upper: 'ambition',
  target: 'target',
  tolerance: 'tolerance',
  amber: 'tolerance',
  'least change': 'change',
  'dead band': 'change',
  source: 'source',
  definition: 'definition',
  'what is counted': 'definition',
  numerator: 'numerator',
  denominator: 'denominator',
  statutory: 'statutory',
  'why there is no figure': 'note',
  availability: 'note',
};

export const UNITS: Readonly<Record<string, NonNullable<MeasureDefinition['unit']>>> = {
  percent: 'percent',
  percentage: 'percent',
  '%': 'percent',
  count: 'count',
  number: 'count',
  days: 'days',
  weeks: 'weeks',
  fte: 'fte',
  'full-time equivalents': 'fte',
  pounds: 'pounds',
  '£': 'pounds',
};

/** Places after the point where the table does not say. */
export const USUAL_DECIMALS: Readonly<Record<NonNullable<MeasureDefinition['unit']>, number>> = {
  percent: 1,
  count: 0,
  days: 1,
  weeks: 1,
  fte: 1,
  pounds: 2,
};

export const POLARITIES: Readonly<Record<string, MeasureDefinition['polarity']>> = {
  higher: 'higher',
  high: 'higher',
  lower: 'lower',
  low: 'lower',
  neither: 'neutral',
  neutral: 'neutral',
};

export const FREQUENCIES: Readonly<Record<string, MeasureDefinition['frequency']>> = {
  month: 'month',
  monthly: 'month',
  quarter: 'quarter',
  quarterly: 'quarter',
  year: 'year',
  yearly: 'year',
  annual: 'year',
  annually: 'year',
};

export const CELL_BASES: Readonly<Record<string, MeasureDefinition['cellBasis']>> = {
  'the period': 'in_month',
  'in month': 'in_month',
  month: 'in_month',
  quarter: 'in_month',
  year: 'in_month',
  'the year so far': 'cumulative',
  'year to date': 'cumulative',
  ytd: 'cumulative',
  cumulative: 'cumulative',
  'a day': 'snapshot',
  snapshot: 'snapshot',
  'the last twelve months': 'rolling',
  'last twelve months': 'rolling',
  'last 12 months': 'rolling',
  rolling: 'rolling',
};

export const BASES: Readonly<Record<string, NonNullable<MeasureDefinition['basis']>>> = {
  'a day': 'snapshot',
  snapshot: 'snapshot',
  'the year so far': 'year_to_date',
  'year to date': 'year_to_date',
  ytd: 'year_to_date',
  'the period': 'in_month',
  'in month': 'in_month',
  month: 'in_month',
};

/** What may stand in a column with a closed list, for a page that explains it. */
export const DICTIONARY_WORDS = {
  unit: Object.keys(UNITS),
  better: ['higher', 'lower', 'neither'],
  frequency: ['month', 'quarter', 'year'],
  covers: ['the period', 'the year so far', 'a day', 'the last twelve months'],
  current: ['the period', 'the year so far', 'a day'],
} as const;
