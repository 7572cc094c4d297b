import { describe, expect, it } from '@jest/globals';
import { earlierSample, followingSample, weekdaysFrom, withDeadlines } from './earlier.js';
import { loadSample } from './sample.js';

const sample = loadSample('january-2020');
const earlier = earlierSample(sample);
const textsOf = ({ themes }: typeof sample): string[] =>
  themes.flatMap(({ objectives }) => objectives.flatMap((one) => one.narratives.map(({ text }) => text)));

describe('the month before', () => {
  it('is December 2019, with figures up to then', () => {
    expect(earlier.programme.period).toMatchObject({ label: 'December 2019', asAt: '2019-12-31' });
    const measures = earlier.measures.flatMap((group) => group.measures);
    expect(measures).toHaveLength(34);
    for (const { months, current } of measures) {
      expect(months.map(({ month }) => month)).toEqual([
        '2019-08',
        '2019-09',
        '2019-10',
        '2019-11',
        '2019-12',
      ]);
      expect(current).toEqual({ kind: 'empty' });
    }
  });

  it('says other words in some places, and lacks what came later', () => {
    const [then, now] = [textsOf(earlier), textsOf(sample)];
    expect(then.filter((text, index) => text !== now[index])).toHaveLength(5);
    expect(earlier.overall.narrative).not.toBe(sample.overall.narrative);
    expect(earlier.risks.map(({ id }) => id)).toEqual(['r1', 'r2', 'r3', 'r4', 'r5', 'r6']);
    expect(earlier.risks.find(({ id }) => id === 'r5')).toMatchObject({
      probability: 4,
      impact: 5,
      raised: '2019-11',
    });
    expect(earlier.concerns).toHaveLength(3);
    expect(earlier.developments[0]?.byWhen).toMatchObject({ text: 'July 2020', on: '2020-07-31' });
    expect(earlier.budget).toEqual(sample.budget);
  });

  it('is followed by a month in which a risk was raised when it was raised', () => {
    const raised = followingSample(sample).risks.map((risk) => [risk.id, risk.raised]);
    expect(raised.slice(5)).toEqual([
      ['r6', '2019-11'],
      ['r7', '2020-01'],
      ['r8', '2020-01'],
    ]);
  });
});

describe('dates around today', () => {
  it.each([
    ['2026-11-28', -2, '2026-11-26'],
    ['2026-11-28', 2, '2026-12-01'],
    ['2026-11-30', -2, '2026-11-26'],
    ['2026-11-30', 5, '2026-12-07'],
    ['2040-01-04', 1, '2040-01-05'],
  ])('%s and %i weekdays', (today, count, date) => {
    expect(weekdaysFrom(today, count)).toBe(date);
  });

  it('move deadlines and nothing else', () => {
    const moved = withDeadlines(sample, '2026-11-30', [-2, 2, 5]);
    expect(moved.programme.period).toEqual({
      ...sample.programme.period,
      draftsDueOn: '2026-11-26',
      reviewDueOn: '2026-12-02',
      approvalDueOn: '2026-12-07',
    });
    expect({ ...moved, programme: null }).toEqual({ ...sample, programme: null });
  });
});
