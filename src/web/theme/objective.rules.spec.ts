import { describe, expect, it } from '@jest/globals';
import {
  moved,
  ratedAs,
  readMove,
  shownQuarters,
  shownRatings,
  withoutAction,
  type Objective,
} from './objective.rules.js';

const quarters = shownQuarters('2020-01-27');
const [q4, q1, old] = [
  { financialYear: 2019, quarter: 4 },
  { financialYear: 2019, quarter: 1 },
  { financialYear: 2018, quarter: 4 },
] as const;

describe('ratings of an action', () => {
  it('are shown for the quarter of the period and the three before it', () => {
    expect(quarters.q0).toEqual(q4);
    expect(quarters.q3).toEqual(q1);
    expect(
      shownRatings(
        [
          { ...old, rag: 'RED' },
          { ...q1, rag: 'GREEN' },
        ],
        quarters,
      ),
    ).toEqual({
      q0: 'NOT_RATED',
      q1: 'NOT_RATED',
      q2: 'NOT_RATED',
      q3: 'GREEN',
    });
  });

  it('change where they were in the form, and nowhere else', () => {
    const ratings = [
      { ...old, rag: 'RED' as const },
      { ...q1, rag: 'GREEN' as const },
    ];
    expect(ratedAs({}, ratings, quarters)).toEqual(ratings);
    expect(ratedAs({ q0: 'AMBER', q3: 'NOT_RATED' }, ratings, quarters)).toEqual([
      { ...old, rag: 'RED' },
      { ...q4, rag: 'AMBER' },
    ]);
    expect(ratedAs({ q3: 'COMPLETE' }, ratings, quarters)[1]).toEqual({ ...q1, rag: 'COMPLETE' });
  });
});

describe('the order of a list', () => {
  const list = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];
  const order = (id: string, direction: 'up' | 'down'): string =>
    moved(list, id, direction)
      .map((item) => item.id)
      .join('');

  it('changes by one place, and not beyond its ends', () => {
    expect([order('b', 'up'), order('b', 'down')]).toEqual(['bac', 'acb']);
    expect([order('a', 'up'), order('c', 'down'), order('x', 'up')]).toEqual(['abc', 'abc', 'abc']);
  });

  it('is changed by nothing but what the buttons send', () => {
    const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
    expect(readMove(`up ${id}`)).toEqual({ direction: 'up', id });
    expect([readMove(''), readMove(`left ${id}`), readMove('up')]).toEqual([undefined, undefined, undefined]);
  });
});

it('an action goes with the texts that are about it alone', () => {
  const objective: Objective = {
    id: 'o',
    title: 'Members',
    actions: ['a', 'b'].map((id) => ({ id, title: id, ownerId: null, dueOn: null, ratings: [] })),
    narratives: [
      { id: 'one', text: 'One', actionIds: ['a'] },
      { id: 'two', text: 'Two', actionIds: ['a', 'b'] },
    ],
  };
  expect(withoutAction(objective, 'a')).toMatchObject({
    actions: [{ id: 'b' }],
    narratives: [{ id: 'two', actionIds: ['b'] }],
  });
});
