import { describe, expect, it } from '@jest/globals';
import { counted } from './counted.js';

describe('a number and its noun', () => {
  it.each([
    [0, 'day', undefined, '0 days'],
    [1, 'day', undefined, '1 day'],
    [2, 'day', undefined, '2 days'],
    [1, 'delivery is', 'deliveries are', '1 delivery is'],
    [2, 'delivery is', 'deliveries are', '2 deliveries are'],
    [1200, 'person', 'people', '1,200 people'],
  ])('%i %s', (number, one, many, words) => {
    expect(counted(number, one, many)).toBe(words);
  });
});
