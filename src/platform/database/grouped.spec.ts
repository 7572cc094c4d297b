import { describe, expect, it } from '@jest/globals';
import { Grouped } from './grouped.js';

/** Answers with ten times each number, when it is let go. */
function counter() {
  const groups: (readonly number[])[] = [];
  let release: (() => void)[] = [];
  const grouped = new Grouped<number, number>(async (items) => {
    groups.push(items);
    await new Promise<void>((resolve) => release.push(resolve));
    if (items.includes(13)) throw new Error('unlucky');
    return items.map((item) => item * 10);
  }, 3);
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  return {
    grouped,
    groups,
    go: async () => {
      await turn();
      for (const one of release.splice(0)) one();
      release = [];
      await turn();
    },
  };
}

describe('what is asked for at the same time', () => {
  it('is done together, and the next group holds whatever came meanwhile, up to its size', async () => {
    const { grouped, groups, go } = counter();
    const first = [1, 2].map((n) => grouped.ask(n));
    await go();
    expect(await Promise.all(first)).toEqual([10, 20]);
    const second = [3].map((n) => grouped.ask(n));
    await new Promise((resolve) => setImmediate(resolve));
    second.push(...[4, 5, 6, 7].map((n) => grouped.ask(n)));
    for (let n = 0; n < 4; n++) await go();
    expect(await Promise.all(second)).toEqual([30, 40, 50, 60, 70]);
    expect(groups).toEqual([[1, 2], [3], [4, 5, 6], [7]]);
  });

  it('is done one by one when a group fails, so that one that cannot be done keeps no other', async () => {
    const { grouped, go } = counter();
    const asked = [1, 13, 2].map((n) => grouped.ask(n).catch((error: unknown) => String(error)));
    for (let n = 0; n < 4; n++) await go();
    expect(await Promise.all(asked)).toEqual([10, 'Error: unlucky', 20]);
  });
});
