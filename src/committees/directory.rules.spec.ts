import { describe, expect, it } from '@jest/globals';
import { placed } from './directory.rules.js';

const body = (id: string, parentId: string | null = null) => ({ id, parentId });
const shape = (...bodies: ReturnType<typeof body>[]) =>
  placed(bodies).map(({ id, depth }) => `${depth} ${id}`);

describe('the directory of committees', () => {
  it('puts each body under the one that it reports to', () => {
    expect(
      shape(body('Board', 'Cabinet'), body('Cabinet'), body('Quality', 'Board'), body('Scrutiny')),
    ).toEqual(['0 Cabinet', '1 Board', '2 Quality', '0 Scrutiny']);
  });

  it('loses nobody: not one whose parent is elsewhere, and not a ring', () => {
    expect(shape(body('Board', 'gone'), body('A', 'B'), body('B', 'A'))).toEqual(['0 Board', '0 A', '0 B']);
    expect(shape()).toEqual([]);
  });
});
