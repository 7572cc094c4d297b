import { expect, it } from '@jest/globals';
import { longestWordIn } from './pdf-scale.js';

it('names the longest word of what is read, and none where all are short', () => {
  const address = `https://intranet.example.org/${'performance_'.repeat(9)}`;
  const html = `<style>.${'a'.repeat(200)}{}</style><p id="${'b'.repeat(200)}">See ${address} &amp; more</p>`;
  expect(longestWordIn(html)).toBe(
    `The longest word is “${address.slice(0, 60)}…”, of ${address.length} letters.`,
  );
  expect(longestWordIn('<p>All words are short here.</p>')).toBe('');
});
