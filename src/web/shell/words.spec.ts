import { describe, expect, it } from '@jest/globals';
import { dueFor, hintWithDay } from './words.js';

describe('until when somebody has to do what came to them', () => {
  it.each([
    ['from the start', null, '2020-01-23'],
    ['before its deadline', '2020-01-22T17:00:00Z', '2020-01-23'],
    ['on its deadline: until the next working day', '2020-01-23T09:00:00Z', '2020-01-24'],
    ['on a Friday after it', '2020-01-24T16:00:00Z', '2020-01-27'],
    ['on a Saturday after it', '2020-01-25T10:00:00Z', '2020-01-27'],
    ['in a year of which no holiday is known', '2099-01-05T10:00:00Z', '2020-01-23'],
  ])('%s', (_, cameAt, due) => {
    expect(dueFor('2020-01-23', cameAt)).toBe(due);
  });
});

describe('the hint of a date', () => {
  it.each([
    [['27', '1', '2020'], 'For example, 29 2 2020. 27 January 2020 is a Monday.'],
    [['29', '02', '2020'], 'For example, 29 2 2020. 29 February 2020 is a Saturday.'],
    [['31', '2', '2020'], 'For example, 29 2 2020'],
    [['', '1', '2020'], 'For example, 29 2 2020'],
    [['', '', ''], 'For example, 29 2 2020'],
    [['1', '1', '<b>'], 'For example, 29 2 2020'],
  ])('names the day of the week of what is there: %j', (typed, hint) => {
    expect(hintWithDay('For example, 29 2 2020', typed)).toBe(hint);
  });
});
