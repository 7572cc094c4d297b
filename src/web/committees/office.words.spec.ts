import { describe, expect, it } from '@jest/globals';
import { termWords } from './office.words.js';

const TODAY = '2020-01-27';
const words = (
  servesFrom: string | null,
  servesUntil: string | null,
  meetsOn: string | null = '2020-02-11',
) => termWords({ active: true, servesFrom, servesUntil }, TODAY, meetsOn);

describe('the words of a term of office', () => {
  it.each<[string | null, string | null, string]>([
    [null, null, 'No end is named'],
    ['2019-05-07', null, 'Since 7 May 2019, no end is named'],
    ['2020-01-28', null, 'Not yet in office: from 28 January 2020'],
    [null, '2020-01-26', 'Left office on 26 January 2020'],
    [null, '2020-01-27', 'Until 27 January 2020: term ends today, before the next meeting'],
    [null, '2020-01-28', 'Until 28 January 2020: term ends in 1 day, before the next meeting'],
    [null, '2020-02-11', 'Until 11 February 2020: term ends in 15 days'],
  ])('from %s until %s', (from, until, expected) => {
    expect(words(from, until)).toBe(expected);
  });

  it('speak of no meeting where none is ahead', () => {
    expect(words(null, '2020-01-28', null)).toBe('Until 28 January 2020: term ends in 1 day');
  });
});
