import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Polarity } from './measures.content.js';
import { spcChart, xmrLimits, type SpcOptions, type SpcPoint } from './spc.rules.js';

const series = (...values: number[]): SpcPoint[] =>
  values.map((value, index) => ({
    month: `20${String(10 + Math.floor(index / 12))}-${String((index % 12) + 1).padStart(2, '0')}`,
    value,
  }));
const chart = (values: number[], options: Partial<SpcOptions> = {}) =>
  spcChart(series(...values), { polarity: 'lower', target: null, ...options });
const signals = (values: number[], options: Partial<SpcOptions> = {}) =>
  chart(values, options)?.points.map(({ signal }) => signal);

/** The vignette "deviations" of NHSRplotthedots. */
const PUBLISHED = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1];

describe('limits', () => {
  it.each<[string, number[], boolean, number, number, number]>([
    ['the published series, breaks left out', PUBLISHED, true, 1.94, -0.72, 4.6],
    ['the published series, breaks kept', PUBLISHED, false, 1.94, -3.06, 6.95],
    ['3 or more placements', [15.8, 16, 17.5, 18.8, 19.9], true, 17.6, 14.87, 20.33],
    ['long term stability', [63.2, 61.9, 58.5, 57.4, 56.6], true, 59.52, 55.13, 63.91],
    ['ICPCs in 15 working days', [73, 100, 80, 80, 66, 45], true, 74, 30.38, 117.62],
    ['assessments in 45 working days', [78, 92.1, 88.1, 78.1, 68.6, 72.6], true, 79.58, 57.45, 101.71],
  ])('%s', (_what, values, screen, mean, lower, upper) => {
    const limits = xmrLimits(values, screen);
    expect(limits.mean).toBeCloseTo(mean, 2);
    expect(limits.lower).toBeCloseTo(lower, 2);
    expect(limits.upper).toBeCloseTo(upper, 2);
    expect(limits.nearUpper - mean).toBeCloseTo(((limits.upper - mean) * 2) / 3, 1);
  });

  it('move and stretch with the series', () => {
    const values = fc.array(fc.integer({ min: -10_000, max: 10_000 }), { minLength: 5, maxLength: 40 });
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 9 }), fc.integer({ min: -500, max: 500 }), (x, a, b) => {
        const plain = xmrLimits(x);
        const moved = xmrLimits(x.map((value) => a * value + b));
        for (const key of ['mean', 'lower', 'upper', 'nearLower', 'nearUpper'] as const)
          expect(moved[key]).toBeCloseTo(a * plain[key] + b, 3);
      }),
    );
  });
});

