import { describe, expect, it } from '@jest/globals';
import type { PartDocument, PartView } from '../../programmes/index.js';
import { SECTION_KINDS, type SectionKind } from '../../snapshot/index.js';
import { partBlocks } from './part.blocks.js';

const objective = { id: 'o1', title: 'Learning', actions: [], narratives: [] };
const theme = { overview: { narrative: null, rag: null }, objectives: [objective] };
const empty: Record<SectionKind, unknown> = {
  budget: { lines: [] },
  concerns: { entries: [] },
  developments: { entries: [] },
  risks: { entries: [] },
  theme: { ...theme, objectives: [] },
  measures: { measures: [], commentary: null },
  workforce: { asAt: '2020-01-27', teams: [], benchmarks: [] },
};
const document = (section: SectionKind, more: Partial<PartDocument> = {}): PartDocument => ({
  part: { id: 'p1', section } as PartView,
  content: empty[section],
  before: undefined,
  blockers: [],
  ...more,
});
const everywhere = () => true;

describe('the blocks of a part', () => {
  it('are known for every kind, and none is begun in an empty part', () => {
    for (const kind of SECTION_KINDS) {
      const { blocks, elsewhere } = partBlocks(document(kind), everywhere);
      expect([kind, blocks.length > 0, blocks.some(({ begun }) => begun), elsewhere]).toEqual([
        kind,
        true,
        false,
        [],
      ]);
    }
  });

  it('have what is missing in them, and what is missing elsewhere stands alone', () => {
    const blockers = [
      { path: 'objectives', message: 'There is no objective yet.' },
      { path: 'objectives[0].actions', message: 'No action.' },
      { path: 'overview.rag', message: 'No rating.' },
    ];
    const { blocks, elsewhere } = partBlocks(document('theme', { content: theme, blockers }), everywhere);
    expect(blocks.map(({ name, missing }) => [name, missing.map(({ message }) => message)])).toEqual([
      ['Overview', ['No rating.']],
      ['Objective 1: Learning', ['No action.']],
    ]);
    expect(elsewhere).toEqual([blockers[0]]);
  });

  it('are the same as before only where the same block says the same', () => {
    const before = { ...theme, objectives: [{ ...objective, title: 'Training' }] };
    const { blocks } = partBlocks(document('theme', { content: theme, before }), everywhere);
    expect(blocks.map(({ same }) => same)).toEqual([true, false]);
    const figures = partBlocks(document('measures', { before: empty.measures }), everywhere).blocks;
    expect(figures.map(({ name, same }) => [name, same])).toEqual([
      ['Figures', false],
      ['Commentary', true],
    ]);
  });

  it('have no link to a page that is not there', () => {
    const { blocks, add } = partBlocks(document('theme', { content: theme }), (route) =>
      route.endsWith('/overview'),
    );
    expect(blocks.map(({ path }) => path)).toEqual(['/contributions/p1/overview', null]);
    expect(add).toEqual([]);
  });
});
