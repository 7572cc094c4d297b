import { describe, expect, it } from '@jest/globals';
import type { Edition, WithheldNote } from '../disclosure/index.js';
import { reportSnapshot, SEAL, themeSection } from '../snapshot/testing.js';
import { presentEdition, withheldFrom } from './withheld.view.js';

const edition = (changes: Partial<Edition>): Edition => ({
  name: 'public',
  sha256: SEAL.sha256,
  snapshot: reportSnapshot(),
  withheld: [],
  suppressed: 0,
  person: (person) => person,
  asked: 0,
  exemption: null,
  ...changes,
});
const headingOf = (id: string) => (id === 'c1' ? 'Theme 1: Leadership' : undefined);
const present = (changes: Partial<Edition>) => presentEdition(edition(changes), headingOf);

const GROUND = 'exempt under paragraph 3 of Part 1';
const note = (changes: Partial<WithheldNote> = {}): WithheldNote => ({
  contributionId: 'c1',
  what: 'entry',
  count: 2,
  ground: GROUND,
  ...changes,
});
const exemption = (changes: Partial<NonNullable<Edition['exemption']>> = {}) => ({
  marking: 'NOT FOR PUBLICATION: exempt under paragraph 2',
  grounds: 'exempt under paragraph 2',
  paragraphs: [2],
  kinds: ['exempt' as const],
  blocks: [],
  smallNumbers: 0,
  ...changes,
});

describe('the name of an edition', () => {
  it.each([
    ['public', null, 'Public edition'],
    ['exempt', exemption(), 'Exempt edition'],
    // Where nothing is withheld from anybody there is nothing exempt in it.
    ['exempt', null, 'Whole report'],
  ] as const)('%s, with %j, is %s', (name, exempt, words) => {
    expect(present({ name, exemption: exempt }).name).toBe(words);
  });
});

describe('what a public edition says that it leaves out', () => {
  it('is nothing where nothing is left out', () => {
    expect(present({}).leavesOut).toBeNull();
  });

  it('is how much and where, each ground once, and nothing of what it was', () => {
    const withheld = [
      note(),
      note({ what: 'paragraph', count: 1 }),
      note({ contributionId: null, what: 'section', count: 1 }),
      note({ contributionId: null, what: 'paragraph' }),
      note({ contributionId: 'unknown' }),
      note({ count: 1, ground: 'confidential' }),
    ];
    expect(present({ withheld }).leavesOut).toEqual({
      rows: [
        {
          ground: `E${GROUND.slice(1)}`,
          what: [
            'Theme 1: Leadership: 2 entries',
            'Theme 1: Leadership: 1 paragraph',
            'Whole parts of the report: 1 part',
            'The report as a whole: 2 paragraphs',
            'The report as a whole: 2 entries',
          ],
        },
        { ground: 'Confidential', what: ['Theme 1: Leadership: 1 entry'] },
      ],
      suppressed: null,
    });
  });

  it('counts suppressed figures', () => {
    expect(present({ suppressed: 1 }).leavesOut?.suppressed).toMatch(/^One figure is suppressed, .* \[c\]/);
    expect(present({ suppressed: 7 }).leavesOut?.suppressed).toMatch(/^7 figures are suppressed/);
  });

  it('stands at each section too, a sentence for each ground', () => {
    const withheld = [note(), note({ count: 1, ground: 'confidential' }), note({ contributionId: 'c2' })];
    expect(withheldFrom(themeSection(), withheld)).toEqual([
      `2 entries are withheld: ${GROUND}.`,
      '1 entry is withheld: confidential.',
    ]);
    expect(withheldFrom(themeSection({ contributionId: 'c3' }), withheld)).toEqual([]);
  });
});

describe('why an exempt edition is not for publication', () => {
  const said = (changes: Partial<NonNullable<Edition['exemption']>>) =>
    present({ name: 'exempt', exemption: exemption(changes) });

  it('is told for each thing that is withheld', () => {
    const view = said({ blocks: [{ label: 'Risks, 5', ground: GROUND, note: 'A price.' }] });
    expect(view.marking).toBe('NOT FOR PUBLICATION: exempt under paragraph 2');
    expect(view.exemption).toEqual({
      rows: [{ what: 'Risks, 5', ground: `E${GROUND.slice(1)}`, why: 'A price.' }],
      notes: [],
    });
  });

  it('is small numbers, or names, where nothing is withheld', () => {
    expect(said({ smallNumbers: 1 }).exemption?.notes[0]).toMatch(/^One figure stands in this edition alone/);
    expect(said({ smallNumbers: 4 }).exemption?.notes[0]).toMatch(/^4 figures stand/);
    expect(said({}).exemption?.notes).toEqual([
      'This edition names people whom the public edition calls by their job titles.',
    ]);
  });
});
