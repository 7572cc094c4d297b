import { expect, it } from '@jest/globals';
import { sameSince } from './same-since.rules.js';

const known = (...texts: string[]) =>
  texts.map((text, index) => ({
    label: ['December 2019', 'November 2019', 'October 2019'][index] ?? '',
    texts: [{ label: 'Overview', text }],
  }));
const now = (text?: string) => ({ label: 'Overview', text });

it.each([
  ['As it is.', ['As it is.', 'As it was.'], ['The same words as in December 2019.']],
  [
    'As it is.',
    ['As it is.', 'As it is.', 'As it is.'],
    ['The same words since October 2019, in 3 reports.'],
  ],
  ['As it is.', ['As it is.', 'Else.', 'As it is.'], ['The same words as in December 2019.']],
  ['As it is.', ['As it was.', 'As it is.'], []],
  ['As it is.', [], []],
  ['', ['', ''], []],
  [undefined, ['As it was.'], []],
])('%p after %j: %p', (text, before, said) => {
  expect(sameSince(now(text), known(...before))).toEqual(said);
});

it('knows a text by its label', () => {
  expect(sameSince({ label: 'Another', text: 'As it is.' }, known('As it is.'))).toEqual([]);
});

it('tells the age of each paragraph where they differ, wherever it stood and however its lines broke', () => {
  const old = 'The board meets each month, and looks at what was promised to members.';
  expect(
    sameSince(
      now(`Something new.\n\n${old}\n\nTen are trained.`),
      known(
        `Ten are trained.\n\n${old.replace('and looks', 'and\nlooks')}`,
        `${old}\n\nNine are trained.`,
        old,
      ),
    ),
  ).toEqual([
    '“The board meets each month, and looks at what was …”: the same words since October 2019, in 3 reports.',
    '“Ten are trained.”: the same words as in December 2019.',
  ]);
});
