import type { MeetingAhead, MovedDay } from '../../committees/index.js';
import type { CalendarYear } from '../../platform/index.js';
import { PERMISSIONS } from '../../identity/index.js';
import { count, head, longDate, paths, weekday, wordRows, type FormView } from '../shell/index.js';
import type { CalendarYearPage, ChangeCalendarPage, ConfirmCalendarPage } from './calendar.view.js';

/** The first and the last year that somebody can look at. */
export const YEARS = { first: 2012, last: 2100 } as const;

export function presentCalendar(calendar: CalendarYear, mayChange: boolean): CalendarYearPage {
  const { year, bankHolidays, closures } = calendar;
  const days = [
    ...bankHolidays.map((day) => ({ ...day, kind: 'Bank holiday' })),
    ...closures.map((day) => ({ ...day, kind: 'Day of closure' })),
  ].toSorted((a, b) => a.on.localeCompare(b.on));
  const to = (other: number) => ({ text: String(other), href: paths.calendar(other) });
  return {
    head: head(titleOf(year), { lead: firstSentence(calendar), wide: true }),
    days: wordRows(days.map(({ on, name, kind }) => ({ cells: [weekday(on, '0000'), name, kind] }))),
    earlier: year > YEARS.first ? to(year - 1) : null,
    later: year < YEARS.last ? to(year + 1) : null,
    change: mayChange ? paths.changeCalendar(year) : null,
    whyNot: mayChange
      ? null
      : `You can read this. To change it you need the permission “${PERMISSIONS['programme.manage'].description}” in every programme, which your administrator can give you.`,
  };
}

const titleOf = (year: number): string => `Bank holidays and days of closure, ${year}`;

function firstSentence({ year, source, knownTo }: CalendarYear): string {
  switch (source) {
    case 'release':
      return 'The bank holidays of England and Wales are those that this release brings.';
    case 'entered':
      return 'The bank holidays of England and Wales were entered by an administrator.';
    case 'unknown':
      return `Nobody has entered the bank holidays of ${year} yet. They are known to ${longDate(knownTo)}, and nothing is worked out beyond that day.`;
  }
}

export const presentChangeCalendar = (
  form: FormView,
  { year }: CalendarYear,
  version: number,
): ChangeCalendarPage => ({
  head: head(`Change ${year}`, {
    back: { text: titleOf(year), href: paths.calendar(year) },
    lead: 'Every programme counts its working days with these. What is worked out follows at once; dates that somebody has set stay.',
  }),
  form,
  action: paths.changeCalendar(year),
  version,
});

/** @param typed what was sent. @param seen names what the page shows, so that nothing else is confirmed. */
export const presentConfirmCalendar = (
  moved: readonly MovedDay<MeetingAhead>[],
  { year }: Pick<CalendarYear, 'year'>,
  typed: { holidays: string; closures: string },
  { version, seen }: { version: number; seen: string },
): ConfirmCalendarPage => ({
  head: head(`This moves ${count(moved.length, 'last day', 'last days')} to publish papers`, {
    back: { text: `Change ${year}`, href: paths.changeCalendar(year) },
    lead: 'Whoever keeps these meetings is told by e-mail.',
    wide: true,
  }),
  moved: wordRows(
    moved.map(({ meeting, from, to, why }) => ({
      cells: [
        `${meeting.committeeName}, ${weekday(meeting.meetsOn, '0000')}`,
        weekday(from, '0000'),
        weekday(to, '0000'),
        why,
      ],
    })),
  ),
  action: paths.changeCalendar(year),
  version,
  seen,
  hidden: Object.entries(typed).map(([name, value]) => ({ name, value })),
  cancel: paths.calendar(year),
});
