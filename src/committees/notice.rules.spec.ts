import { describe, expect, it } from '@jest/globals';
import { BUNDLED_CALENDAR, calendarWith, isWorkingDay, type HolidayYear } from '../platform/index.js';
import {
  callInWindow,
  clearDaysCertificate,
  meetingClock,
  NOTICE_RULES,
  noticeDates,
  papersRule,
  retentionDates,
} from './notice.rules.js';

const ONE_DAY = 86_400_000;
const iso = (at: number): string => new Date(at).toISOString().slice(0, 10);
const utc = (year: number, month: number, day: number): number => Date.UTC(year, month - 1, day);

/**
 * The bank holidays of a year by the Banking and Financial Dealings Act 1971, without our data: Easter by the anonymous Gregorian rule,
 * Mondays by counting, substitutes by moving on, and what was proclaimed besides.
 */
function lawfulHolidays(year: number): Set<string> {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const n = Math.floor((h + l - 7 * m + 90) / 25);
  const easter = utc(year, n, (h + l - 7 * m + 33 * n + 19) % 32);
  const mondayFrom = (at: number): number => {
    let day = at;
    while (new Date(day).getUTCDay() !== 1) day += ONE_DAY;
    return day;
  };
  const days = new Set<number>([
    easter - 2 * ONE_DAY,
    easter + ONE_DAY,
    year === 2020 ? utc(2020, 5, 8) : mondayFrom(utc(year, 5, 1)),
    year === 2022 ? utc(2022, 6, 2) : mondayFrom(utc(year, 5, 25)),
    mondayFrom(utc(year, 8, 25)),
  ]);
  for (const fixed of [utc(year, 1, 1), utc(year, 12, 25), utc(year, 12, 26)]) {
    let day = fixed;
    while ([0, 6].includes(new Date(day).getUTCDay()) || days.has(day)) day += ONE_DAY;
    days.add(day);
  }
  const proclaimed: [number, number, number][] = [
    [2022, 6, 3],
    [2022, 9, 19],
    [2023, 5, 8],
  ];
  for (const [of, month, day] of proclaimed) if (of === year) days.add(utc(of, month, day));
  return new Set([...days].map(iso));
}

const years = Array.from({ length: 14 }, (_, index) => 2017 + index);
const holidays = new Set(years.flatMap((year) => [...lawfulHolidays(year)]));
const everyDay = Array.from({ length: (utc(2031, 1, 1) - utc(2018, 1, 1)) / ONE_DAY }, (_, index) =>
  iso(utc(2018, 1, 1) + index * ONE_DAY),
);
/** 2029 and 2030 as an administrator would enter them. */
const entered: HolidayYear[] = [2029, 2030].map((year) => ({
  year,
  days: [...lawfulHolidays(year)].sort().map((on) => ({ on, name: 'Bank holiday' })),
}));
const calendar = calendarWith(entered, []);
const five = { days: 5, source: 'a test' };

describe('the calendar of 2018 to 2030, against the Act', () => {
  it('has the same working days on each of the 4,748 dates', () => {
    expect(everyDay).toHaveLength(4748);
    const wrong = everyDay.filter((on) => {
      const weekday = new Date(`${on}T00:00:00Z`).getUTCDay();
      return isWorkingDay(on, calendar) !== (weekday % 6 !== 0 && !holidays.has(on));
    });
    expect(wrong).toEqual([]);
  });

  it('gives the same latest publication and the same clear days for a meeting on each of them', () => {
    const working: string[] = [];
    for (let at = utc(2017, 1, 1); at < utc(2031, 1, 1); at += ONE_DAY)
      if (new Date(at).getUTCDay() % 6 !== 0 && !holidays.has(iso(at))) working.push(iso(at));
    let before = 0;
    const wrong: string[] = [];
    for (const meetsOn of everyDay) {
      while ((working[before] ?? '9999') < meetsOn) before += 1;
      const made = clearDaysCertificate({ meetsOn, publishedOn: null }, five, calendar);
      const counted = made.days.filter((day) => day.counted).map(({ on }) => on);
      if (made.latest !== working[before - 6] || counted.join() !== working.slice(before - 5, before).join())
        wrong.push(meetsOn);
    }
    expect(wrong).toEqual([]);
  });
});

