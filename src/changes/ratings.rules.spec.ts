import { describe, expect, it } from '@jest/globals';
import type { Quarter } from '../programmes/index.js';
import { part, rated, reportOf, sentences, theme, told } from './changes.fixture.js';
import { changesSince } from './changes.rules.js';

describe('the overall rating', () => {
  const overall = (was: 'RED' | 'AMBER' | 'GREEN', now: 'RED' | 'AMBER' | 'GREEN') =>
    changesSince(
      reportOf('2019-12', [], { overall: { rag: was, narrative: '' } }),
      reportOf('2020-01', [], { overall: { rag: now, narrative: '' } }),
    ).items;

  it('is told with its direction', () => {
    expect(overall('AMBER', 'RED')).toMatchObject([
      {
        kind: 'overall_rating',
        direction: 'worse',
        was: { text: 'Amber', value: 'AMBER' },
        now: { text: 'Red', value: 'RED' },
        sentence: 'The overall rating was Amber and is now Red.',
      },
    ]);
    expect(overall('AMBER', 'GREEN')).toMatchObject([{ direction: 'better' }]);
    expect(overall('RED', 'RED')).toEqual([]);
  });
});

describe('the rating of a theme', () => {
  const told1 = (was: Parameters<typeof theme>[1], now: Parameters<typeof theme>[1]) =>
    told('theme', theme([], was), theme([], now));

  it('is followed by what the theme is about: every month has contributions of its own', () => {
    expect(told1('GREEN', 'AMBER')).toMatchObject([
      {
        kind: 'theme_rating',
        direction: 'worse',
        contributionId: 'theme-1-2020-01',
        title: 'Theme 1: Leadership',
      },
    ]);
  });

  it('is told when it was taken out, and not when it is given for the first time', () => {
    expect(told1('RED', null)).toMatchObject([
      { direction: 'neutral', sentence: 'Theme 1: Leadership was rated Red and is now not rated.' },
    ]);
    expect(told1(null, 'RED')).toEqual([]);
  });

  it('is not told of a theme that only one of the reports has, or of which one has nothing', () => {
    expect(told('theme', null, theme([], 'RED'))).toEqual([]);
    const other = part('theme', theme([], 'RED'), { subject: { id: 'other', number: 2, title: 'Practice' } });
    expect(
      changesSince(reportOf('2019-12', [other]), reportOf('2020-01', [part('theme', theme([], 'GREEN'))]))
        .items,
    ).toEqual([]);
  });
});

