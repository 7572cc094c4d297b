import { describe, expect, it } from '@jest/globals';
import { dayLines, readDays } from './day-lines.js';

const closed = { on: '2020-12-24', name: 'Offices closed' };

describe('days as somebody types them', () => {
  it('are read as they are shown', () => {
    expect(readDays(dayLines([closed, { on: '2020-12-29', name: 'x' }]), 2020)).toEqual({
      days: [closed, { on: '2020-12-29', name: 'x' }],
    });
    expect(readDays('\n 2020-12-24   Offices closed \r\n\r\n', 2020)).toEqual({ days: [closed] });
    expect(readDays('24 december 2020  Offices closed', 2020)).toEqual({ days: [closed] });
    expect(readDays('', 2020)).toEqual({ days: [] });
  });

  it.each(['31 February 2020 x', '24 December 2020', '2020-02-30 x', '2020-12-24', 'x'])(
    'are refused with the line: %s',
    (line) => {
      expect(readDays(line, 2020)).toEqual({ wrong: expect.stringContaining(line) });
    },
  );

  it('are taken from what the government gives out, of one year', () => {
    const events = [
      { title: 'New Year’s Day', date: '2029-01-01', notes: '', bunting: true },
      { title: 'Christmas Day', date: '2028-12-25', notes: '', bunting: true },
    ];
    const text = JSON.stringify({ 'england-and-wales': { division: 'england-and-wales', events } });
    expect(readDays(text, 2029)).toEqual({ days: [{ on: '2029-01-01', name: 'New Year’s Day' }] });
    expect(readDays(text, 2031)).toEqual({ wrong: 'The government has not published 2031 in this' });
  });

  it.each(['{', '{}', '{"england-and-wales":{"events":[null]}}', '{"scotland":{"events":[]}}'])(
    'are not taken from anything else: %s',
    (text) => {
      expect(readDays(text, 2029)).toEqual({
        wrong: expect.stringContaining('not what the government gives out'),
      });
    },
  );
});