describe('a clear-days certificate', () => {
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
  ])('for a meeting on %s has papers published by %s', (meetsOn, latest) => {
    const made = clearDaysCertificate({ meetsOn, publishedOn: null }, five, calendar);
    expect(made).toMatchObject({ latest, publishedOn: latest, counted: 5, inTime: true });
  });

  it('lists each day with the reason why it is left out', () => {
    const { days, overlooking } = clearDaysCertificate(
      { meetsOn: '2020-05-12', publishedOn: null },
      five,
      calendar,
    );
    expect(days.map(({ on, reason }) => `${on} ${reason ?? 'counts'}`)).toEqual([
      '2020-05-01 Day of publication',
      '2020-05-02 Saturday',
      '2020-05-03 Sunday',
      '2020-05-04 counts',
      '2020-05-05 counts',
      '2020-05-06 counts',
      '2020-05-07 counts',
      '2020-05-08 Early May bank holiday (VE day)',
      '2020-05-09 Saturday',
      '2020-05-10 Sunday',
      '2020-05-11 counts',
      '2020-05-12 Day of the meeting',
    ]);
    // Whoever overlooks the bank holiday publishes a working day late.
    expect(overlooking).toBe('2020-05-04');
  });

  it('says so when there is nothing to overlook', () => {
    expect(
      clearDaysCertificate({ meetsOn: '2020-02-11', publishedOn: null }, five, calendar).overlooking,
    ).toBeNull();
  });

  it('counts what there was when the papers came too late', () => {
    expect(
      clearDaysCertificate({ meetsOn: '2020-05-12', publishedOn: '2020-05-04' }, five, calendar),
    ).toMatchObject({ latest: '2020-05-01', counted: 4, inTime: false });
  });

  it.each([
    ['a Saturday', '2026-12-07', '2026-11-28', '2026-11-30'],
    ['a Sunday', '2026-12-07', '2026-11-29', '2026-11-30'],
    ['Good Friday', '2019-04-30', '2019-04-19', '2019-04-23'],
    ['a bank holiday', '2020-05-18', '2020-05-08', '2020-05-11'],
  ])(
    'of papers of %s begins when they can be inspected, a working day later',
    (_, meetsOn, publishedOn, open) => {
      const made = clearDaysCertificate({ meetsOn, publishedOn }, five, calendar);
      expect(made).toMatchObject({ publishedOn, counted: 4, inTime: false });
      expect(made.days).toContainEqual({
        on: open,
        counted: false,
        reason: 'First working day on which they can be inspected',
      });
    },
  );

  it('is in time on the last day or before it, and on no other', () => {
    for (const meetsOn of everyDay.filter((_, n) => n % 7 < 2)) {
      const { latest } = clearDaysCertificate({ meetsOn, publishedOn: null }, five, calendar);
      for (let ago = 1; ago <= 14; ago += 1) {
        const publishedOn = iso(new Date(`${meetsOn}T00:00:00Z`).getTime() - ago * ONE_DAY);
        if (publishedOn < '2018-01-01') continue;
        const { inTime } = clearDaysCertificate({ meetsOn, publishedOn }, five, calendar);
        if (inTime !== publishedOn <= latest) throw new Error(`${publishedOn} for ${meetsOn}`);
      }
    }
  });

  it.each(['2020-05-12', '2020-05-14'])('counts nothing for papers of %s', (publishedOn) => {
    expect(clearDaysCertificate({ meetsOn: '2020-05-12', publishedOn }, five, calendar)).toMatchObject({
      days: [],
      counted: 0,
      inTime: false,
    });
  });

  it('names the reason of a closure', () => {
    const closed = calendarWith([], [{ on: '2019-12-27', name: 'Offices closed' }]);
    const made = clearDaysCertificate({ meetsOn: '2020-01-06', publishedOn: null }, five, closed);
    expect(made.latest).toBe('2019-12-23');
    expect(made.days).toContainEqual({ on: '2019-12-27', counted: false, reason: 'Offices closed' });
  });

  it('counts days and not hours, over both changes of the clock', () => {
    const latest = (meetsOn: string) =>
      clearDaysCertificate({ meetsOn, publishedOn: null }, five, calendar).latest;
    expect(latest('2020-03-31')).toBe('2020-03-23');
    expect(latest('2020-10-27')).toBe('2020-10-19');
  });

  it('counts 29 February', () => {
    const { days } = clearDaysCertificate({ meetsOn: '2024-03-05', publishedOn: null }, five, calendar);
    expect(days).toContainEqual({ on: '2024-02-29', counted: true, reason: null });
  });
});