describe('the ratings of actions', () => {
  it('are compared quarter by quarter, where both reports print the quarter', () => {
    const items = told(
      'theme',
      theme([rated([2019, 2, 'GREEN'], [2019, 3, 'AMBER'], [2018, 1, 'GREEN'])]),
      theme([rated([2019, 2, 'GREEN'], [2019, 3, 'RED'], [2018, 1, 'RED'])]),
    );
    expect(items).toMatchObject([
      {
        kind: 'action_rating',
        direction: 'worse',
        entryId: 'a1',
        was: { of: 'Q3 2019/20' },
        now: { of: 'Q3 2019/20' },
        sentence: '“Write the plans” was Amber for Q3 2019/20 and is now Red.',
      },
    ]);
  });

  it('complete is better, whatever it was; what is not due says nothing about how it goes', () => {
    const move = (was: 'RED' | 'NOT_DUE', now: 'COMPLETE' | 'GREEN' | 'NOT_DUE') =>
      told('theme', theme([rated([2019, 3, was])]), theme([rated([2019, 3, now])]));
    expect(move('RED', 'COMPLETE')).toMatchObject([{ kind: 'action_completed', direction: 'better' }]);
    expect(move('NOT_DUE', 'COMPLETE')).toMatchObject([{ kind: 'action_completed', direction: 'better' }]);
    expect(move('NOT_DUE', 'GREEN')).toMatchObject([{ kind: 'action_rating', direction: 'neutral' }]);
    expect(move('RED', 'NOT_DUE')).toMatchObject([{ kind: 'action_rating', direction: 'neutral' }]);
    expect(
      told('theme', theme([rated([2019, 3, 'COMPLETE'])]), theme([rated([2019, 3, 'AMBER'])])),
    ).toMatchObject([{ direction: 'worse' }]);
  });

  it('a first rating is no move; a rating that was taken out is told', () => {
    expect(told('theme', theme([rated()]), theme([rated([2019, 3, 'RED'])]))).toEqual([]);
    expect(sentences(told('theme', theme([rated([2019, 3, 'RED'])]), theme([rated()])))).toEqual([
      '“Write the plans” was Red for Q3 2019/20 and is now not rated.',
    ]);
  });

  it('of the quarter that runs are held against the last that was said of the action', () => {
    const quarters = [
      [2018, 3],
      [2018, 4],
      [2019, 1],
      [2019, 2],
      [2019, 3],
    ].map(([financialYear, quarter]) => ({ financialYear, quarter }) as Quarter);
    const november = (action: ReturnType<typeof rated>) =>
      changesSince(
        reportOf('2019-10', [part('theme', theme([rated([2019, 2, 'AMBER'])]))], {
          quarters: quarters.slice(0, 4),
        }),
        reportOf('2019-11', [part('theme', theme([action]))], { quarters }),
      ).items;
    expect(sentences(november(rated([2019, 2, 'AMBER'], [2019, 3, 'RED'])))).toEqual([
      '“Write the plans” was Amber for Q2 2019/20 and is Red for Q3 2019/20.',
    ]);
    expect(november(rated([2019, 2, 'AMBER'], [2019, 3, 'COMPLETE']))).toMatchObject([
      { kind: 'action_completed' },
    ]);
    expect(november(rated([2019, 2, 'AMBER'], [2019, 3, 'AMBER']))).toEqual([]);
    const inNovember = reportOf('2019-11', [part('theme', theme([rated([2019, 2, 'AMBER'])]))], { quarters });
    const inDecember = (action: ReturnType<typeof rated>) =>
      changesSince(
        inNovember,
        reportOf('2019-12', [part('theme', theme([action]))], { quarters: quarters.slice(1) }),
      ).items;
    expect(inDecember(rated([2019, 2, 'AMBER'], [2019, 3, 'COMPLETE']))).toHaveLength(1);
  });

  it('an action that one of the reports does not have is told by neither', () => {
    const one = theme([{ id: 'a1', ...rated([2019, 3, 'GREEN']) }]);
    const two = theme([{ id: 'a2', ...rated([2019, 3, 'RED']) }]);
    expect(told('theme', one, two)).toEqual([]);
    expect(told('theme', one, two, { complete: true })).toEqual([]);
  });

  it('are no news in a text that the earlier report printed too, though a quarter of it is printed for the first time', () => {
    const untilSeptember = [
      { financialYear: 2018, quarter: 3 as const },
      { financialYear: 2018, quarter: 4 as const },
      { financialYear: 2019, quarter: 1 as const },
      { financialYear: 2019, quarter: 2 as const },
    ];
    const content = theme([rated([2019, 2, 'AMBER'], [2019, 3, 'GREEN'])]);
    const since = (earlier: string | null, later: string | null) =>
      changesSince(
        reportOf('2019-12', [part('theme', content, { notUpdatedSince: earlier })], {
          quarters: untilSeptember,
        }),
        reportOf('2020-01', [part('theme', content, { notUpdatedSince: later })]),
      ).items.filter(({ kind }) => kind !== 'part_not_updated');
    expect(since(null, '2019-12-27')).toEqual([]);
    expect(since('2019-11-27', '2019-11-27')).toEqual([]);
    // December’s text was approved after December’s report had gone out with the one before.
    expect(since('2019-11-27', '2019-12-27')).toHaveLength(1);
    expect(since(null, null)).toHaveLength(1);
  });

  describe('for a committee that reads every third report', () => {
    const untilJune = [1, 2, 3, 4].map((quarter) => ({ financialYear: 2018, quarter: quarter as 1 }));
    const across = (was: ReturnType<typeof rated>, now: ReturnType<typeof rated>) =>
      changesSince(
        reportOf('2019-06', [part('theme', theme([was]))], { quarters: untilJune }),
        reportOf('2020-01', [part('theme', theme([now]))]),
      ).items;

    it('what each report says of its own last quarter is compared, and both quarters are named', () => {
      expect(across(rated([2018, 4, 'AMBER']), rated([2018, 4, 'AMBER'], [2019, 3, 'RED']))).toMatchObject([
        {
          direction: 'worse',
          was: { of: 'Q4 2018/19' },
          now: { of: 'Q3 2019/20' },
          sentence: '“Write the plans” was Amber for Q4 2018/19 and is Red for Q3 2019/20.',
        },
      ]);
    });

    it('so that the earlier quarter is not told twice, and an action that merely began is not told', () => {
      expect(across(rated([2018, 4, 'AMBER']), rated([2018, 4, 'GREEN'], [2019, 3, 'RED']))).toHaveLength(1);
      expect(
        sentences(across(rated([2018, 4, 'AMBER']), rated([2018, 4, 'GREEN'], [2019, 3, 'AMBER']))),
      ).toEqual(['“Write the plans” was Amber for Q4 2018/19 and is now Green.']);
      expect(across(rated([2018, 4, 'NOT_DUE']), rated([2018, 4, 'NOT_DUE'], [2019, 3, 'RED']))).toEqual([]);
    });
  });
});
