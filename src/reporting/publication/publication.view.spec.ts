import { describe, expect, it } from '@jest/globals';
import type { Hit } from '../../disclosure/index.js';
import { reportSnapshot } from '../../snapshot/testing.js';
import { presentBlocks } from './publication.view.js';

describe('passages beyond those that are listed', () => {
  it.each([
    [1, 'There is 1 further passage, which is not listed: read the whole text.'],
    [2, 'There are 2 further passages, which are not listed: read the whole text.'],
  ])('%i', (left, words) => {
    const hit = { kind: 'name', label: 'Text', excerpt: 'A name', why: 'A name.' } as unknown as Hit;
    const { hits } = presentBlocks({ ...reportSnapshot(), sections: [] }, [], Array<Hit>(1000 + left).fill(hit));
    expect(hits).toHaveLength(1000);
    expect(hits.at(-1)?.why).toBe(`A name. ${words}`);
  });
});