describe('a point is a signal', () => {
  const calm = [10, 11, 10, 9, 10, 11, 10, 9, 10, 11, 10, 9, 10];

  it('outside a limit', () => {
    expect(signals([...calm, 30])?.at(-1)).toBe('outside');
  });

  it('not where every month is the same, whatever binary fractions make of its mean', () => {
    const constant = fc.tuple(
      fc.integer({ min: -1_000_000, max: 1_000_000 }),
      fc.integer({ min: 5, max: 36 }),
    );
    fc.assert(
      fc.property(constant, ([tenths, length]) => {
        const values = Array.from({ length }, () => tenths / 10);
        expect(signals(values)).toEqual(values.map(() => null));
        expect(chart(values)?.points[0]?.limits).toMatchObject({ mean: tenths / 10, upper: tenths / 10 });
      }),
    );
  });

  it('but not on the limit itself', () => {
    // Mean 5.85, mean range 2.5: the limit is 5.85 + 2.66 × 2.5, which is 12.5.
    const touching = [0, 0, 2.5, 7.6, 12.5, 12.5];
    expect(xmrLimits(touching).upper).toBe(12.5);
    expect(signals(touching)).not.toContain('outside');
  });

  it('however it is measured: in another unit and from another zero', () => {
    const points = fc.array(fc.integer({ min: -300, max: 300 }), { minLength: 5, maxLength: 36 });
    const factor = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(points, factor, fc.integer({ min: -900, max: 900 }), fc.boolean(), (x, a, b, screen) => {
        const moved = x.map((value) => (a * value + b) / 10);
        expect(signals(moved, { screen })).toEqual(signals(x, { screen }));
      }),
    );
  });

  it('for the first of the four reasons that holds, each as the rule has it', () => {
    const points = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 5, maxLength: 36 });
    fc.assert(
      fc.property(points, (values) => {
        const { lower, upper, nearLower, nearUpper, mean } = xmrLimits(values);
        const found = signals(values) ?? [];
        values.forEach((value, index) => {
          expect(found[index] === 'outside').toBe(value > upper + 1e-9 || value < lower - 1e-9);
          if (found[index] === 'two_in_three') {
            expect(value > nearUpper || value < nearLower).toBe(true);
            const around = [-2, -1, 1, 2].map((by) => values[index + by] ?? mean);
            expect(around.some((one) => one > nearUpper || one < nearLower)).toBe(true);
          }
          if (found[index] === 'shift') expect(Math.abs(value - mean)).toBeGreaterThan(0);
        });
        const enough = (signal: string) => found.filter((one) => one === signal).length;
        if (values.length < 7) expect(enough('shift') + enough('trend')).toBe(0);
      }),
    );
  });

  it('in a trend of seven points, which a tie breaks', () => {
    const rise = [1, 2, 3, 4, 5, 6, 7];
    expect(signals([...rise, 1, 7, 1, 7, 1, 7])?.slice(0, 7)).toEqual(rise.map(() => 'trend'));
    const tied = [1, 2, 3, 3, 4, 5, 6];
    expect(signals([...tied, 1, 7, 1, 7, 1, 7])).not.toContain('trend');
    expect(signals([...rise.slice(1), 1, 7, 1, 7, 1, 7, 1])).not.toContain('trend');
  });

  it('near a limit twice in three on one side: only those near it', () => {
    const values = [...calm, 13.2, 12, 13.2, 10];
    const { nearUpper, upper } = xmrLimits(values);
    expect(13.2).toBeGreaterThan(nearUpper);
    expect(13.2).toBeLessThan(upper);
    expect(12).toBeLessThan(nearUpper);
    expect(signals(values)?.slice(-4)).toEqual(['two_in_three', null, 'two_in_three', null]);
    // Once is chance, and so is twice with the other side between.
    expect(signals([...calm, 13.2, 12, 10])?.slice(-3)).toEqual([null, null, null]);
    expect(signals([...calm, 13.2, 9, 13.2])?.slice(-3)).not.toContain('two_in_three');
  });

  it('in a shift of seven points on one side, which a point on the mean breaks', () => {
    const low = [1, 2, 1, 2, 1, 2, 1];
    const high = [8, 9, 8, 9, 8, 9, 8];
    expect(signals([...low, ...high], { screen: false })).not.toContain(null);
    const six = [...low.slice(1), ...high.slice(1)];
    expect(signals(six)?.filter((signal) => signal === 'shift')).toEqual([]);
  });
});

