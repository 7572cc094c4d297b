import { expect, it } from '@jest/globals';
import { restAfter, Turns } from './heavy.rules.js';

const settled = () => new Promise((resolve) => setImmediate(resolve));

it('lets one after the other have their turn, in the order in which they came', async () => {
  const turns = new Turns(5);
  const had: string[] = [];
  const first = await turns.take('a');
  for (const name of ['second', 'third'])
    void turns.take('a').then((end) => {
      had.push(name);
      end?.();
    });
  await settled();
  expect(had).toEqual([]);
  first?.();
  await settled();
  expect(had).toEqual(['second', 'third']);
});

it('makes nobody wait for the turn of another key', async () => {
  const turns = new Turns(5);
  await turns.take('a');
  expect(await turns.take('b')).toBeInstanceOf(Function);
});

it('lets five wait and refuses the rest, until a turn has ended', async () => {
  const turns = new Turns(5);
  const first = await turns.take('a');
  const waiting = Array.from({ length: 5 }, () => turns.take('a'));
  expect(await turns.take('a')).toBeNull();
  first?.();
  first?.();
  (await waiting[0])?.();
  const again = turns.take('a');
  for (const one of waiting) (await one)?.();
  expect(await again).toBeInstanceOf(Function);
});

it('rests as long as a turn took, and never longer than two seconds', () => {
  expect(restAfter(40, 1)).toBe(40);
  expect(restAfter(30_000, 1)).toBe(2000);
  expect(restAfter(40, 1000)).toBeLessThan(1);
});
