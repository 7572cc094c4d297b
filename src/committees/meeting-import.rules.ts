import { DateTime } from 'luxon';
import {
  headedTable,
  isWorkingDay,
  londonDate,
  OutsideCalendar,
  PEOPLE_ZONE,
  readCsv,
  readIcal,
  whyNotWorking,
  type WorkingCalendar,
} from '../platform/index.js';

/**
 * A calendar of meetings, as a table or as an iCalendar file, compared with the meetings that are there. Pure. Nothing is guessed: what is
 * doubtful is left out until somebody says that it is right, and what cannot be read is refused with its row.
 */

/** A committee, as far as its meetings can be told by its name. */
export interface NamedCommittee {
  id: string;
  name: string;
  active: boolean;
}

/** A meeting that takes place. */
export interface KnownMeeting {
  id: string;
  committeeId: string;
  version: number;
  startsAt: Date;
  place: string | null;
}

export type ImportOutcome = 'new' | 'changed' | 'same' | 'doubted' | 'refused';

/** What one row of the file comes to. */
export interface ImportRow {
  /** The row of the table, or the line of the iCalendar file at which the entry begins. */
  row: number;
  outcome: ImportOutcome;
  committee: string;
  committeeId: string | null;
  startsAt: Date | null;
  place: string | null;
  /** Why it is doubted or refused, what would change, or what it was taken for; null where there is nothing to say. */
  why: string | null;
  /** The meeting that is there. */
  meeting: { id: string; version: number } | null;
}

export interface ImportPlan {
  rows: ImportRow[];
  /** Headings that mean nothing here. */
  unread: string[];
  /** Meetings ahead, within the days of the file and of its committees, that the file does not name. They stay as they are. */
  notInFile: { committee: string; startsAt: Date }[];
}

const HEADINGS = {
  committee: 'committee',
  body: 'committee',
  meeting: 'committee',
  title: 'committee',
  subject: 'committee',
  date: 'date',
  day: 'date',
  'start date': 'date',
  time: 'time',
  'start time': 'time',
  start: 'time',
  place: 'place',
  location: 'place',
  venue: 'place',
  room: 'place',
  status: 'status',
  sure: 'sure',
} as const;

/** More than a year of every committee of a large council. */
const MOST_ROWS = 500;
const PLACE = 200;
/** So near to another meeting of the same committee, one is likely to have been moved. */
const NEAR_DAYS = 4;

interface Entry {
  row: number;
  committee: string;
  startsAt: Date | null;
  place: string | null;
  cancelled: boolean;
  sure: boolean;
  problem: string | null;
}

/** The file as a whole cannot be read: one sentence for the person who sent it. */
export class CalendarRefused extends Error {
  override name = 'CalendarRefused';
}

/**
 * @param text of a CSV table with headings, or of an iCalendar file.
 * @throws CalendarRefused when it is neither, or has too much; FileRefused as `readCsv`.
 */
export function planMeetingImport(
  text: string,
  committees: readonly NamedCommittee[],
  meetings: readonly KnownMeeting[],
  { now, calendar }: { now: Date; calendar: WorkingCalendar },
): ImportPlan {
  const { entries, unread } = entriesOf(text);
  if (entries.length === 0) throw new CalendarRefused('There is no meeting in it.');
  if (entries.length > MOST_ROWS)
    throw new CalendarRefused(`It has ${entries.length} meetings. Bring at most ${MOST_ROWS} at once.`);
  const seen = new Map<string, number>();
  const rows = entries.map((entry) => {
    const row = rowOf(entry, committees, meetings, { now, calendar });
    if (row.committeeId === null || row.startsAt === null || row.outcome === 'refused') return row;
    const key = `${row.committeeId} ${row.startsAt.toISOString()}`;
    const before = seen.get(key);
    seen.set(key, before ?? row.row);
    return before === undefined ? row : refused(row, `It says the same as row ${before}.`);
  });
  return { rows, unread, notInFile: notNamed(rows, committees, meetings, now) };
}

