import { describe, expect, it } from '@jest/globals';
import type { Hit } from '../../disclosure/index.js';
import { paragraphBlock, textsOf } from '../../snapshot/index.js';
import { reportSnapshot } from '../../snapshot/testing.js';
import { presentBlocks } from './publication.view.js';

const hitIn = (sentence: string, more: Partial<Hit> = {}): Hit => ({
  kind: 'name',
  label: 'Text',
  excerpt: 'A name',
  sentence,
  why: 'A name.',
  ...more,
});

describe('passages', () => {
  const sentence = 'In May a boy of nine was placed with Ada Example in Example Street.';
  const report = {
    ...reportSnapshot(),
    sections: [],
    overall: {
      rag: 'RED' as const,
      narrative: `It goes well.\n\n${sentence} He is safe.`,
      summary: null,
      asks: [],
    },
  };
  const [{ location } = { location: null }] = textsOf(report).filter(({ text }) => text.includes(sentence));

  it('are sentences: one in which two things are found is listed once, with both', () => {
    const label = location?.label ?? '';
    const { hits } = presentBlocks(
      report,
      [],
      [
        hitIn(sentence, { label }),
        hitIn(sentence, { label, kind: 'age', excerpt: 'of nine', why: 'An age.' }),
        hitIn('It goes well.', { label }),
      ],
      [],
    );
    expect(hits.map(({ excerpt, why }) => [excerpt, why])).toEqual([
      [sentence, 'A name. An age.'],
      ['A name', 'A name.'],
    ]);
  });

  it('lead to the paragraph in which they stand, where it can be left out by itself', () => {
    const { hits, blocks } = presentBlocks(
      report,
      [],
      [hitIn(sentence, { label: location?.label ?? '' }), hitIn('Nobody wrote this.')],
      [],
    );
    expect(hits.map(({ block }) => block)).toEqual([paragraphBlock(`${sentence} He is safe.`), null]);
    expect(blocks.map(({ block }) => block)).toContain(hits[0]?.block);
  });
});

describe('passages beyond those that are listed', () => {
  it.each([
    [1, 'There is 1 further passage, which is not listed: read the whole text.'],
    [2, 'There are 2 further passages, which are not listed: read the whole text.'],
  ])('%i', (left, words) => {
    const found = Array.from({ length: 1000 + left }, (_, number) => hitIn(`Sentence ${number}.`));
    const { hits } = presentBlocks({ ...reportSnapshot(), sections: [] }, [], found, []);
    expect(hits).toHaveLength(1000);
    expect(hits.at(-1)?.why).toBe(`A name. ${words}`);
  });
});
