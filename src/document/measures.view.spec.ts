import { describe, expect, it } from '@jest/globals';
import type { Figure } from '../performance/index.js';
import { checkHtml } from './rendering/html-gate.js';
import { renderReportHtml } from './edition-html.js';
import { presentWhole } from './document.fixture.js';
import { figure, measure, none, present, WINDOW } from './measures.view.fixture.js';
import { presentMeasures } from './measures.view.js';
import { reportSnapshot, SEAL } from '../snapshot/testing.js';

describe('the table of figures', () => {
  it('prints each figure with its own places, zero as zero, and each kind of nothing by its own shorthand, explained below', () => {
    const content = present([measure()]);
    expect(content.tables[0]?.months).toEqual([
      'Aug 2019',
      'Sep 2019',
      'Oct 2019',
      'Nov 2019',
      'Dec 2019',
      'Jan 2020',
    ]);
    expect(content.tables[0]?.rows[0]).toMatchObject({
      title: '1.2.1 % Vacancies',
      hint: 'lower is better',
      months: ['15.8%', '0%', '[n]', '[x]', '[z]', '1,234.5% [p]'],
      current: '19.9%',
      currentOf: 'Dec 2019',
      direction: { arrow: '↑', word: 'Worse', months: 'Nov to Dec 2019' },
    });
    expect(content.notes.map((note) => note.slice(0, 9))).toEqual([
      '[p] provi',
      '[n] not c',
      '[x] not a',
      '[z] not a',
      'The arrow',
      'The curre',
    ]);
  });

  it('marks part of a month as provisional and a restated figure as revised', () => {
    const months = [
      figure({ partMonth: true }),
      figure({ state: 'restated' }),
      figure({ state: 'restated', partMonth: true }),
    ];
    const [table] = present([
      measure({ months: months.map((one) => ({ month: '2020-01', ...one })) }),
    ]).tables;
    expect(table?.rows[0]?.months).toEqual(['15.8% [p]', '15.8% [r]', '15.8% [r] [p]']);
  });

  it('says in words where nothing is better, where months stand by themselves, and where the unit is not known', () => {
    const [count, unknown, rolling] =
      present([
        measure(
          { direction: { performance: null, value: 'down', fromMonth: '2019-11', toMonth: '2019-12' } },
          { polarity: 'neutral', unit: 'count', basis: 'year_to_date', cellBasis: 'in_month' },
        ),
        measure({ direction: null, current: null }, { unit: null }),
        measure({}, { cellBasis: 'rolling' }),
      ]).tables[0]?.rows ?? [];
    expect(rolling?.hint).toBe('lower is better; months: the twelve to its end');
    expect(count).toMatchObject({
      hint: 'for context',
      direction: { arrow: '↓', word: 'Falling' },
    });
    expect(unknown).toMatchObject({
      hint: 'lower is better; unit not stated',
      direction: { word: 'Too few months' },
      currentOf: null,
    });
  });
});

describe('the current figure', () => {
  const current = {
    ...figure({ value: 105, decimals: 0 }),
    month: '2020-01',
    span: 'year_to_date',
    computed: true,
  };
  const row = (changes: object, definition: object = {}) =>
    present([measure(changes, definition)]).tables[0]?.rows[0];

  it('says what it covers', () => {
    expect(row({ current }, { unit: 'count', basis: 'year_to_date' })).toMatchObject({
      current: '105',
      currentOf: 'year to date',
    });
    expect(row({ current: { ...current, computed: false } }, { unit: 'days' })).toMatchObject({
      current: '105 days',
      currentOf: 'year to date',
    });
  });

  it('that cannot be worked out from the months is not "nobody recorded one", and one of suppressed months is confidential', () => {
    const yearToDate = { basis: 'year_to_date' };
    expect(row({ current: null }, yearToDate)).toMatchObject({ current: '[x]', currentOf: 'year to date' });
    const months = (cell: Figure) => WINDOW.map((month) => ({ month, ...cell }));
    expect(row({ current: null, months: months(none('not_collected')) })?.current).toBe('[n]');
    expect(row({ current: null, months: months(none('suppressed')) })?.current).toBe('[c]');
  });
});

