import { describe, expect, it } from '@jest/globals';
import { carriedInto, numbersFor } from './carried.rules.js';

interface Entry {
  id: string;
  status: 'open' | 'closed';
  text: string;
}
const entry = (id: string, text = 'As it was.', status: Entry['status'] = 'open'): Entry => ({
  id,
  status,
  text,
});

describe('a draft whose register before was approved after it had begun', () => {
  it('that nobody has edited is what a draft that begins now would be', () => {
    const draft = [entry('old'), entry('closed')];
    const approved = [entry('new'), entry('old', 'Rewritten.'), entry('closed', 'Done.', 'closed')];
    expect(carriedInto(draft, approved, [], false)).toEqual([entry('new'), entry('old', 'Rewritten.')]);
  });

  it('keeps what somebody wrote, and takes over what nobody did', () => {
    const began = [entry('mine'), entry('untouched')];
    const draft = [entry('untouched'), entry('mine', 'My words.'), entry('raised')];
    const approved = [entry('mine', 'Their words.'), entry('untouched', 'Their words.')];
    expect(carriedInto(draft, approved, began, true)).toEqual([
      entry('untouched', 'Their words.'),
      entry('mine', 'My words.'),
      entry('raised'),
    ]);
  });

  it('gets what it lacks, and loses what was closed, whenever that was', () => {
    const began = [entry('closed'), entry('closed before')];
    const draft = [entry('closed', 'My words.'), entry('closed before'), entry('raised')];
    const approved = [entry('closed', 'Done.', 'closed'), entry('lacking')];
    expect(carriedInto(draft, approved, began, true)).toEqual([entry('raised'), entry('lacking')]);
  });

  it('loses nothing when it began with nothing', () => {
    expect(carriedInto([entry('raised')], [entry('lacking')], [], true)).toEqual([
      entry('raised'),
      entry('lacking'),
    ]);
  });
});

describe('numbers', () => {
  const one = (id: string, number: number) => ({ id, number });

  it('stay where nobody else holds them, and are the next free ones where somebody does', () => {
    const held = [one('a', 1), one('b', 2), one('closed long ago', 7)];
    const given = numbersFor([one('a', 1), one('mine', 2), one('mine too', 7), one('free', 4)], held);
    expect([...given]).toEqual([
      ['a', 1],
      ['mine', 8],
      ['mine too', 9],
      ['free', 4],
    ]);
  });
});
