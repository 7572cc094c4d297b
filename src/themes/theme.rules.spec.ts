import { describe, expect, it } from '@jest/globals';
import type { ThemeContent } from './theme.content.js';
import { themeBlockers } from './theme.rules.js';

const action = (id: string) => ({ id, title: `Action ${id}`, ownerId: null, dueOn: null, ratings: [] });
const complete = (): ThemeContent => ({
  overview: { narrative: null, rag: null },
  objectives: [
    {
      id: 'o',
      title: 'Objective',
      actions: [action('a'), action('b')],
      narratives: [{ id: 'n', text: 'Text', actionIds: ['a', 'b'] }],
    },
  ],
});
const paths = (content: ThemeContent): string[] => themeBlockers(content).map(({ path }) => path);

describe('what keeps a theme from being submitted', () => {
  it('is nothing when every action is told of; an overview may be missing as a whole', () => {
    expect(paths(complete())).toEqual([]);
    expect(paths({ ...complete(), overview: { narrative: 'Slow.', rag: 'RED' } })).toEqual([]);
  });

  it.each<[string, (content: ThemeContent) => void, string[]]>([
    ['no objective', (c) => (c.objectives = []), ['objectives']],
    ['an overview without a rating', (c) => (c.overview.narrative = 'Slow.'), ['overview.rag']],
    ['a rating without an overview', (c) => (c.overview.rag = 'RED'), ['overview.narrative']],
    [
      'an objective without actions',
      (c) => c.objectives.push({ id: 'p', title: 'Empty', actions: [], narratives: [] }),
      ['objectives[1].actions', 'objectives[1].narratives'],
    ],
    [
      'an action that no narrative is about',
      (c) => c.objectives[0]?.narratives[0]?.actionIds.pop(),
      ['objectives[0].actions[1]'],
    ],
  ])('is %s', (_, damage, expected) => {
    const content = complete();
    damage(content);
    expect(paths(content)).toEqual(expected);
  });
});
