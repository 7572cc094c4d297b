import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { CouncilHarness } from '../../support/council-harness.js';
import { Figures } from '../performance/figures.js';

interface Described {
  paths: Record<string, { get?: { parameters?: { name: string }[] } }>;
}

let council: CouncilHarness;
let ids: Record<string, string>;
beforeAll(async () => {
  council = await CouncilHarness.open({}, ['theme', 'measures']);
  const figures = new Figures(council);
  const measures = await figures.measure(await figures.group());
  await council.openPeriod(0);
  ids = {
    programmes: council.programmeId,
    measures,
    users: council.people.owner.id,
    committees: council.programmeId,
  };
});
afterAll(() => council.close());

const description = JSON.parse(readFileSync('openapi.json', 'utf8')) as Described;
const lists = Object.entries(description.paths)
  .filter(([, { get }]) => get?.parameters?.some(({ name }) => name === 'cursor'))
  .map(([path]) => path);

/** What no list has given out, as every list might read it: times, dates, numbers, ids and words that are none. */
const VALUES = [
  '2020-01-01 Foo/Bar',
  '2020-01-01T00:00:00+99:99',
  '99999999-01-01',
  'infinity',
  '1e400',
  '-1',
  '99999999999999999999',
  'not an id',
  '\\',
  '%',
  '{}',
];

it('there are lists to try', () => {
  expect(lists.length).toBeGreaterThan(25);
});

it.each(lists)('a forged cursor is never a fault of ours: %s', async (path) => {
  const url = path
    .replace('{number}', '1')
    .replace(/([\w-]+)\/\{\w+\}/g, (_, kind: string) => `${kind}/${ids[kind] ?? council.programmeId}`);
  const people = ['admin', 'reviewer', 'clerk', 'auditor'] as const;
  for (const length of [1, 2, 3])
    for (const value of VALUES) {
      const cursor = Buffer.from(JSON.stringify(Array<string>(length).fill(value))).toString('base64url');
      for (const name of people) {
        const { status } = await council.as(name).fetch('GET', `${url}?cursor=${cursor}`);
        expect([url, name, value, length, status < 500]).toEqual([url, name, value, length, true]);
      }
    }
});
