import { describe, expect, it } from '@jest/globals';
import { paths } from '../shell/index.js';
import { presentConflict } from './conflict.presenter.js';

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const page = (mine: string, theirs: string) =>
  presentConflict({
    around: { caption: 'January 2020', programme: null, back: null },
    saved: null,
    action: paths.partBlock(id, 'overview'),
    fields: { narrative: { label: 'How is it going?' } },
    mine: { narrative: mine },
    theirs: { narrative: theirs },
    together: null,
    own: false,
    gone: false,
    read: { version: 1, hash: '' },
    now: new Date('2020-01-27T12:00:00Z'),
  });
const joined = (runs: readonly { text: string }[] = []): string => runs.map(({ text }) => text).join('');

describe('both texts of a conflict', () => {
  it.each([
    ['words that differ', 'Eleven of fourteen members came.', 'Twelve of fourteen members came.'],
    [
      'a sentence that was written again',
      'It is slow. Interviews are in May.',
      'It is slow. Nobody applied.',
    ],
    ['nothing in common', 'All is well.', 'Ten posts stand empty.'],
  ])('are each all of the one and nothing of the other: %s', (_, mine, theirs) => {
    const [field] = page(mine, theirs).fields;
    expect([joined(field?.yours), joined(field?.theirs)]).toEqual([mine, theirs]);
    const kinds = [...(field?.yours ?? []), ...(field?.theirs ?? [])].map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind !== 'same' && kind !== 'added')).toEqual([]);
  });
});
