import { describe, expect, it } from '@jest/globals';
import { textChanges } from './text-changes.js';

const ONLY = { before: ['removed', 'struck'], after: ['added', 'written'] };
const joined = (before: string, after: string, without: 'after' | 'before'): string =>
  textChanges(before, after)
    .filter(({ kind }) => !ONLY[without].includes(kind))
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

  it('is told by phrase where neighbouring words changed', () => {
    const [before, after] = [
      'Its report is expected by May 2020.',
      'It will present its report by May 2020.',
    ];
    expect(
      textChanges('The team is reviewing early help.', 'The team has completed its review of early help.'),
    ).toEqual([
      { kind: 'same', text: 'The team ' },
      { kind: 'removed', text: 'is reviewing ' },
      { kind: 'added', text: 'has completed its review of ' },
      { kind: 'same', text: 'early help.' },
    ]);
    expect([joined(before, after, 'after'), joined(before, after, 'before')]).toEqual([before, after]);
    expect(textChanges(before, after).every(({ text }) => text.trim() !== '')).toBe(true);
    // Words that only came, or only went, stay where they are.
    expect(textChanges('We met in the end of May.', 'We met in May.')).toEqual([
      { kind: 'same', text: 'We met in ' },
      { kind: 'removed', text: 'the end of ' },
      { kind: 'same', text: 'May.' },
    ]);
  });

  it('is told by sentence where one was written again, and by word beside it', () => {
    expect(
      textChanges(
        'Ten of fourteen members came. The backlog fell because two agency workers joined in May. All is well.',
        'Eleven of fourteen members came. Nobody has been recruited, so more families wait. All is well.',
      ),
    ).toEqual([
      { kind: 'removed', text: 'Ten' },
      { kind: 'added', text: 'Eleven' },
      { kind: 'same', text: ' of fourteen members came. ' },
      { kind: 'struck', text: 'The backlog fell because two agency workers joined in May. ' },
      { kind: 'written', text: 'Nobody has been recruited, so more families wait. ' },
      { kind: 'same', text: 'All is well.' },
    ]);
  });

  it('is only added where a sentence came in between, and only removed where one went', () => {
    const [short, long] = ['One thing. Another thing.', 'One thing. It is new and long. Another thing.'];
    expect(textChanges(short, long)).toEqual([
      { kind: 'same', text: 'One thing. ' },
      { kind: 'added', text: 'It is new and long. ' },
      { kind: 'same', text: 'Another thing.' },
    ]);
    expect(textChanges(long, short).map(({ kind }) => kind)).toEqual(['same', 'removed', 'same']);
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
      expect(joined(before, after, 'after')).toBe(before);
      expect(joined(before, after, 'before')).toBe(after);
    }
  });
});