describe('the time of what is printed', () => {
  const months = (...values: (number | null)[]) =>
    values.map((value, index) => ({
      month: WINDOW[index] ?? '',
      ...(value === null ? none('no_data') : figure({ value })),
    }));
  const row = (changes: object, definition: object = {}) =>
    present([measure(changes, definition)]).tables[0]?.rows[0];
  const moved = (fromMonth: string, toMonth: string) => ({
    direction: { performance: 'worse', value: 'up', fromMonth, toMonth },
  });
  const december = { ...figure(), month: '2019-12', span: 'month', computed: false };

  it('is not said where it is the last month with a figure, or the last two', () => {
    const usual = row({
      months: months(1, 2, 3, 4, 5, null),
      current: december,
      ...moved('2019-11', '2019-12'),
    });
    expect(usual).toMatchObject({ currentOf: null, direction: { months: null } });
    const other = row({
      months: months(1, 2, 3, 4, 5, 6),
      current: december,
      ...moved('2019-11', '2019-12'),
    });
    expect(other).toMatchObject({ currentOf: 'Dec 2019', direction: { months: 'Nov to Dec 2019' } });
  });

  it('leaves part of a month out of a comparison, unless the figure is that of a day', () => {
    const part = months(1, 2, 3, 4, 5, 6).map((one, index) => ({ ...one, partMonth: index === 5 }));
    const compared = { months: part, ...moved('2019-11', '2019-12') };
    expect(row(compared, { cellBasis: 'in_month' })?.direction.months).toBeNull();
    expect(row(compared, { cellBasis: 'snapshot' })?.direction.months).toBe('Nov to Dec 2019');
  });

  it('is drawn as a line of two months or more, and not where a month is suppressed', () => {
    expect(row({ months: months(1, 2, null, null, null, null) })?.trend).not.toBeNull();
    expect(row({ months: months(1, null, null, null, null, null) })?.trend).toBeNull();
    const hidden = months(1, 2, 3, 4, 5, 6).map((one, index) =>
      index === 0 ? { ...one, ...none('suppressed') } : one,
    );
    expect(row({ months: hidden })?.trend).toBeNull();
    expect(row({ months: hidden, direction: null })?.direction.word).toBe('Not told: suppressed');
  });
});