function entriesOf(text: string): { entries: Entry[]; unread: string[] } {
  const events = readIcal(text);
  if (events)
    return {
      unread: [],
      entries: events.map(({ line, summary, startsAt, location, cancelled, problem }) => ({
        row: line,
        committee: summary.trim(),
        startsAt,
        place: location,
        cancelled,
        sure: false,
        problem,
      })),
    };
  const { rows, columns, unknown, faults } = headedTable(readCsv(text), HEADINGS);
  const missing = (['committee', 'date', 'time'] as const).filter((column) => !columns.includes(column));
  if (missing.length > 0)
    throw new CalendarRefused(
      `It has no column ${missing.map((name) => `“${name}”`).join(', and none ')}. The first row names the columns: committee, date and time, and perhaps place. An iCalendar file begins with BEGIN:VCALENDAR.`,
    );
  return {
    unread: unknown,
    entries: rows.map(({ number, text: cell }) => {
      const at = timeOf(cell('date'), cell('time'));
      const fault = faults.find((sentence) => sentence.startsWith(`Row ${number},`));
      return {
        row: number,
        committee: cell('committee'),
        startsAt: at instanceof Date ? at : null,
        place: cell('place') || null,
        cancelled: /^cancel/i.test(cell('status')),
        sure: /^(?:y|yes)$/i.test(cell('sure')),
        problem: fault ?? (at instanceof Date ? null : at),
      };
    }),
  };
}

const DAY_FORMATS = ['yyyy-MM-dd', 'd/M/yyyy', 'd.M.yyyy', 'd-M-yyyy', 'd MMMM yyyy', 'd MMM yyyy'];
const TIME_FORMATS = ['H:mm', 'H:mm:ss', 'h:mma', 'ha'];

/** A day and a time as people write them in England. @returns the instant, or in a sentence why there is none. */
export function timeOf(day: string, time: string): Date | string {
  const [, weekday, rest = ''] =
    /^(?:([A-Za-z]+day|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun),?\s+)?(.*)$/i.exec(day.trim()) ?? [];
  const plain = rest.replace(/(\d)(?:st|nd|rd|th)\b/i, '$1');
  const date = parsed(plain, DAY_FORMATS);
  if (!date) return `“${day}” is no date that can be read. Write it as 11/02/2020 or 11 February 2020.`;
  if (
    weekday !== undefined &&
    !date.toFormat('cccc').toLowerCase().startsWith(weekday.toLowerCase().slice(0, 3))
  )
    return `${date.toFormat('d LLLL yyyy')} is a ${date.toFormat('cccc')}, and the file says ${weekday}.`;
  const clock = parsed(
    time
      .trim()
      .toLowerCase()
      .replace(/[\s]/g, '')
      .replace(/^(\d{1,2})\.(\d\d)/, '$1:$2')
      .replace(/^noon$/, '12:00'),
    TIME_FORMATS,
  );
  if (!clock) return `“${time}” is no time that can be read. Write it as 10:00 or 2pm.`;
  const { year, month, day: dayOfMonth } = date;
  const { hour, minute } = clock;
  const found = DateTime.fromObject({ year, month, day: dayOfMonth, hour, minute }, { zone: PEOPLE_ZONE });
  if (found.hour !== hour)
    return `There is no ${clock.toFormat('HH:mm')} on this day: the clocks go forward.`;
  return (found.getPossibleOffsets()[0] ?? found).toJSDate();
}

const parsed = (text: string, formats: readonly string[]): DateTime | undefined =>
  formats
    .map((format) => DateTime.fromFormat(text, format, { zone: 'utc', locale: 'en-GB' }))
    .find(({ isValid, year }) => isValid && year > 1980);

const plainName = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/&/g, 'and')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** By its name; by the longest name with which the text begins, as in “Cabinet meeting”. */
function committeeNamed(
  text: string,
  committees: readonly NamedCommittee[],
): { committee: NamedCommittee; exact: boolean } | undefined {
  const wanted = plainName(text);
  const exact = committees.find(({ name }) => plainName(name) === wanted);
  if (exact) return { committee: exact, exact: true };
  const [longest] = committees
    .filter(({ name }) => `${wanted} `.startsWith(`${plainName(name)} `))
    .toSorted((a, b) => b.name.length - a.name.length);
  return longest && { committee: longest, exact: false };
}

const refused = (row: ImportRow, why: string): ImportRow => ({ ...row, outcome: 'refused', why });

