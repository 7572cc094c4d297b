import { expect, it } from '@jest/globals';
import { sameSince } from './same-since.rules.js';

const known = (...texts: string[]) =>
  texts.map((text, index) => ({
    label: ['December 2019', 'November 2019', 'October 2019'][index] ?? '',
    texts: [{ label: 'Overview', text }],
  }));
const now = (text?: string) => ({ label: 'Overview', text });

it.each([
  ['As it is.', ['As it is.', 'As it was.'], 'The same words as in December 2019.'],
  ['As it is.', ['As it is.', 'As it is.', 'As it is.'], 'The same words since October 2019, in 3 reports.'],
  ['As it is.', ['As it is.', 'Else.', 'As it is.'], 'The same words as in December 2019.'],
  ['As it is.', ['As it was.', 'As it is.'], null],
  ['As it is.', [], null],
  ['', ['', ''], null],
  [undefined, ['As it was.'], null],
])('%p after %j: %p', (text, before, said) => {
  expect(sameSince(now(text), known(...before))).toBe(said);
});

it('knows a text by its label', () => {
  expect(sameSince({ label: 'Another', text: 'As it is.' }, known('As it is.'))).toBeNull();
});
