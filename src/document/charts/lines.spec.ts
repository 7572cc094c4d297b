import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Spc } from '../../performance/index.js';
import { picture } from './chart.js';
import { controlChart, controlChartKey } from './control-chart.js';
import { sparkline } from './sparkline.js';

const spark = (...values: (number | null)[]) =>
  values.map((value, index) => ({
    month: `Month ${index + 1}`,
    value,
    words: value === null ? '[x]' : `${value}%`,
  }));

const aim = (value: number) => ({ value, words: `${value}%` });

describe('a sparkline', () => {
  it('says every month, the one without a figure too, and the target', () => {
    expect(sparkline(spark(15.8, 19.9, null), aim(12))?.text).toBe(
      'Month 1 15.8%, Month 2 19.9%; no figure for Month 3; target 12%',
    );
    expect(sparkline(spark(0), null)?.text).toBe('Month 1 0%');
  });

  it('breaks where there is no figure, and shows a figure between two gaps', () => {
    const svg = sparkline(spark(1, 2, null, 3, null, 4), null)?.svg ?? '';
    expect(/ d="([^"]*)"/.exec(svg)?.[1]?.match(/M/g)).toHaveLength(3);
    expect(svg.match(/<circle/g)).toHaveLength(2);
  });

  it('does not join what a gap parts: a gap is not zero', () => {
    const path = (...values: (number | null)[]) =>
      / d="([^"]*)"/.exec(sparkline(spark(...values), null)?.svg ?? '')?.[1];
    expect(path(5, 6, null, 5, 6)).not.toBe(path(5, 6, 0, 5, 6));
    expect(path(5, 6, null, 5, 6)?.match(/M/g)).toHaveLength(2);
    expect(path(5, 6, 0, 5, 6)?.match(/M/g)).toHaveLength(1);
  });

  it('is not drawn of nothing', () => {
    expect(sparkline(spark(null, null), aim(3))).toBeNull();
    expect(sparkline([], null)).toBeNull();
  });

  it('has a line for the target where that does not flatten the months', () => {
    expect(sparkline(spark(10, 11, 12), aim(13))?.svg).toContain('<line');
    expect(sparkline(spark(10, 11, 12), aim(90))?.svg).not.toContain('<line');
    expect(sparkline(spark(10, 11, 12), aim(90))?.text).toContain('target 90%');
  });

  it('becomes a picture that brings itself along and says its words once, in its text', () => {
    const chart = sparkline([{ month: '"><script>', value: 1, words: '1%' }], null);
    const [, source = '', alt] =
      /^<img src="data:image\/svg\+xml,([^"]*)" alt="([^"]*)"\/>$/.exec(picture(chart!)) ?? [];
    expect(alt).toBe('&quot;&gt;&lt;script&gt; 1%');
    expect(decodeURIComponent(source)).toMatch(
      /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" .*<circle .*<\/svg>$/,
    );
    expect(decodeURIComponent(source)).not.toMatch(/aria-label|script/);
  });

  it('lets no words out of their attribute', () => {
    const [point] = spark(1);
    const svg = sparkline([{ ...point!, month: '"><script>' }], { value: 1, words: '"><b>' })?.svg ?? '';
    expect(svg).not.toMatch(/<script|<b>/);
  });

  it('stays within its frame whatever the figures are, and is the same for the same figures', () => {
    const value = fc.option(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { nil: null });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 6 }), value, (values, target) => {
        const goal = target === null ? null : aim(target);
        const chart = sparkline(spark(...values), goal);
        expect(chart).toEqual(sparkline(spark(...values), goal));
        const svg = chart?.svg ?? '';
        for (const [, y] of svg.matchAll(/(?:cy|y1|y2)="([^"]*)"/g)) {
          expect(Number(y)).toBeGreaterThanOrEqual(0);
          expect(Number(y)).toBeLessThanOrEqual(28);
        }
        expect(svg.replace(/aria-label="[^"]*"/, '')).not.toMatch(/NaN|Infinity|undefined/);
      }),
    );
  });
});