describe('what it means', () => {
  const points = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 5, maxLength: 30 });

  it('is mirrored where lower is better, and neither good nor bad where neither is', () => {
    const mirror = { improvement: 'concern', concern: 'improvement', common_cause: 'common_cause' } as const;
    fc.assert(
      fc.property(points, (values) => {
        const of = (polarity: Polarity) => chart(values, { polarity })?.points ?? [];
        const lower = of('lower').map(({ meaning }) => meaning);
        expect(of('higher').map(({ meaning }) => mirror[meaning as keyof typeof mirror])).toEqual(lower);
        const neutral = of('neutral').map(({ meaning }) => meaning);
        expect(neutral.map((meaning) => meaning === 'common_cause')).toEqual(
          lower.map((meaning) => meaning === 'common_cause'),
        );
      }),
    );
  });

  it('turned upside down, a series where lower is better is one where higher is', () => {
    fc.assert(
      fc.property(points, (values) => {
        const meanings = (x: number[], polarity: Polarity) =>
          chart(x, { polarity })?.points.map(({ meaning, signal }) => [meaning, signal]);
        expect(
          meanings(
            values.map((value) => -value),
            'higher',
          ),
        ).toEqual(meanings(values, 'lower'));
      }),
    );
  });

  it.each<[string, number | null, Polarity, string | null]>([
    ['the target above all that it reaches', 90, 'higher', 'consistently_failing'],
    ['the target below all that it reaches', 10, 'higher', 'consistently_passing'],
    ['the target above, where lower is better', 90, 'lower', 'consistently_passing'],
    ['the target within the limits', 51, 'higher', 'hit_and_miss'],
    ['the target below all, where lower is better', 10, 'lower', 'consistently_failing'],
    ['no target', null, 'higher', null],
    ['no better direction', 90, 'neutral', null],
  ])('against %s', (_what, target, polarity, expected) => {
    expect(chart([50, 51, 52, 51, 50, 52], { target, polarity })?.assurance).toBe(expected);
  });
});

describe('cases of the public', () => {
  const caseOf = (file: string) =>
    [JSON.parse(readFileSync(`test/files/${file}.json`, 'utf8')) as Case | Case[]]
      .flat()
      .map(({ measure, readings }) => ({
        found: spcChart(
          readings.map(({ period, value }) => ({ month: period, value })),
          { polarity: measure.polarity, target: measure.target },
        ),
      }));
  interface Case {
    measure: { polarity: Polarity; target: number | null };
    readings: { period: string; value: number }[];
  }

  it('a process that is at its target every month meets it', () => {
    for (const { found } of caseOf('spc-steady-at-target'))
      expect(found?.assurance).toBe('consistently_passing');
  });

  it('no run reaches across months without a figure', () => {
    const [gaps] = caseOf('spc-gaps');
    expect(gaps?.found?.points.slice(-7).map(({ signal }) => signal)).not.toContain('trend');
    expect(gaps?.found?.sentence).not.toMatch(/for \d+ months/);
  });
});

describe('gaps', () => {
  it('end a shift, a trend, two in three, and a moving range', () => {
    const without = (gap: number, values: number[]) =>
      spcChart(
        series(...values).filter((_, index) => index !== gap),
        { polarity: 'lower', target: null, screen: false },
      );
    const shift = [0, 8, 0, 8, 0, 8, 0, 9, 6, 9, 6, 9, 6, 9];
    expect(
      without(10, shift)
        ?.points.slice(7)
        .map(({ signal }) => signal),
    ).not.toContain('shift');
    expect(
      without(99, shift)
        ?.points.slice(7)
        .map(({ signal }) => signal),
    ).toContain('shift');
    const rise = [5, 1, 5, 1, 5, 1, 2, 3, 4, 5, 6, 7, 8];
    expect(without(8, rise)?.points.map(({ signal }) => signal)).not.toContain('trend');
    // 1, 1, 1, gap, 100, 100, 100: the jump across the gap is no moving range.
    expect(without(3, [1, 1, 1, 1, 100, 100, 100, 100])?.points[0]?.limits.lower).toBeCloseTo(403 / 7);
  });

  it('leave no chart where hardly any month follows another', () => {
    const every = series(...Array.from({ length: 20 }, (_, index) => index)).filter(
      (_, index) => index % 2 === 0,
    );
    expect(spcChart(every, { polarity: 'lower', target: null })).toBeNull();
  });
});

