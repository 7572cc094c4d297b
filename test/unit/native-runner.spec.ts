import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';

interface Line {
  text: string;
}

it('tests run in Node itself: what Node throws is an Error like any other', () => {
  let thrown: unknown;
  try {
    readFileSync('/there/is/no/such/file');
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(Error);
});

it('a stack names the line of the TypeScript', () => {
  const lines = readFileSync(new URL(import.meta.url), 'utf8').split('\n');
  const number = /native-runner\.spec\.ts:(\d+):/.exec(new Error('made on this line').stack ?? '')?.[1];
  const line: Line = { text: lines[Number(number) - 1] ?? '' };
  expect(line.text).toContain('made on this line');
});