describe('what the figures are held against', () => {
  const held = (place: 'before' | 'current' | 'after', content: ReturnType<typeof present>) =>
    content.tables[0]?.rows.map((row) => row.held[place].map(({ text, hint }) => [text, hint]));

  it('has no column where there is nothing to compare with', () => {
    const [table] = present([measure()]).tables;
    const nothing = { before: [], current: [], after: [] };
    expect([table?.columns, table?.rows[0]?.held]).toEqual([nothing, nothing]);
  });

  it.each([
    [1, '1 point better'],
    [2, '2 points better'],
  ])('says how far a benchmark lies away: %i', (gap, words) => {
    const benchmark = {
      area: 'national',
      figure: figure({ value: 16, decimals: 0 }),
      period: null,
      source: 'DfE',
      knownOn: null,
      likeForLike: true,
      stale: false,
      gap,
      gapMeaning: 'better',
    };
    expect(held('after', present([measure({ current: null, benchmarks: [benchmark] })]))).toEqual([
      [['16%', words]],
    ]);
  });

  it('has the columns that some measure needs, the year of a baseline, and what a benchmark means', () => {
    const benchmark = {
      area: 'national',
      figure: figure({ value: 16.5 }),
      period: '2018/19',
      source: 'DfE',
      knownOn: null,
      likeForLike: true,
      stale: true,
      gap: 3.4,
      gapMeaning: 'worse',
    };
    const content = present([
      measure({
        benchmarks: [benchmark],
        baseline: { ...figure({ value: 67.2, decimals: 2 }), year: '2018/19' },
      }),
      measure({
        benchmarks: [{ ...benchmark, likeForLike: false, stale: false, gapMeaning: null, period: null }],
      }),
      measure(),
    ]);
    expect(content.tables[0]?.columns).toEqual({ before: ['Baseline'], current: [], after: ['England'] });
    expect(held('before', content)).toEqual([[['67.20%', '2018/19']], [['None', null]], [['None', null]]]);
    expect(held('after', content)).toEqual([
      [['16.5%', '2018/19; old; 3.4 points worse']],
      [['16.5%', 'not like for like']],
      [['None', null]],
    ]);
    expect(content.notes.filter((note) => /^(Old|Not like|Better)/.test(note))).toHaveLength(3);
    expect(content.remarks).toEqual([]);
  });

  it('writes targets as they were set, by the direction that is better, and days as days', () => {
    const target = { minimum: 15, upper: 12.25, from: null, until: null };
    const cells = (definition: object) =>
      present([measure({}, { target, ...definition })]).tables[0]?.rows[0]?.held.current[0];
    expect(cells({})).toMatchObject({ text: 'at most 15%', hint: 'ambition 12.25%' });
    expect(cells({ polarity: 'higher', unit: 'days' })).toMatchObject({
      text: 'at least 15 days',
      hint: 'ambition 12.25 days',
    });
    expect(cells({ unit: 'days', target: { ...target, minimum: null, upper: 1 } })).toMatchObject({
      text: 'ambition 1 day',
    });
    expect(cells({ unit: 'pounds', target: { ...target, minimum: null, upper: -1500 } })).toMatchObject({
      text: 'ambition -£1,500',
    });
  });

  it('prints the rating as its word, and says why somebody chose another', () => {
    const override = { rag: 'RED', reason: 'The audit found late records.' };
    const content = present([measure({ rag: { derived: 'GREEN', override, printed: 'RED' } })]);
    expect(content.tables[0]?.rows[0]?.held.current[0]).toMatchObject({
      rating: { word: 'Red' },
      hint: 'not by its targets: see below',
    });
    expect(content.remarks).toEqual([
      '1.2.1 % Vacancies: rated red, where its targets would make it green. The audit found late records.',
    ]);
  });
});

it('lists what was restated since the last report', () => {
  const { restatements } = present([measure()], {
    restatements: [
      {
        measureId: 'm1',
        title: '% Vacancies',
        period: '2019-12',
        span: 'month',
        before: figure(),
        after: figure({ value: 16, state: 'restated' }),
        reason: 'Two posts were counted twice.',
      },
    ],
  });
  expect(restatements?.rows).toEqual([
    {
      title: '% Vacancies',
      period: 'December 2019',
      before: '15.8%',
      after: '16.0% [r]',
      reason: 'Two posts were counted twice.',
    },
  ]);
});

it('says so when nothing was ever approved, and when a group has no measures', () => {
  expect(present([]).empty).toBe('This group has no measures yet.');
});

describe('the heading', () => {
  const headed = (content: object | null) =>
    presentMeasures({
      kind: 'measures',
      contributionId: 'c',
      subject: { id: 'g', number: 3, title: 'Measures, group 3' },
      content,
      notUpdatedSince: '2019-12-31',
      history: { editors: [], submittedBy: null, approvedBy: null, approvedAt: null },
    });
  const content = { commentary: null, window: WINDOW, measures: [], restatements: [] };

  it('of a group without a title says where it stands', () => {
    expect(headed({ ...content, title: null, themeId: 't' }).heading).toBe('Other measures of this theme');
    expect(headed({ ...content, title: null, themeId: null }).heading).toBe('Other measures');
    expect(headed(null)).toMatchObject({ heading: 'Measures, group 3', content: null });
    expect(headed(null).notUpdated).toBe('Not updated since 31 December 2019');
  });
});

