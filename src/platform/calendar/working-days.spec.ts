import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { BANK_HOLIDAYS, BANK_HOLIDAYS_FROM, BANK_HOLIDAYS_TO } from './bank-holidays.js';
import {
  addWorkingDays,
  BUNDLED_CALENDAR,
  calendarWith,
  clearDays,
  daysBetween,
  isWorkingDay,
  latestPublication,
  OutsideCalendar,
  whyNotWorking,
  workingDaysBetween,
  type WorkingCalendar,
} from './working-days.js';

const DAYS_KNOWN = DateTime.fromISO(BANK_HOLIDAYS_TO).diff(DateTime.fromISO(BANK_HOLIDAYS_FROM), 'days').days;
const plus = (date: string, days: number): string => {
  const later = DateTime.fromISO(date, { zone: 'utc' }).plus({ days }).toISODate();
  if (later === null) throw new Error(`no date: ${date}`);
  return later;
};
/** Far enough from both ends that no count of the properties leaves the calendar. */
const aDate = fc.integer({ min: 200, max: DAYS_KNOWN - 200 }).map((days) => plus(BANK_HOLIDAYS_FROM, days));
const aCount = fc.integer({ min: -60, max: 60 });
/** The bundled calendar with these closures. */
const closedOn = (days: readonly string[]): WorkingCalendar =>
  calendarWith(
    [],
    days.map((on) => ({ on, name: 'Closed' })),
  );
const closures = fc.array(aDate, { maxLength: 10 }).map(closedOn);
/** Closures where they matter: within some weeks of the date. */
const aDateAndClosures = aDate.chain((date) =>
  fc.tuple(
    fc.constant(date),
    fc
      .array(
        fc.integer({ min: -40, max: 40 }).map((days) => plus(date, days)),
        { maxLength: 12 },
      )
      .map(closedOn),
  ),
);

describe('bank holidays', () => {
  it('are eight in each year, but for those that had one or two more', () => {
    const years = new Map<string, number>();
    for (const date of BANK_HOLIDAYS.keys())
      years.set(date.slice(0, 4), (years.get(date.slice(0, 4)) ?? 0) + 1);
    expect([...years.keys()]).toEqual(Array.from({ length: 17 }, (_, i) => String(2012 + i)));
    expect([...years].filter(([, count]) => count !== 8)).toEqual([
      ['2012', 9],
      ['2022', 10],
      ['2023', 9],
    ]);
  });

  it('are kept on weekdays, and stand in order', () => {
    const dates = [...BANK_HOLIDAYS.keys()];
    expect(dates.filter((date) => DateTime.fromISO(date).weekday > 5)).toEqual([]);
    expect(dates).toEqual([...dates].sort());
  });

  it.each([
    ['2012-06-04', 'the spring bank holiday, moved for the Diamond Jubilee'],
    ['2012-06-05', 'the Diamond Jubilee'],
    ['2020-05-08', 'early May, moved to the anniversary of VE Day'],
    ['2022-06-02', 'the spring bank holiday, moved for the Platinum Jubilee'],
    ['2022-06-03', 'the Platinum Jubilee'],
    ['2022-09-19', 'the State Funeral'],
    ['2023-05-08', 'the Coronation'],
    ['2021-12-28', 'a substitute day for Boxing Day'],
  ])('include %s: %s', (date) => {
    expect(isWorkingDay(date)).toBe(false);
  });

  it.each(['2012-05-28', '2020-05-04', '2022-05-30'])('were moved away from %s', (date) => {
    expect(isWorkingDay(date)).toBe(true);
  });
});

describe('the last day to publish with five clear days', () => {
  it.each([
    ['2019-04-23', '2019-04-11'],
    ['2019-04-25', '2019-04-15'],
    ['2019-04-30', '2019-04-18'],
    ['2019-05-02', '2019-04-24'],
    ['2020-01-06', '2019-12-24'],
    ['2020-02-11', '2020-02-03'],
    ['2020-03-16', '2020-03-06'],
    ['2020-04-15', '2020-04-03'],
    ['2020-05-12', '2020-05-01'],
  ])('before a meeting on %s is %s', (meeting, published) => {
    expect(latestPublication(meeting, 5)).toBe(published);
    expect(clearDays(published, meeting)).toHaveLength(5);
  });

  it('lists the days that count, over Easter', () => {
    expect(clearDays('2019-04-15', '2019-04-25')).toEqual([
      '2019-04-16',
      '2019-04-17',
      '2019-04-18',
      '2019-04-23',
      '2019-04-24',
    ]);
  });

  it('comes earlier for a day on which the council is closed', () => {
    expect(latestPublication('2020-01-06', 5, closedOn(['2019-12-27', '2019-12-30']))).toBe('2019-12-20');
  });

  it('has exactly the days that are asked for; a working day later has one less', () => {
    fc.assert(
      fc.property(aDateAndClosures, fc.nat({ max: 30 }), ([meeting, closed], count) => {
        const published = latestPublication(meeting, count, closed);
        expect(isWorkingDay(published, closed)).toBe(true);
        expect(clearDays(published, meeting, closed)).toHaveLength(count);
        const late = addWorkingDays(published, 1, closed);
        expect(clearDays(late, meeting, closed)).toHaveLength(Math.max(0, count - 1));
      }),
    );
  });
});

