import { describe, expect, it } from '@jest/globals';
import type { MeasureRow } from '../performance/index.js';
import { chartOfMeasure, lookOfMeasure } from './measure-look.js';
import { measure } from './measures.view.fixture.js';

const row = (changes: object = {}, definition: object = {}) =>
  measure(changes, definition) as unknown as MeasureRow;
const series = (...values: number[]) =>
  values.map((value, at) => ({ month: `2019-${String(at + 4).padStart(2, '0')}`, value }));

describe('a measure on a page', () => {
  it('is worded and drawn as the report does it', () => {
    const target = { minimum: 12, upper: 10, from: null, until: null };
    const look = lookOfMeasure(row({ rag: { derived: 'RED', override: null, printed: 'RED' } }, { target }));
    expect(look).toMatchObject({
      title: '1.2.1 % Vacancies',
      current: '19.9%',
      rating: { word: 'Red' },
      target: 'at most 12%, ambition 10%',
      direction: { word: 'Worse' },
    });
    expect(look.trend?.html).toMatch(/^<svg .*role="img"/);
  });

  it('has a plain line where limits would say nothing, and no drawing of a single figure', () => {
    const chart = chartOfMeasure(row({}, { cellBasis: 'rolling' }), series(12, 14, 13));
    expect(chart).toMatchObject({
      key: null,
      trial: false,
      sentence: expect.stringContaining('overlap in time'),
    });
    expect(chart?.drawing.html).not.toMatch(/upper limit|NaN/);
    expect(chart?.drawing.html.match(/<circle/g)).toHaveLength(3);
    expect(chartOfMeasure(row(), series(12, 14))?.sentence).toContain('too few figures');
    expect(chartOfMeasure(row(), series(12))).toBeNull();
  });

  it('says that limits are a trial', () => {
    const limits = { mean: 13, lower: 10, upper: 16, nearLower: 11, nearUpper: 15 };
    const points = series(12, 14, 13, 12, 14).map((point) => ({
      ...point,
      limits,
      signal: null,
      meaning: 'common_cause',
    }));
    const spc = { points, trial: true, assurance: null, sentence: 'Within its <usual> range.' };
    const chart = chartOfMeasure(row({ spc }), series(12, 14, 13, 12, 14));
    expect(chart).toMatchObject({ trial: true, sentence: 'Within its <usual> range.' });
    expect(chart?.drawing.html).toContain('Within its &lt;usual&gt; range.');
    expect(chart?.drawing.html).toContain('upper limit');
  });
});
