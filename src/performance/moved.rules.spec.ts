import { expect, it } from '@jest/globals';
import type { MeasureRow, MeasuresContent } from './measures.content.js';
import { movedSince } from './moved.rules.js';

const content = (december: number | null, changes: Partial<MeasureRow> = {}, title = 'Visits on time') =>
  ({
    title: null,
    themeId: null,
    commentary: null,
    window: ['2019-12'],
    restatements: [],
    measures: [
      {
        id: 'm',
        definition: { title, unit: 'percent' },
        months: [{ month: '2019-12', value: december, decimals: 1, missingReason: null }],
        current: null,
        baseline: null,
        ...changes,
      },
    ],
  }) as unknown as MeasuresContent;
const messages = (said: MeasuresContent, known: MeasuresContent): string[] =>
  movedSince(said, known).map(({ message }) =>
    message.replace(' Save or return the part: it then takes this in.', ''),
  );

it('a part that says what is known has not moved', () => {
  expect(movedSince(content(74.9), content(74.9))).toEqual([]);
});

it('says each figure that moved, as it is and as it is known', () => {
  expect(messages(content(74.9), content(73.9))).toEqual([
    '“Visits on time”, December 2019: 74.9% is now 73.9%.',
  ]);
  expect(messages(content(null), content(73.9))).toEqual([
    '“Visits on time”, December 2019: no figure is now 73.9%.',
  ]);
});

it('says what else moved: the dictionary, what is known beside the figures, which measures there are', () => {
  expect(messages(content(74.9), content(74.9, {}, 'Visits'))).toEqual([
    'What the dictionary says of “Visits” has changed.',
  ]);
  expect(messages(content(74.9), content(74.9, { benchmarks: [] }))).toEqual([
    'What is known about “Visits on time” has changed.',
  ]);
  const none = { ...content(74.9), measures: [] };
  expect(messages(none, content(74.9))).toEqual(['“Visits on time” is in this group now.']);
  expect(messages(content(74.9), none)).toEqual(['“Visits on time” is not in this group any more.']);
  expect(messages(content(74.9), { ...content(74.9), title: 'Visits' })).toEqual([
    'The group, its order or its restated figures have changed.',
  ]);
});
