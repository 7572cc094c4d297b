import { describe, expect, it } from '@jest/globals';
import { textChanges } from './text-changes.js';

const joined = (before: string, after: string, without: 'added' | 'removed'): string =>
  textChanges(before, after)
    .filter(({ kind }) => kind !== without)
    .map(({ text }) => text)
    .join('');

describe('what changed in a text', () => {
  it('is told by word', () => {
    expect(textChanges('Ten of fourteen members', 'Eleven of fourteen members')).toEqual([
      { kind: 'removed', text: 'Ten' },
      { kind: 'added', text: 'Eleven' },
      { kind: 'same', text: ' of fourteen members' },
    ]);
  });

  it('is nothing where both are alike', () => {
    expect(textChanges('Both', 'Both')).toEqual([{ kind: 'same', text: 'Both' }]);
    expect(textChanges('', '')).toEqual([]);
  });

  it('gives back both texts, also where they are long and have nothing in common', () => {
    const text = (word: string): string =>
      Array.from({ length: 300 }, (_, i) =>
        Array.from({ length: 20 }, (__, j) => `${word}${(i * 31 + j * 17) % 997}`).join(' '),
      ).join('\n\n');
    for (const [before, after] of [
      ['One.\n\nTwo.', 'Two.\n\nThree.\n'],
      [text('a'), text('b')],
    ] as const) {
      expect(joined(before, after, 'added')).toBe(before);
      expect(joined(before, after, 'removed')).toBe(after);
    }
  });
});