describe('the rules', () => {
  it('ask five clear days of cabinet, scrutiny and other statutory committees, with their source', () => {
    for (const kind of ['cabinet', 'scrutiny', 'statutory'] as const)
      expect(papersRule({ kind, noticeDays: null }, '2020-02-11')?.days).toBe(5);
    expect(papersRule({ kind: 'scrutiny', noticeDays: null }, '2020-02-11')?.source).toMatch(/SI 2002\/715/);
    expect(papersRule({ kind: 'cabinet', noticeDays: null }, '2020-02-11')?.source).toMatch(/SI 2012\/2089/);
  });

  it('asked three of them before 1 October 2002', () => {
    expect(papersRule({ kind: 'statutory', noticeDays: null }, '2002-09-30')?.days).toBe(3);
    expect(papersRule({ kind: 'statutory', noticeDays: null }, '2002-10-01')?.days).toBe(5);
  });

  it('ask nothing of boards and internal meetings, which have a rule of their own or none', () => {
    expect(papersRule({ kind: 'board', noticeDays: null }, '2020-02-11')).toBeNull();
    expect(papersRule({ kind: 'internal', noticeDays: 2 }, '2020-02-11')).toMatchObject({ days: 2 });
  });

  it('let a committee ask for more than the law, and never for less', () => {
    expect(papersRule({ kind: 'scrutiny', noticeDays: 7 }, '2020-02-11')?.days).toBe(7);
    expect(papersRule({ kind: 'scrutiny', noticeDays: 3 }, '2020-02-11')?.days).toBe(5);
  });

  it('never overlap: one holds for a notice, a kind and a day', () => {
    for (const one of NOTICE_RULES)
      for (const kind of one.kinds)
        expect(
          NOTICE_RULES.filter(
            ({ notice, kinds, from, to }) =>
              notice === one.notice &&
              kinds.includes(kind) &&
              from <= one.from &&
              (to === null || one.from <= to),
          ),
        ).toHaveLength(1);
  });
});

describe('notices of 28 days', () => {
  it('leave 28 whole days, weekends and bank holidays among them', () => {
    expect(
      noticeDates('cabinet', '2020-02-11', calendar).map(({ notice, latest }) => [notice, latest]),
    ).toEqual([
      // 13 January to 11 February: 28 days lie between.
      ['private', '2020-01-13'],
      ['private_again', '2020-02-03'],
      ['key_decision', '2020-01-13'],
      ['general_exception', '2020-02-03'],
    ]);
  });

  it('are published on a working day', () => {
    const latest = (meetsOn: string) => noticeDates('cabinet', meetsOn, calendar)[0]?.latest;
    expect(latest('2020-02-10')).toBe('2020-01-10');
    expect(latest('2020-01-23')).toBe('2019-12-24');
  });

  it('are for the executive alone', () => {
    expect(noticeDates('scrutiny', '2020-02-11', calendar)).toEqual([]);
    expect(noticeDates('board', '2020-02-11', calendar)).toEqual([]);
  });
});

describe('afterwards', () => {
  it('a decision is published within two working days, and can be called in for five', () => {
    const local = { publishWithin: 2, callInDays: 5 };
    expect(callInWindow('2020-02-11', local, calendar)).toEqual({
      publishBy: '2020-02-13',
      endsOn: '2020-02-20',
    });
    expect(callInWindow('2020-04-07', local, calendar)).toEqual({
      publishBy: '2020-04-09',
      endsOn: '2020-04-20',
    });
  });

  it('papers are open for six years and background papers for four, the day of the meeting being the first', () => {
    expect(retentionDates('scrutiny', '2020-02-11').map(({ record, until }) => [record, until])).toEqual([
      ['papers', '2026-02-10'],
      ['background', '2024-02-10'],
    ]);
    expect(retentionDates('cabinet', '2020-02-29').map(({ until }) => until)).toEqual([
      '2026-02-28',
      '2024-02-28',
    ]);
    expect(retentionDates('statutory', '2018-03-01').map(({ until }) => until)).toEqual([
      '2024-02-29',
      '2022-02-28',
    ]);
    expect(retentionDates('internal', '2020-02-11')).toEqual([]);
  });
});

describe('the clock of a meeting', () => {
  const local = { publishWithin: 2, callInDays: 5 };
  it('says that it does not know, beyond the known bank holidays', () => {
    const made = meetingClock(
      { kind: 'cabinet', noticeDays: null, meetsOn: '2031-02-11', publishedOn: null },
      local,
      BUNDLED_CALENDAR,
    );
    expect(made).toMatchObject({ certificate: null, notices: [], callIn: null });
    expect(made.unknown).toMatch(/known from 2012-01-01 to 2028-12-31/);
    expect(made.retention).toHaveLength(2);
  });

  it('asks nothing of an internal meeting', () => {
    expect(
      meetingClock(
        { kind: 'internal', noticeDays: null, meetsOn: '2020-02-11', publishedOn: null },
        local,
        calendar,
      ),
    ).toEqual({ certificate: null, notices: [], callIn: null, retention: [], unknown: null });
  });
});
