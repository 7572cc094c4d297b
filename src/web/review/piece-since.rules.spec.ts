import { describe, expect, it } from '@jest/globals';
import { piecesSince, standsAt } from './piece-since.rules.js';
import { comparedFields, rows, silent, text, type AnySaid, type SaidFields } from './said-fields.js';

interface Content {
  overview: string | null;
  entries: { id: string; title: string; notes: { id: string; words: string }[] }[];
}
const said = {
  overview: text('Overview'),
  entries: rows('Order', {
    key: ({ id }) => id,
    name: ({ title }) => title,
    fields: () => ({
      id: silent,
      title: text('Title'),
      notes: rows('Order of notes', {
        key: ({ id }) => id,
        name: ({ id }) => `Note ${id}`,
        fields: () => ({ id: silent, words: text('Words') }),
      }),
    }),
  }),
} satisfies SaidFields<Content> as unknown as AnySaid;

const entry = (id: string, title: string, notes: string[] = []) => ({
  id,
  title,
  notes: notes.map((words, index) => ({ id: String(index), words })),
});
const since = (now: Content, ...earlier: Content[]) =>
  piecesSince(
    ['.overview', '.entries[a]', '.entries[b]'],
    earlier.map((content, index) => ({
      label: `Month ${index}`,
      fields: comparedFields({ content, said }, { content: now, said }),
    })),
  );

describe('since when a piece says what it says', () => {
  const now: Content = { overview: 'Slow', entries: [entry('a', 'A', ['one']), entry('b', 'B')] };

  it('counts the reports in a row, the newest first', () => {
    const other = { ...now, overview: 'Fast' };
    const found = since(now, now, now, other, now);
    expect(found.get('.overview')).toEqual({ label: 'Month 1', reports: 2 });
    expect(found.get('.entries[a]')).toEqual({ label: 'Month 3', reports: 4 });
  });

  it('follows an item by its key, wherever it stood', () => {
    const moved = { ...now, entries: now.entries.toReversed() };
    expect(since(now, moved).get('.entries[b]')).toEqual({ label: 'Month 0', reports: 1 });
  });

  it('is none for what is new, for what lost a thing, and for what nothing is said of', () => {
    const found = since(
      { ...now, overview: null },
      { overview: null, entries: [entry('a', 'A', ['one', 'two'])] },
    );
    expect([...found.keys()]).toEqual([]);
  });

  it('keeps items apart whose keys begin alike', () => {
    expect(standsAt('.entries[a].title', '.entries[a]')).toBe(true);
    expect(standsAt('.entries[ab].title', '.entries[a')).toBe(false);
    expect(standsAt('.overviews', '.overview')).toBe(false);
  });
});