describe('in words', () => {
  it('counts the months of the run that is there, whatever their signals', () => {
    // Above the mean for nine months, beyond the limit in some of them.
    const mixed = [1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 6, 4, 6, 4, 6, 4, 6, 4, 20];
    expect(chart(mixed)?.sentence).toBe(
      'Worse than its usual range in its latest month, and worse than its average for 9 months.',
    );
  });

  it('does not say of a series with signals that it is chance', () => {
    expect(chart([10, 14, 9, 13, 10, 60, 14, 12, 10, 18, 12, 10, 17])?.sentence).toBe(
      'Its latest month is within its usual range. Chance does not explain 1 of its 13 months.',
    );
  });

  it('says no usual range of a stock that falls', () => {
    const falling = Array.from({ length: 22 }, (_, index) => 400 - 5 * index);
    expect(chart(falling, { polarity: 'neutral', stock: true })?.sentence).toBe(
      'It has risen or fallen for much of this time, so that no usual range can be said.',
    );
  });

  it('says that nothing is the matter, that it is a trial, or for how long it has been worse', () => {
    expect(chart([10, 11, 10, 9, 10])?.sentence).toBe(
      'Within its usual range; its ups and downs are no more than chance. Too few months to be sure: with fewer than 12, the limits are a trial.',
    );
    const worse = [1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 30, 31, 30];
    expect(chart(worse)?.sentence).toBe('Worse than its usual range for 3 months.');
    expect(chart(worse, { polarity: 'higher' })?.sentence).toBe('Better than its usual range for 3 months.');
    expect(chart(worse, { polarity: 'neutral' })?.sentence).toBe('Higher than its usual range for 3 months.');
  });

  it('says nothing at all of fewer than five points', () => {
    expect(chart([1, 2, 3, 4])).toBeNull();
  });
});

describe('a new baseline', () => {
  const values = [1, 2, 1, 2, 1, 2, 1, 11, 12, 11, 12, 11, 12];
  const from = (...months: string[]) => ({
    rebases: months.map((month) => ({ from: month, reason: 'A new front door.' })),
  });

  it('gives the points from there on limits of their own, and says why', () => {
    const found = chart(values, from('2010-08'));
    expect(found?.points[0]?.limits.mean).toBeCloseTo(10 / 7);
    expect(found?.points.at(-1)?.limits.mean).toBeCloseTo(11.5);
    expect(found?.rebases).toEqual([{ from: '2010-08', reason: 'A new front door.' }]);
    expect(chart(values)?.rebases).toEqual([]);
  });

  it('begins at the first point after a month without a figure', () => {
    const gap = series(...values).filter(({ month }) => month !== '2010-08');
    const at = (month: string) => spcChart(gap, { polarity: 'lower', target: null, ...from(month) });
    expect(at('2010-08')?.points).toEqual(at('2010-09')?.points);
    expect(at('2010-08')?.points.at(-1)?.limits.mean).toBeCloseTo(11.6);
    // Two that fall into one gap begin one group, and both are said.
    const both = spcChart(gap, { polarity: 'lower', target: null, ...from('2010-08', '2010-09') });
    expect(both?.points).toEqual(at('2010-09')?.points);
    expect(both?.rebases).toHaveLength(2);
  });

  it('makes the limits a trial again until it has twelve months', () => {
    const long = [...values, ...values];
    expect(chart(long)?.trial).toBe(false);
    expect(chart(long, from('2011-09'))?.trial).toBe(true);
    expect(chart(long, from('2010-08'))?.trial).toBe(false);
  });

  it.each(['2010-12', '2010-04', '2011-02'])(
    'in %s waits, and the chart says so, because one side would hold fewer than five points',
    (month) => {
      const plain = chart(values);
      const waiting = chart(values, from(month));
      expect(waiting?.points).toEqual(plain?.points);
      expect(waiting?.rebases).toEqual([]);
      expect(waiting?.sentence).toMatch(
        /^.+ Its limits should begin again in \w+ 201[01] \(A new front door\), but do not yet: that takes 5 months on either side\.$/,
      );
    },
  );

  it('changes nothing where the chart begins with it', () => {
    expect(chart(values, from('2009-06', '2010-01'))).toEqual(chart(values));
  });
});
