import { describe, expect, it } from '@jest/globals';
import { BUNDLED_CALENDAR, isWorkingDay, londonDate } from '../../platform/index.js';
import { isMadeUpFor, latestWindow, windowsBetween } from './schedule.rules.js';

const calendar = BUNDLED_CALENDAR;
const year = (workingDay: number, hour: number, of = 2020): string[] =>
  windowsBetween(
    { workingDay, hour },
    new Date(`${of}-01-01T00:00:00Z`),
    new Date(`${of + 1}-01-01T00:00:00Z`),
    calendar,
  ).map((at) => at.toISOString());
const at = (instant: string): Date => new Date(instant);

describe('the times of a schedule', () => {
  it('are the last working day of each month at 09:00 in London, over both changes of the clock', () => {
    expect(year(-1, 9)).toEqual([
      '2020-01-31T09:00:00.000Z',
      '2020-02-28T09:00:00.000Z',
      '2020-03-31T08:00:00.000Z',
      '2020-04-30T08:00:00.000Z',
      '2020-05-29T08:00:00.000Z',
      '2020-06-30T08:00:00.000Z',
      '2020-07-31T08:00:00.000Z',
      '2020-08-28T08:00:00.000Z',
      '2020-09-30T08:00:00.000Z',
      '2020-10-30T09:00:00.000Z',
      '2020-11-30T09:00:00.000Z',
      '2020-12-31T09:00:00.000Z',
    ]);
  });

  it('leave bank holidays out: the first working day of January, and the last of April with Easter before it', () => {
    expect(year(1, 0)[0]).toBe('2020-01-02T00:00:00.000Z');
    expect(year(-1, 9, 2019)[3]).toBe('2019-04-30T08:00:00.000Z');
    expect(year(8, 9)[3]).toBe('2020-04-14T08:00:00.000Z');
  });

  it('are one in each month and on a working day, whatever the day and the hour', () => {
    for (const workingDay of [-10, -3, -1, 1, 2, 15])
      for (const hour of [0, 1, 2, 23]) {
        const found = year(workingDay, hour, 2026).map((instant) => londonDate(at(instant)));
        expect(found).toHaveLength(12);
        expect(new Set(found.map((day) => day.slice(0, 7))).size).toBe(12);
        expect(found.every((day) => isWorkingDay(day, calendar))).toBe(true);
      }
  });

  it('end where the bank holidays are not known', () => {
    expect(year(-1, 9, 2090)).toEqual([]);
  });
});

describe('what is to be done now', () => {
  const rule = { workingDay: -1, hour: 9 };
  const latest = (now: string, since = '2019-12-01T00:00:00Z'): string | null =>
    latestWindow(rule, { since: at(since), now: at(now) }, calendar)?.toISOString() ?? null;

  it.each([
    ['just before its time: the month before', '2020-03-31T07:59:59Z', '2020-02-28T09:00:00.000Z'],
    ['at its time', '2020-03-31T08:00:00Z', '2020-03-31T08:00:00.000Z'],
    [
      'after three months without a worker: the newest alone',
      '2020-06-15T10:00:00Z',
      '2020-05-29T08:00:00.000Z',
    ],
    ['with a clock that is an hour slow: nothing new', '2020-03-31T07:00:00Z', '2020-02-28T09:00:00.000Z'],
  ])('%s', (_, now, window) => {
    expect(latest(now)).toBe(window);
  });

  it('is nothing from before it was made', () => {
    expect(latest('2020-03-01T10:00:00Z', '2020-03-01T09:00:00Z')).toBeNull();
  });

  it('is made up for from an hour later on', () => {
    expect(isMadeUpFor(at('2020-03-31T08:00:00Z'), at('2020-03-31T09:00:00Z'))).toBe(false);
    expect(isMadeUpFor(at('2020-03-31T08:00:00Z'), at('2020-03-31T09:00:01Z'))).toBe(true);
  });
});
