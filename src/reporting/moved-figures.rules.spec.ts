import { describe, expect, it } from '@jest/globals';
import { changesSince } from '../changes/index.js';
import { measure, measures, part, reportOf } from '../changes/testing.js';
import { hasWords, movedFigures } from './moved-figures.rules.js';

type Measure = ReturnType<typeof measure>;

const TITLE = 'Assessments in 45 days';
const moved = (before: Measure[], after: Measure[]) =>
  movedFigures(
    changesSince(
      reportOf('2019-12', [part('measures', measures(before))]),
      reportOf('2020-01', [part('measures', measures(after))]),
      { complete: true },
    ).items,
    before,
    after,
  );
const share = (months: Parameters<typeof measure>[0], changes: Parameters<typeof measure>[2] = {}) =>
  measure(months, { title: TITLE, polarity: 'higher' }, changes);
const point = (month: string, value: number, signal: 'outside' | null) => ({
  month,
  value,
  limits: { mean: 70, lower: 65, upper: 75, nearLower: 67, nearUpper: 73 },
  signal,
  meaning: 'concern' as const,
});
const chart = (...points: ReturnType<typeof point>[]) => ({
  spc: { points, trial: true, assurance: null, sentence: '' },
});

describe('figures that moved', () => {
  it('begin a sentence with what moved, for somebody to say why', () => {
    expect(moved([share({ '2019-11': 69.9 })], [share({ '2019-11': 69.9, '2019-12': 67.2 })])).toMatchObject([
      {
        measureId: 'm1',
        sentence: `“${TITLE}” got worse: it was 69.9% (November 2019) and is 67.2% (December 2019).`,
        stub: `${TITLE} fell from 69.9% (November 2019) to 67.2% (December 2019) because `,
      },
    ]);
    expect(moved([share({ '2019-11': 60 })], [share({ '2019-12': 72 })])[0]?.stub).toMatch(
      / rose from 60\.0% /,
    );
  });

  it('stand once, with a changed rating and a crossed limit beside the figure; what did not move is not there', () => {
    const [one, ...others] = moved(
      [share({ '2019-11': 69.9 }, { rag: { derived: null, override: null, printed: 'AMBER' } })],
      [
        share(
          { '2019-11': 69.9, '2019-12': 60 },
          {
            rag: { derived: null, override: null, printed: 'RED' },
            ...chart(point('2019-12', 60, 'outside')),
          },
        ),
      ],
    );
    expect(others).toEqual([]);
    expect(one?.sentence).toContain('was rated Amber and is now rated Red. ');
    expect(one?.sentence).toContain(`“${TITLE}” is below its usual range: 60.0% (December 2019).`);
    expect(one?.stub).toContain(' fell from 69.9% ');
    expect(moved([share({ '2019-11': 70 })], [share({ '2019-11': 70, '2019-12': 70.1 })])).toEqual([]);
    expect(moved([], [share({ '2019-12': 60 }, chart(point('2019-12', 60, 'outside')))])).toEqual([]);
  });

  it('a limit that was crossed alone, once, is told; a rating alone too', () => {
    const outside = chart(point('2019-12', 69.5, 'outside'));
    const before = share({ '2019-11': 70 }, chart(point('2019-11', 70, null)));
    expect(moved([before], [share({ '2019-11': 70, '2019-12': 69.5 }, outside)])[0]?.stub).toBe(
      `${TITLE} is at 69.5% (December 2019), below its usual range, because `,
    );
    const told = share({ '2019-12': 69.5 }, outside);
    expect(moved([told], [told])).toEqual([]);
    const amber = share({ '2019-12': 70 }, { rag: { derived: null, override: null, printed: 'AMBER' } });
    expect(
      moved([amber], [{ ...amber, rag: { derived: null, override: null, printed: 'GREEN' } }])[0]?.stub,
    ).toBe(`${TITLE} went from Amber to Green because `);
  });

  it.each([
    ['its title', `${TITLE} fell because cases came late.`, true],
    ['its title with marks', `**${TITLE}** fell.`, true],
    ['its reference', 'Measure 1.1.2 fell.', true],
    ['most of its words', 'Fewer assessments were done in 45 days.', true],
    ['something else', 'Morale is good. The 45 days of the trial are over.', false],
    ['nothing', '', false],
  ])('know whether a text speaks of them: %s', (_, text, expected) => {
    const [figure] = moved([share({ '2019-11': 69.9 })], [share({ '2019-12': 67.2 })]);
    if (!figure) throw new Error('nothing moved');
    expect(hasWords({ ...figure, reference: '1.1.2' }, [text])).toBe(expected);
    expect(hasWords({ ...figure, title: 'Visits', reference: null }, ['Visits fell.'])).toBe(true);
    expect(hasWords({ ...figure, title: 'Visits', reference: null }, ['Revisits fell.'])).toBe(false);
  });
});
