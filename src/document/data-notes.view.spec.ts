import { describe, expect, it } from '@jest/globals';
import type { Figure } from '../performance/index.js';
import type { SnapshotSection } from '../snapshot/index.js';
import { dataNotesOf } from './data-notes.view.js';
import { reportSnapshot, themeSection } from '../snapshot/testing.js';

const figure = (changes: Partial<Figure> = {}): Figure => ({
  missingReason: null,
  value: 15.8,
  decimals: 1,
  numerator: null,
  denominator: null,
  asAt: null,
  state: 'validated',
  partMonth: false,
  ...changes,
});
const none = (missingReason: NonNullable<Figure['missingReason']>) =>
  figure({ missingReason, value: null, state: null });
const WINDOW = ['2019-08', '2019-09', '2019-10', '2019-11', '2019-12', '2020-01'];

/** A measure with these figures in the last months, and unremarkable ones before. */
const measure = (title: string, last: Figure[] = [], changes: object = {}) => ({
  definition: { reference: null, title },
  months: WINDOW.map((month, index) => ({
    month,
    ...(last[index - WINDOW.length + last.length] ?? figure()),
  })),
  current: { ...figure(), month: '2020-01', span: 'month', computed: false },
  baseline: null,
  benchmarks: [],
  spc: null,
  ...changes,
});
const benchmark = (changes: object = {}) => ({
  area: 'national',
  figure: figure(),
  period: '2018/19',
  source: 'DfE',
  stale: false,
  likeForLike: true,
  ...changes,
});

const section = (kind: string, content: unknown): SnapshotSection => ({ ...themeSection(), kind, content });
const notes = (...measures: object[]) =>
  dataNotesOf(reportSnapshot({ sections: [section('measures', { measures })] }));
/** What is said under one head. */
const where = (note: string, ...measures: object[]) =>
  notes(...measures)?.rows.find((row) => row.note.startsWith(note))?.where;

describe('notes about the figures of a report', () => {
  it('are only there with figures', () => {
    expect(dataNotesOf(reportSnapshot())).toBeNull();
    expect(dataNotesOf(reportSnapshot({ sections: [section('measures', null)] }))).toBeNull();
  });

  it('say the day, and nothing else where there is nothing to say', () => {
    expect(notes(measure('A'))).toEqual({
      intro: 'The figures are as at 27 January 2020, unless a table says another date.',
      rows: [],
    });
  });

  it('name provisional figures by the times that they are about, measures with the same times together', () => {
    const provisional = figure({ state: 'provisional' });
    expect(
      where(
        'Provisional',
        measure('A', [figure({ partMonth: true })]),
        measure('B', [provisional, provisional, figure()]),
        measure('C', [provisional]),
        measure('D', [provisional, figure(), provisional], {
          current: { ...provisional, month: '2020-01', span: 'year_to_date', computed: true },
          baseline: { ...provisional, year: '2018/19' },
        }),
        // No figure is not a provisional figure.
        measure('E', [{ ...none('no_data'), partMonth: true }]),
      ),
    ).toEqual([
      'January 2020: A; C.',
      'November 2019 to December 2019: B.',
      'November 2019, January 2020, year to date and baseline 2018/19: D.',
    ]);
  });

  it('name figures for the year to date that are worked out', () => {
    const current = { ...figure(), month: '2020-01', span: 'year_to_date', computed: true };
    const measures = [
      measure('A', [], { current }),
      measure('B', [], { current: { ...current, computed: false } }),
      measure('C', [], { current: { ...current, ...none('no_data') } }),
    ];
    expect(where('Figures that are worked out', ...measures)).toEqual(['A.']);
  });

  it('name measures whose months make no year to date', () => {
    const toDate = (title: string) => ({
      definition: { reference: null, title, basis: 'year_to_date' },
      current: null,
    });
    const measures = [
      measure('A', [none('not_collected'), figure()], toDate('A')),
      measure('B', [none('suppressed'), figure()], toDate('B')),
      measure(
        'C',
        WINDOW.map(() => none('not_collected')),
        toDate('C'),
      ),
      measure('D', [none('not_collected'), figure()], { current: null }),
    ];
    expect(where('Years to date that cannot be worked out', ...measures)).toEqual(['A.']);
  });

  it('name revised and suppressed figures', () => {
    const measures = [
      measure('A', [figure({ state: 'restated' }), figure()]),
      measure('B', [none('suppressed')]),
    ];
    expect(where('Revised', ...measures)).toEqual(['December 2019: A.']);
    expect(where('Suppressed', ...measures)).toEqual(['January 2020: B.']);
  });

  it('name measures without any figure, unless figures exist and are suppressed', () => {
    const six = (one: Figure) => WINDOW.map(() => one);
    const measures = [
      measure('A', six(none('not_collected')), { current: null }),
      measure('B', six(none('suppressed')), { current: null }),
      measure('C', [none('no_data')], { current: null }),
      measure('D', six(none('not_applicable')), { current: null }),
    ];
    expect(where('No figures', ...measures)).toEqual(['A; D.']);
  });

  it('tell what comparisons are about, and which of them are old or not like for like', () => {
    const measures = [
      measure('A', [], {
        benchmarks: [benchmark(), benchmark({ area: 'neighbours', likeForLike: false })],
      }),
      measure('B', [], { benchmarks: [benchmark({ period: '2015/16', stale: true })] }),
      measure('C', [], { benchmarks: [benchmark({ period: null, source: null })] }),
      measure('D', [], { benchmarks: [benchmark({ figure: none('not_applicable'), stale: true })] }),
    ];
    expect(where('Old', ...measures)).toEqual(['B: England, 2015/16.']);
    expect(where('Comparisons that are not', ...measures)).toEqual(['A: Statistical neighbours, 2018/19.']);
    expect(where('Sources', ...measures)).toEqual([
      'England and Statistical neighbours, 2018/19, DfE: 1 measure.',
      'England, 2015/16, DfE: 1 measure.',
      'England, time not stated, source not stated: 1 measure.',
    ]);
  });

  it('hold those of the workforce too', () => {
    const benchmarks = [
      { rate: 'agencyLocal', area: 'england', value: 15.4, period: 'September 2018', source: 'DfE', likeForLike: false },
    ]; // prettier-ignore
    const said = dataNotesOf(reportSnapshot({ sections: [section('workforce', { benchmarks })] }))?.rows;
    expect(said?.map((row) => row.where)).toEqual([
      ['Agency rate, local formula: England, September 2018.'],
      ['England, September 2018, DfE: 1 measure.'],
    ]);
  });

  it('say which limits are a trial', () => {
    const [trial, firm] = [{ spc: { trial: true } }, { spc: { trial: false } }];
    expect(where('Limits', measure('A', [], trial), measure('B', [], trial), measure('C'))).toEqual([
      'All 2 measures that have limits.',
    ]);
    expect(where('Limits', measure('A', [], trial), measure('B', [], firm))).toEqual(['A.']);
    expect(where('Limits', measure('A', [], trial), measure('B', [], firm), measure('C', [], trial))).toEqual(
      ['All measures that have limits, 2 of 3, except: B.'],
    );
    expect(where('Limits', measure('B', [], firm))).toBeUndefined();
  });
});