it('prints, whatever people typed, nothing but text', () => {
  const hostile = '<img src=x onerror=alert(1)>';
  const section = {
    kind: 'measures',
    contributionId: 'c',
    subject: { id: 'g', number: 1, title: hostile },
    content: {
      title: hostile,
      themeId: null,
      commentary: hostile,
      window: WINDOW,
      measures: [measure({}, { title: hostile, availabilityNote: hostile })],
      restatements: [],
    },
    notUpdatedSince: null,
    history: { editors: [], submittedBy: null, approvedBy: null, approvedAt: null },
  };
  const html = renderReportHtml(presentWhole(reportSnapshot({ sections: [section] }), SEAL));
  expect(html).not.toContain('<img src=x');
  expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
  expect(() => checkHtml(html, 2 * 1024 * 1024)).not.toThrow();
});

describe('measures that are counted by month, by quarter and by year in one group', () => {
  const PERIODS = {
    quarter: ['2018/19 Q2', '2018/19 Q3', '2018/19 Q4', '2019/20 Q1', '2019/20 Q2', '2019/20 Q3'],
    year: ['2013/14', '2014/15', '2015/16', '2016/17', '2017/18', '2018/19'],
  };
  const counted = (frequency: 'quarter' | 'year', changes: object = {}, definition: object = {}) => {
    const periods = PERIODS[frequency];
    return measure(
      {
        months: periods.map((month, index) => ({ month, ...figure({ value: 10 + index }) })),
        current: { ...figure({ value: 15 }), month: periods[5], span: frequency, computed: false },
        direction: { performance: 'worse', value: 'up', fromMonth: periods[4], toMonth: periods[5] },
        ...changes,
      },
      { frequency, ...definition },
    );
  };

  it('have a table for each, with the columns of their own', () => {
    const { tables } = present([counted('year'), counted('quarter'), measure(), counted('quarter')]);
    expect(tables.map(({ caption, months, rows }) => [caption, months[0], months[5], rows.length])).toEqual([
      ['Workforce strategy: six months to January 2020', 'Aug 2019', 'Jan 2020', 1],
      ['Workforce strategy: six quarters to Q3 2019/20', 'Q2 2018/19', 'Q3 2019/20', 2],
      ['Workforce strategy: six years to 2018/19', '2013/14', '2018/19', 1],
    ]);
    expect(tables[1]?.rows[0]).toMatchObject({
      current: '15.0%',
      currentOf: null,
      direction: { word: 'Worse' },
    });
  });

  it('name the two that are compared where they are not the last two', () => {
    const [from, to] = [PERIODS.quarter[3], PERIODS.quarter[4]];
    const gap = PERIODS.quarter.map((month, index) => ({
      month,
      ...(index === 5 ? figure({ partMonth: true }) : figure()),
    }));
    const words = (fromMonth: string | undefined, toMonth: string | undefined) =>
      present([
        counted(
          'quarter',
          { months: gap, direction: { performance: 'same', value: 'level', fromMonth, toMonth } },
          { cellBasis: 'in_month' },
        ),
      ]).tables[0]?.rows[0]?.direction.months;
    expect(words(PERIODS.quarter[2], from)).toBe('Q4 2018/19 to Q1 2019/20');
    expect(words(from, PERIODS.quarter[5])).toBe('Q1 to Q3 2019/20');
    expect(words(from, to)).toBeNull();
    expect(present([counted('quarter', { direction: null })]).tables[0]?.rows[0]?.direction.word).toBe(
      'Too few quarters',
    );
  });

  it('say what their figures cover', () => {
    const hint = (cellBasis: string) =>
      present([counted('quarter', {}, { cellBasis })]).tables[0]?.rows[0]?.hint;
    expect(hint('cumulative')).toBe('lower is better; quarters: year to date');
    expect(hint('rolling')).toBe('lower is better; quarters: the twelve months to its end');
  });
});
