import { describe, expect, it } from '@jest/globals';
import { blockIn, changedSince, keptNotes } from './note.rules.js';

const content = {
  overview: { narrative: 'It goes well.', rag: 'GREEN' },
  objectives: [
    { id: 'a', title: 'Learning' },
    { id: 'b', title: 'Care' },
  ],
  commentary: null,
};

describe('a note beside a block', () => {
  it('finds a field, and an item of a list by its id', () => {
    expect(blockIn(content, 'overview')).toEqual({ path: 'overview', value: content.overview });
    expect(blockIn(content, 'objectives/b')).toEqual({ path: 'objectives[1]', value: content.objectives[1] });
    expect(blockIn(content, 'commentary')).toEqual({ path: 'commentary', value: null });
    for (const nowhere of ['objectives/c', 'overview/a', 'toString', '', 'commentary/a'])
      expect(blockIn(content, nowhere)).toBeUndefined();
  });

  it('is refused where there is no such block', () => {
    const notes = [
      { block: 'overview', text: 'Who?' },
      { block: 'objectives/c', text: 'When?' },
    ];
    expect(() => keptNotes(content, notes)).toThrow(
      expect.objectContaining({
        issues: [{ path: 'notes[1].block', message: 'There is no such block in this part.' }],
      }),
    );
  });

  it('knows whether its own block has changed, wherever it stands now', () => {
    const [overview, objective, commentary] = keptNotes(content, [
      { block: 'overview', text: 'Who?' },
      { block: 'objectives/b', text: 'When?' },
      { block: 'commentary', text: 'Why?' },
    ]);
    if (!overview || !objective || !commentary) throw new Error('three notes');
    const moved = { ...content, objectives: content.objectives.toReversed() };
    expect([overview, objective, commentary].map((note) => changedSince(moved, note))).toEqual([
      false,
      false,
      false,
    ]);
    expect(changedSince({ ...content, commentary: 'Because.' }, commentary)).toBe(true);
    expect(changedSince({ ...content, objectives: [{ id: 'b', title: 'Cares' }] }, objective)).toBe(true);
    expect(changedSince({ ...content, objectives: [] }, objective)).toBe(true);
  });
});
