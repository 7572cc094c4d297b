import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Problem } from '../errors/problem.js';
import { issuePath, parseJson } from './json.js';

const code = (text: string): string => {
  try {
    parseJson(text);
    return 'accepted';
  } catch (error) {
    return error instanceof Problem ? error.code : 'not a problem';
  }
};

describe('a JSON body', () => {
  it('reads as JSON reads', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 8 }), (text) => {
        fc.pre(!text.includes('"__proto__"'));
        expect(parseJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each([
    ['32 levels', '['.repeat(32) + ']'.repeat(32), 'accepted'],
    ['33 levels', '['.repeat(33) + ']'.repeat(33), 'too-deep'],
    ['20,000 levels', '{"a":'.repeat(20_000), 'too-deep'],
    ['brackets inside a string', JSON.stringify('[{'.repeat(500) + '\\" [['.repeat(50)), 'accepted'],
    ['a prototype', '{"a": {"__proto__": 1}}', 'bad-key'],
    ['half an object', '{"a":', 'bad-json'],
    ['nothing but a word', 'undefined', 'bad-json'],
  ])('of %s', (_, text, expected) => {
    expect(code(text)).toBe(expected);
  });

  it('names a place as people write it', () => {
    expect(issuePath(['objectives', 2, 'actions', { key: 0 }, 'title'])).toBe(
      'objectives[2].actions[0].title',
    );
    expect(issuePath(undefined)).toBe('');
  });
});