describe('a control chart', () => {
  const limits = { mean: 50, lower: 40, upper: 60, nearLower: 43, nearUpper: 57 };
  const point = (month: string, value: number, changes: Partial<Spc['points'][number]> = {}) => ({
    month,
    value,
    limits,
    signal: null,
    meaning: 'common_cause' as const,
    ...changes,
  });
  const chart: Spc = {
    points: [
      point('2019-08', 50),
      point('2019-09', 65, { signal: 'outside', meaning: 'improvement' }),
      point('2019-10', 35, { signal: 'outside', meaning: 'concern' }),
      point('2019-11', 35, { signal: 'outside', meaning: 'neutral_low' }),
    ],
    trial: true,
    assurance: null,
    sentence: 'Worse than its usual range in its latest month.',
  };
  const drawn = (title: string, spc = chart, target: number | null = 70) =>
    controlChart(spc, target, {
      title,
      value: (value) => `${value}%`,
      tick: String,
      month: (month) => month,
    });
  const of = (...points: Spc['points']) => drawn('Visits', { ...chart, points }, null).svg;
  /** The drawing without its text alternative. */
  const shapes = (svg: string) => svg.replace(/aria-label="[^"]*"/, '');

  it('says everything that it shows', () => {
    expect(drawn('Visits').text).toBe(
      'Visits: Worse than its usual range in its latest month. The mean is 50%, the limits are 40% and 60%. The target is 70%. Months: 2019-08 50%, 2019-09 65% (better than chance explains), 2019-10 35% (worse than chance explains), 2019-11 35% (lower than chance explains).',
    );
  });

  it('has a shape for each meaning, and says which', () => {
    const { svg } = drawn('Visits');
    expect([svg.match(/<circle/g)?.length, svg.match(/<rect/g)?.length, svg.match(/Z"/g)?.length]).toEqual([
      1, 1, 2,
    ]);
    expect(controlChartKey([chart])).toBe(
      'Open circle: within its usual range; triangle: better than chance explains; square: worse than chance explains; triangle on its tip: lower than chance explains.',
    );
  });

  it('names its lines, the target where there is one, and does not draw the near limits', () => {
    expect(drawn('Visits').svg).toMatch(/upper limit.*mean.*lower limit/);
    expect(drawn('Visits').svg).toContain('>target<');
    expect(drawn('Visits', chart, null).svg).not.toContain('>target<');
    expect(shapes(of(point('2019-08', 50))).match(/<path/g)).toHaveLength(4);
  });

  it('breaks its line where a month has no figure, and puts the months where the calendar has them', () => {
    const together = of(point('2019-08', 50), point('2019-09', 52), point('2019-10', 51));
    const apart = of(point('2019-08', 50), point('2019-09', 52), point('2019-12', 51));
    expect(apart.match(/<path/g)).toHaveLength((together.match(/<path/g)?.length ?? 0) + 1);
    const xs = [...apart.matchAll(/cx="([^"]*)"/g)].map(([, x]) => Number(x));
    expect((xs[2]! - xs[1]!) / (xs[1]! - xs[0]!)).toBeCloseTo(3, 1);
  });

  it('gives a new baseline limits of its own, without a slope from the old ones', () => {
    const other = { mean: 70, lower: 65, upper: 75, nearLower: 66, nearUpper: 74 };
    const svg = of(
      point('2019-08', 50),
      point('2019-09', 52),
      point('2019-10', 70, { limits: other }),
      point('2019-11', 71, { limits: other }),
    );
    expect(svg.match(/stroke-dasharray="5 3"/g)).toHaveLength(4);
    for (const [, d] of svg.matchAll(/d="([^"]*)"[^>]*stroke-dasharray="5 3"/g)) {
      const heights = new Set([...(d ?? '').matchAll(/,([\d.]+)/g)].map(([, y]) => y));
      expect(heights.size).toBe(1);
    }
  });

  it('keeps the names of lines that lie together apart and inside, whatever the figures are', () => {
    const value = fc.oneof(fc.integer({ min: -1e9, max: 1e9 }), fc.constantFrom(0, 1, 100, -5));
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 36 }),
        fc.option(value, { nil: null }),
        (x, target) => {
          const low = Math.min(...x);
          const flat = { mean: low, lower: low, upper: low, nearLower: low, nearUpper: low };
          const points = x.map((one, i) =>
            point(`20${String(10 + Math.floor(i / 12))}-${String((i % 12) + 1).padStart(2, '0')}`, one, {
              limits: flat,
            }),
          );
          const svg = shapes(drawn('Visits', { ...chart, points }, target).svg);
          expect(svg).not.toMatch(/NaN|Infinity|undefined/);
          const names = [
            ...svg.matchAll(/<text x="[\d.]+" y="([^"]*)"[^>]*>(?:mean|target|upper limit|lower limit)</g),
          ]
            .map(([, y]) => Number(y))
            .toSorted((a, b) => a - b);
          expect(names).toHaveLength(target === null ? 3 : 4);
          names.forEach((y, i) => {
            expect(y).toBeGreaterThan(8);
            expect(y).toBeLessThanOrEqual(190);
            if (i > 0) expect(y - names[i - 1]!).toBeGreaterThanOrEqual(13);
          });
        },
      ),
    );
  });

  it('is the same for the same figures', () => {
    expect(drawn('Visits')).toEqual(drawn('Visits'));
  });

  it('lets no title out of its attribute', () => {
    const { svg } = drawn('"><script>alert(1)</script>');
    expect(svg).not.toContain('<script');
    expect(svg).toContain('&lt;script');
  });
});
