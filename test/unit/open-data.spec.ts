import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import {
  deriveMeasure,
  type Benchmark,
  type MeasureDefinition,
  type Reading,
} from '../../src/performance/testing.js';
import { dataFile } from '../../src/document/data-file.js';
import { reportSnapshot, themeSection } from '../../src/snapshot/testing.js';
import { editionOf } from '../../src/disclosure/edition.js';
import { referenceMeasures, type SampleCell, type SampleMeasure } from '../support/reference-tables.js';

const NOTHING = { empty: 'not_collected', dash: 'no_data', not_applicable: 'not_applicable' } as const;
const SHORTHAND = { empty: '[n]', dash: '[x]', not_applicable: '[z]' } as const;
const AREAS = { national: 'England', neighbours: 'statistical neighbours' } as const;

const said = (cell: SampleCell) =>
  cell.kind === 'value'
    ? { missingReason: null, value: cell.value, decimals: cell.decimals }
    : { missingReason: NOTHING[cell.kind], value: null, decimals: 0 };

function readingsOf({ months, baseline, basis, current }: SampleMeasure): Reading[] {
  const reading = (span: Reading['span'], period: string, cell: SampleCell): Reading[] =>
    cell.kind === 'empty'
      ? []
      : [{ span, period, ...said(cell), numerator: null, denominator: null, asAt: '2020-04-30', state: 'validated', reason: null }]; // prettier-ignore
  return [
    ...months.flatMap((month) => reading('month', `${month.month}-01`, month)),
    ...(baseline ? reading('year', `${baseline.year.slice(0, 4)}-04-01`, baseline) : []),
    ...(basis === 'year_to_date' ? reading('year_to_date', '2020-01-01', current) : []),
  ];
}

function rowOf(measure: SampleMeasure) {
  const { ref, title, unit, polarity, basis, cellBasis, benchmarks } = measure;
  const definition: MeasureDefinition = {
    reference: ref,
    title,
    definition: null,
    source: null,
    unit,
    decimals: 0,
    polarity,
    basis,
    cellBasis,
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
  };
  const compared = (['national', 'neighbours'] as const).map((area): Benchmark => ({
    area,
    ...said(benchmarks[area]),
    period: null,
    periodEndsOn: null,
    source: null,
    knownOn: null,
    likeForLike: true,
  }));
  const facts = {
    id: measure.id,
    definition,
    readings: readingsOf(measure),
    benchmarks: compared,
    rebases: [],
    override: null,
  };
  return deriveMeasure(facts, { month: '2020-01', asAt: '2020-01-27' });
}

describe('the reference report as open data', () => {
  const sample = referenceMeasures(readFileSync('samples/january-2020/measures.json', 'utf8'));
  const content = { title: null, themeId: null, commentary: null, window: [], restatements: [], measures: sample.map(rowOf) }; // prettier-ignore
  const section = { ...themeSection(), kind: 'measures', content };
  const file = dataFile(editionOf(reportSnapshot({ sections: [section] }), 'exempt'));
  const rows = parse<Record<string, string>>(file, { bom: true, columns: true });

  it('has every figure of every measure, with the decimals that say something; each kind of nothing is empty and says which', () => {
    const has = (measure: SampleMeasure, attribute: string, period: string, cell: SampleCell): string[] => {
      const found = rows.filter(
        (row) =>
          row['item'] === measure.title &&
          row['reference'] === (measure.ref ?? '') &&
          row['attribute'] === attribute &&
          row['period_of_value'] === period,
      );
      // The dictionary here asks for no decimals.
      const value = cell.kind === 'value' ? String(Number(cell.value.toFixed(cell.decimals))) : '';
      const note = cell.kind === 'value' ? '' : SHORTHAND[cell.kind];
      return found.some((row) => row['value'] === value && row['note'] === note)
        ? []
        : [`${measure.title}, ${attribute} ${period}: ${value}${note}`];
    };
    const missing = sample.flatMap((measure) => [
      ...measure.months.flatMap((month) => has(measure, 'month', month.month, month)),
      ...(measure.baseline?.kind === 'value'
        ? has(measure, 'baseline', measure.baseline.year, measure.baseline)
        : []),
      ...(measure.basis === 'year_to_date' && measure.current.kind === 'value'
        ? has(measure, 'current', '2019-04 to 2020-01', measure.current)
        : []),
      ...(['national', 'neighbours'] as const).flatMap((area) =>
        has(measure, `benchmark: ${AREAS[area]}`, '', measure.benchmarks[area]),
      ),
    ]);
    expect(missing).toEqual([]);
    expect(sample.length).toBeGreaterThan(30);
  });
});
