import { describe, expect, it } from '@jest/globals';
import { tokenWords } from './token.words.js';

describe('what is told of a new token', () => {
  it.each([
    [1, 'It works for 1 day at most.'],
    [2, 'It works for 2 days at most.'],
  ])('of %i', (days, words) => {
    expect(tokenWords('Dashboard', [], days)).toBe(
      `A token for programs was made in your name: “Dashboard”. A program that has it can read what you can read, and change nothing. ${words}`,
    );
  });
});
