import { expect, it } from '@jest/globals';
import { Turns } from './heavy.rules.js';

const settled = () => new Promise((resolve) => setImmediate(resolve));

it('lets one after the other have their turn, in the order in which they came', async () => {
  const turns = new Turns();
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
  const turns = new Turns();
  await turns.take('a');
  expect(await turns.take('b')).toBeInstanceOf(Function);
});

it('lets five wait and refuses the rest, until a turn has ended', async () => {
  const turns = new Turns();
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
