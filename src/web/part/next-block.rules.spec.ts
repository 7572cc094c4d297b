import { describe, expect, it } from '@jest/globals';
import { paths } from '../shell/index.js';
import { nextBlock, type Walked } from './next-block.rules.js';

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';

/** What the buttons say on the way through a part, from one page to the one that its button leads to. */
function way(section: string, document: Walked, from: ReturnType<typeof paths.part>): string[] {
  const next = nextBlock({ id, section }, document, from);
  return next === null ? [] : [next.text, ...way(section, document, next.path)];
}
const LAST = 'Save and check the whole part';

describe('from one page of a part to the next', () => {
  it.each<[string, Walked, Parameters<typeof way>[2], string[]]>([
    [
      'theme',
      { objectives: [{ id: 'a' }, { id: 'b' }] },
      paths.partBlock(id, 'overview'),
      ['Save and go to objective 1', 'Save and go to objective 2', LAST],
    ],
    ['measures', {}, paths.partBlock(id, 'commentary'), [LAST]],
    [
      'risks',
      {
        entries: [
          { id: 'a', status: 'open', kind: 'risk', number: 1 },
          { id: 'b', status: 'closed', kind: 'risk', number: 2 },
          { id: 'c', status: 'open', kind: 'issue', number: 3 },
        ],
      },
      paths.partItem(id, 'risks', 'a'),
      ['Save and go to issue 3', LAST],
    ],
    [
      'developments',
      {
        entries: [
          { id: 'a', status: 'open', reference: 1 },
          { id: 'b', status: 'open', reference: 4 },
        ],
      },
      paths.partItem(id, 'entries', 'a'),
      ['Save and go to entry 4', LAST],
    ],
    [
      'workforce',
      { teams: [{ id: 'a', name: 'Assessment' }] },
      paths.partItem(id, 'teams', 'a'),
      ['Save and go to the benchmarks', LAST],
    ],
    ['budget', { lines: [{ id: 'a', title: 'Staff' }] }, paths.partItem(id, 'lines', 'a'), [LAST]],
  ])('goes through a part of kind %s', (section, document, from, words) => {
    expect(way(section, document, from)).toEqual(words);
  });

  it('goes nowhere from what is not in the part yet, or stands within another page', () => {
    expect(nextBlock({ id, section: 'budget' }, { lines: [] }, paths.partItem(id, 'lines', 'x'))).toBeNull();
  });
});