function rowOf(
  entry: Entry,
  committees: readonly NamedCommittee[],
  meetings: readonly KnownMeeting[],
  { now, calendar }: { now: Date; calendar: WorkingCalendar },
): ImportRow {
  const found = committeeNamed(entry.committee, committees);
  const { startsAt, place } = entry;
  const row: ImportRow = {
    row: entry.row,
    outcome: 'new',
    committee: found?.committee.name ?? entry.committee,
    committeeId: found?.committee.id ?? null,
    startsAt,
    place,
    why: null,
    meeting: null,
  };
  if (entry.problem !== null || startsAt === null) return refused(row, entry.problem ?? 'It says no time.');
  if (!found)
    return refused(
      row,
      entry.committee === ''
        ? 'It names no committee.'
        : `No committee of this programme is called “${entry.committee}”.`,
    );
  if (!found.committee.active) return refused(row, `${found.committee.name} no longer meets.`);
  if ((place ?? '').length > PLACE) return refused(row, `The place is longer than ${PLACE} characters.`);
  const own = meetings.filter(({ committeeId }) => committeeId === found.committee.id);
  const same = own.find((one) => one.startsAt.getTime() === startsAt.getTime());
  const sameDay = own.find((one) => londonDate(one.startsAt) === londonDate(startsAt));
  const there = same ?? sameDay;
  if (entry.cancelled)
    return there
      ? refused(row, 'The file says that it was cancelled. Cancel it on its page, with the reason.')
      : refused(row, 'The file says that it was cancelled, so it is not added.');
  const takenFor = found.exact ? null : `Taken for ${found.committee.name}.`;
  const placeOf = place ?? there?.place ?? null;
  if (same?.place === placeOf)
    return { ...row, place: placeOf, outcome: 'same', why: takenFor, meeting: pick(same) };
  const doubt = doubtOf(startsAt, own, there, { now, calendar });
  if (doubt !== null && !entry.sure)
    return { ...row, place: placeOf, outcome: 'doubted', why: doubt, meeting: there ? pick(there) : null };
  if (!there) return { ...row, why: takenFor };
  const changes = [
    ...(same ? [] : [`It was at ${clockOf(there.startsAt)}.`]),
    ...(placeOf === there.place ? [] : [`The place was ${there.place ?? 'not said'}.`]),
  ];
  return {
    ...row,
    place: placeOf,
    outcome: 'changed',
    why: [...(takenFor === null ? [] : [takenFor]), ...changes].join(' '),
    meeting: pick(there),
  };
}

const pick = ({ id, version }: KnownMeeting): { id: string; version: number } => ({ id, version });

const clockOf = (instant: Date): string =>
  DateTime.fromJSDate(instant, { zone: PEOPLE_ZONE }).toFormat('HH:mm');

/** What makes it unlikely that this is meant; null where nothing does. */
function doubtOf(
  startsAt: Date,
  own: readonly KnownMeeting[],
  there: KnownMeeting | undefined,
  { now, calendar }: { now: Date; calendar: WorkingCalendar },
): string | null {
  const day = londonDate(startsAt);
  if (startsAt < now) return 'It lies in the past.';
  try {
    if (!isWorkingDay(day, calendar))
      return `This day is no working day: ${whyNotWorking(day, calendar) ?? ''}.`;
  } catch (error) {
    if (!(error instanceof OutsideCalendar)) throw error;
    return 'The bank holidays of this year are not known yet.';
  }
  if (there) return null;
  const near = own.find(
    (one) => Math.abs(Date.parse(londonDate(one.startsAt)) - Date.parse(day)) <= NEAR_DAYS * 86_400_000,
  );
  return near
    ? `The committee has a meeting on ${DateTime.fromISO(londonDate(near.startsAt)).toFormat('d LLLL yyyy')}. If that one was moved, change it on its page.`
    : null;
}

function notNamed(
  rows: readonly ImportRow[],
  committees: readonly NamedCommittee[],
  meetings: readonly KnownMeeting[],
  now: Date,
): ImportPlan['notInFile'] {
  const read = rows.flatMap(({ startsAt, committeeId }) =>
    startsAt && committeeId !== null ? [{ startsAt, committeeId }] : [],
  );
  if (read.length === 0) return [];
  const days = read.map(({ startsAt }) => londonDate(startsAt)).toSorted();
  const [first = '', last = ''] = [days[0], days.at(-1)];
  const named = new Set(read.map(({ startsAt, committeeId }) => `${committeeId} ${londonDate(startsAt)}`));
  const nameOf = new Map(committees.map(({ id, name }) => [id, name]));
  const within = new Set(read.map(({ committeeId }) => committeeId));
  return meetings.flatMap(({ committeeId, startsAt }) => {
    const day = londonDate(startsAt);
    const isMissed =
      within.has(committeeId) &&
      startsAt > now &&
      day >= first &&
      day <= last &&
      !named.has(`${committeeId} ${day}`);
    return isMissed ? [{ committee: nameOf.get(committeeId) ?? '', startsAt }] : [];
  });
}