describe('clear days', () => {
  it('are working days between the two, and neither of the two', () => {
    fc.assert(
      fc.property(aDateAndClosures, fc.integer({ min: -5, max: 40 }), ([from, closed], distance) => {
        const to = plus(from, distance);
        for (const day of clearDays(from, to, closed)) {
          expect(isWorkingDay(day, closed)).toBe(true);
          expect(day > from && day < to).toBe(true);
        }
      }),
    );
  });

  it('are none on the day itself, the day after, and before', () => {
    expect(clearDays('2024-03-04', '2024-03-04')).toEqual([]);
    expect(clearDays('2024-03-04', '2024-03-05')).toEqual([]);
    expect(clearDays('2024-03-08', '2024-03-04')).toEqual([]);
  });
});

describe('working days', () => {
  it('added, are as many as are counted between', () => {
    fc.assert(
      fc.property(aDateAndClosures, aCount, ([date, closed], count) => {
        const other = addWorkingDays(date, count, closed);
        expect(workingDaysBetween(date, other, closed)).toBe(count);
        if (count !== 0) expect(isWorkingDay(other, closed)).toBe(true);
      }),
    );
  });

  it('added one after the other, are as those added at once', () => {
    fc.assert(
      fc.property(aDate, fc.nat({ max: 30 }), fc.nat({ max: 30 }), closures, (date, a, b, closed) => {
        expect(addWorkingDays(addWorkingDays(date, a, closed), b, closed)).toBe(
          addWorkingDays(date, a + b, closed),
        );
      }),
    );
  });

  it('are never weekends, bank holidays or closures', () => {
    fc.assert(
      fc.property(aDateAndClosures, ([date, closed]) => {
        const weekend = DateTime.fromISO(date).weekday > 5;
        expect(isWorkingDay(date, closed)).toBe(
          !weekend && !BANK_HOLIDAYS.has(date) && !closed.closures.has(date),
        );
      }),
    );
  });

  it('from a Friday: the first is the Monday, the one before is the Thursday', () => {
    expect(addWorkingDays('2024-03-08', 1)).toBe('2024-03-11');
    expect(addWorkingDays('2024-03-08', -1)).toBe('2024-03-07');
    expect(addWorkingDays('2024-03-09', 1)).toBe('2024-03-11');
    expect(addWorkingDays('2024-03-09', 0)).toBe('2024-03-09');
  });
});

describe('a date beyond the data', () => {
  it.each([
    ['asked for', () => isWorkingDay('2029-01-01')],
    ['before the first year', () => isWorkingDay('2011-12-30')],
    ['reached by adding', () => addWorkingDays('2028-12-29', 1)],
    ['reached by counting back', () => latestPublication('2012-01-04', 5)],
    ['at the end of a span', () => workingDaysBetween('2028-12-01', '2029-01-05')],
    ['as a meeting', () => clearDays('2028-12-20', '2029-01-05')],
  ])('is an error: %s', (_, ask) => {
    expect(ask).toThrow(OutsideCalendar);
    expect(ask).toThrow('from 2012-01-01 to 2028-12-31');
  });

  it.each(['2024-02-30', '2024-3-1', '8 March 2024', '', '2024-03-08T00:00'])(
    'so is what is no date: “%s”',
    (date) => {
      expect(() => isWorkingDay(date)).toThrow('is no date');
    },
  );

  it('so is a part of a day', () => {
    expect(() => addWorkingDays('2024-03-08', 1.5)).toThrow(RangeError);
    expect(() => latestPublication('2024-03-08', -1)).toThrow(RangeError);
  });
});

describe('a calendar that somebody has changed', () => {
  const year = (of: number, ...days: [string, string][]) => ({
    year: of,
    days: days.map(([on, name]) => ({ on, name })),
  });

  it('takes a year that was entered in the place of the bundled one', () => {
    const moved = calendarWith([year(2020, ['2020-05-04', 'Early May bank holiday'])], []);
    expect(isWorkingDay('2020-05-04', moved)).toBe(false);
    expect(isWorkingDay('2020-05-08', moved)).toBe(true);
    expect(isWorkingDay('2020-12-25', moved)).toBe(true);
    expect(isWorkingDay('2021-12-27', moved)).toBe(false);
  });

  it('knows more years, as far as they join on', () => {
    const longer = calendarWith([year(2029, ['2029-01-01', 'New Year’s Day']), year(2031)], []);
    expect(longer.to).toBe('2029-12-31');
    expect(isWorkingDay('2029-01-01', longer)).toBe(false);
    expect(() => isWorkingDay('2030-01-02', longer)).toThrow('from 2012-01-01 to 2029-12-31');
  });

  it('says why a day does not count', () => {
    const calendar = closedOn(['2020-01-02']);
    expect(whyNotWorking('2020-01-01', calendar)).toBe('New Year’s Day');
    expect(whyNotWorking('2020-01-02', calendar)).toBe('Closed');
    expect(whyNotWorking('2020-01-03', calendar)).toBeNull();
    expect(whyNotWorking('2020-01-04', calendar)).toBe('Saturday');
  });

  it('leaves the bundled one as it is', () => {
    calendarWith([year(2020)], [{ on: '2020-01-02', name: 'Closed' }]);
    expect(isWorkingDay('2020-05-08')).toBe(false);
    expect(BUNDLED_CALENDAR.closures.size).toBe(0);
  });

  it('lists the days between two', () => {
    expect(daysBetween('2020-02-27', '2020-03-02')).toEqual(['2020-02-28', '2020-02-29', '2020-03-01']);
    expect(daysBetween('2020-03-02', '2020-03-02')).toEqual([]);
  });
});
