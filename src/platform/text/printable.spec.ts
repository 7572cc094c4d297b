import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { projectFolder } from '../files/project-folder.js';
import { narrative } from './input.js';
import { fontFileOf, FONT_FILES, placeOf, unprintable } from './printable.js';

it.each([
  ['ਕੌਰ', 'gurmukhi'],
  ['குமார்', 'tamil'],
  ['علي، پٹھے', 'arabic'],
  ['כהן', 'hebrew'],
  ['উমা', 'bengali'],
  ['पटेल', 'devanagari'],
  ['伟語', 'sans-sc'],
  ['→', 'arrows'],
  ['✓☐⚠', 'signs'],
])('%s prints from a shipped font', (text, file) => {
  expect(unprintable(text)).toEqual([]);
  expect(fontFileOf(text.slice(0, 1))?.file).toContain(file);
});

it('names each character without a font once, in its order and with its place', () => {
  expect(unprintable('a 🙂 b 🎉 c 🙂 ✓')).toEqual(['🙂', '🎉']);
  expect(placeOf('🎉', 'One.\nTwo 🎉')).toBe('“🎉” (U+1F389), after “Two ”');
  expect(placeOf('🎉', '🎉')).toBe('“🎉” (U+1F389)');
});

it('every file of the list is shipped', () => {
  for (const { file } of FONT_FILES)
    if (!file.startsWith('source-sans-3-'))
      expect([file, existsSync(join(projectFolder(), 'fonts', `${file}.woff2`))]).toEqual([file, true]);
});

it('whatever is accepted has a font for each of its signs', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
      const { success, data } = narrative().safeParse(text);
      if (success) expect(unprintable(data)).toEqual([]);
    }),
  );
});
