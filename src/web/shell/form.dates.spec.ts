import { describe, expect, it } from '@jest/globals';
import { readInstant, showInstant } from './form.dates.js';

const read = (day: string, time: string) => {
  const [d = '', month = '', year = ''] = day.split(' ');
  const sent: Record<string, string> = { 'at-day': d, 'at-month': month, 'at-year': year, 'at-time': time };
  return readInstant('at', (name) => sent[name] ?? '');
};

describe('a day and a time in London', () => {
  it.each([
    ['in winter', '11 2 2020', '10:00', '2020-02-11T10:00:00Z'],
    ['in summer', '14 4 2020', '9.30', '2020-04-14T08:30:00Z'],
    ['at midnight', '1 7 2020', '0:00', '2020-06-30T23:00:00Z'],
    ['in the first of two hours alike', '25 10 2020', '01:30', '2020-10-25T00:30:00Z'],
  ])('%s become an instant and back', (_when, day, time, value) => {
    expect(read(day, time)).toEqual({ value, isEmpty: false });
    expect(showInstant('at', value)['at-day']).toBe(day.split(' ')[0]);
  });

  it.each([
    ['an hour that clocks skip', '29 3 2020', '01:30', 'at-time', /clocks go forward/],
    ['a day that is not there', '31 2 2020', '10:00', 'at-day', /day that exists/],
    ['no day', '', '10:00', 'at-day', /day that exists/],
    ['no time', '11 2 2020', '', 'at-time', /such as 10:00/],
    ['a time that is none', '11 2 2020', '25:00', 'at-time', /such as 10:00/],
  ])('is refused with %s', (_what, day, time, element, message) => {
    expect(read(day, time).wrong).toEqual({ element, message: expect.stringMatching(message) });
  });

  it('is nothing where nothing was typed', () => {
    expect(read('', '')).toEqual({ isEmpty: true });
    expect(showInstant('at', null)).toEqual({ 'at-day': '', 'at-month': '', 'at-year': '', 'at-time': '' });
  });
});
