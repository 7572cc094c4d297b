import {
  addWorkingDays,
  daysBetween,
  isWorkingDay,
  latestPublication,
  OutsideCalendar,
  whyNotWorking,
  type WorkingCalendar,
} from '../platform/index.js';
import type { CommitteeKind } from './committee.entity.js';

/**
 * What the law of England asks of the papers of a meeting, as data, and the dates that follow. Pure. Dates are London dates.
 * Not decided here: whether something is a key decision or private business, and whether a late item is urgent. People decide that.
 */

/** What has to be published before a meeting. */
export const NOTICES = ['papers', 'private', 'private_again', 'key_decision', 'general_exception'] as const;
export type Notice = (typeof NOTICES)[number];

/** What has to be open to inspection afterwards. */
export const RECORDS = ['papers', 'background'] as const;
export type Record = (typeof RECORDS)[number];

/** Working days leave out weekends, bank holidays and closures; calendar days leave out nothing. */
export type DayBasis = 'working' | 'calendar';

interface Rule {
  kinds: readonly CommitteeKind[];
  /** The Act or regulation. */
  source: string;
  /** The first and the last day of a meeting for which it holds; null = until now. */
  from: string;
  to: string | null;
}

export interface NoticeRule extends Rule {
  notice: Notice;
  /** Clear days: neither the day of publication nor the day of the meeting counts. */
  days: number;
  basis: DayBasis;
}

interface RetentionRule extends Rule {
  record: Record;
  /** Years, beginning with the day of the meeting. */
  years: number;
}

const EXECUTIVE = 'SI 2012/2089 (Executive Arrangements, Meetings and Access to Information, England)';
const ACT = 'Local Government Act 1972';
const councilBodies: readonly CommitteeKind[] = ['scrutiny', 'statutory'];
const executive: readonly CommitteeKind[] = ['cabinet'];
const since2012 = { kinds: executive, from: '2012-09-10', to: null };

/**
 * The 28 days of a notice are counted in calendar days, as councils do; a notice is published on a working day all the same.
 * Boards and internal meetings have no rule: theirs is the number of days that somebody gives the committee.
 */
export const NOTICE_RULES: readonly NoticeRule[] = [
  {
    notice: 'papers',
    kinds: councilBodies,
    days: 3,
    basis: 'working',
    source: `${ACT}, section 100B`,
    from: '1986-04-01',
    to: '2002-09-30',
  },
  {
    notice: 'papers',
    kinds: councilBodies,
    days: 5,
    basis: 'working',
    source: `${ACT}, section 100B, as amended by SI 2002/715`,
    from: '2002-10-01',
    to: null,
  },
  {
    notice: 'papers',
    days: 5,
    basis: 'working',
    source: `${EXECUTIVE}, regulations 6 and 7`,
    ...since2012,
  },
  { notice: 'private', days: 28, basis: 'calendar', source: `${EXECUTIVE}, regulation 5(2)`, ...since2012 },
  {
    notice: 'private_again',
    days: 5,
    basis: 'working',
    source: `${EXECUTIVE}, regulation 5(4)`,
    ...since2012,
  },
  { notice: 'key_decision', days: 28, basis: 'calendar', source: `${EXECUTIVE}, regulation 9`, ...since2012 },
  {
    notice: 'general_exception',
    days: 5,
    basis: 'working',
    source: `${EXECUTIVE}, regulation 10`,
    ...since2012,
  },
];

export const RETENTION_RULES: readonly RetentionRule[] = [
  {
    record: 'papers',
    kinds: councilBodies,
    years: 6,
    source: `${ACT}, section 100C`,
    from: '1986-04-01',
    to: null,
  },
  {
    record: 'background',
    kinds: councilBodies,
    years: 4,
    source: `${ACT}, section 100D`,
    from: '1986-04-01',
    to: null,
  },
  { record: 'papers', years: 6, source: `${EXECUTIVE}, regulation 21`, ...since2012 },
  { record: 'background', years: 4, source: `${EXECUTIVE}, regulation 21`, ...since2012 },
];

const holds =
  (kind: CommitteeKind, meetsOn: string) =>
  ({ kinds, from, to }: Rule): boolean =>
    kinds.includes(kind) && from <= meetsOn && (to === null || meetsOn <= to);

/** How many clear days before a meeting its papers have to be published, and why. */
export interface PapersRule {
  days: number;
  source: string;
}

/** What a committee's own rule is called where the law has none, or asks for less. */
export const OWN_RULE = 'The committee’s own rule';

/**
 * @param own clear working days that the committee asks for; null = what the law asks for. Less than the law asks for counts as nothing.
 * @returns null where neither the law nor the committee asks for any.
 */
export function papersRule(
  { kind, noticeDays }: { kind: CommitteeKind; noticeDays: number | null },
  meetsOn: string,
): PapersRule | null {
  const law = NOTICE_RULES.find((rule) => rule.notice === 'papers' && holds(kind, meetsOn)(rule));
  if (noticeDays !== null && noticeDays > (law?.days ?? -1)) return { days: noticeDays, source: OWN_RULE };
  return law ? { days: law.days, source: law.source } : null;
}

/** One day between publication and meeting. */
export interface CertificateDay {
  on: string;
  counted: boolean;
  /** Why it is left out: `Saturday`, `Good Friday`, `Day of publication`; null where it counts. */
  reason: string | null;
}

export interface ClearDaysCertificate {
  meetsOn: string;
  /** Clear days that are needed, and the rule that asks for them. */
  needed: number;
  source: string;
  /** The last day on which the papers can be published, until 23:59. */
  latest: string;
  /** What somebody would get who counts weekdays and overlooks bank holidays and closures; null where it is the same. */
  overlooking: string | null;
  /** The day of publication that is certified: the real one, or the last one possible. */
  publishedOn: string;
  /** From the day of publication to the day of the meeting, both among them; none when it is not before the meeting. */
  days: CertificateDay[];
  counted: number;
  /** Whether there are as many clear days as are needed. */
  inTime: boolean;
}

const PUBLISHED = 'Day of publication';
/** On a publication on a day off: the day from which the papers are open to inspection. */
const FIRST_OPEN = 'First working day on which they can be inspected';
const MEETING = 'Day of the meeting';
/** Reasons why a day is left out that no calendar of bank holidays and closures gives. */
export const NO_HOLIDAY: ReadonlySet<string> = new Set([
  'Saturday',
  'Sunday',
  PUBLISHED,
  FIRST_OPEN,
  MEETING,
]);

/**
 * The clear days between publication and meeting, one by one. What is published on a day off counts from the next working day: papers have to
 * be open to inspection at the council's offices (Local Government Act 1972, section 100B).
 * @param publishedOn null = as planned: on the last day possible.
 * @throws OutsideCalendar when a day on the way lies beyond the known bank holidays; RangeError for what is no date.
 */
export function clearDaysCertificate(
  { meetsOn, publishedOn }: { meetsOn: string; publishedOn: string | null },
  { days: needed, source }: PapersRule,
  calendar: WorkingCalendar,
): ClearDaysCertificate {
  const latest = latestPublication(meetsOn, needed, calendar);
  const weekdaysAlone = latestPublication(meetsOn, needed, withoutHolidays(calendar));
  const from = publishedOn ?? latest;
  // Papers of a Saturday can be inspected on Monday: the offices are shut until then.
  const openFrom = from < meetsOn && !isWorkingDay(from, calendar) ? addWorkingDays(from, 1, calendar) : from;
  const between = daysBetween(from, meetsOn, calendar).map((on) => {
    const reason = on === openFrom ? FIRST_OPEN : whyNotWorking(on, calendar);
    return { on, counted: reason === null, reason };
  });
  const counted = between.filter((day) => day.counted).length;
  return {
    meetsOn,
    needed,
    source,
    latest,
    overlooking: weekdaysAlone === latest ? null : weekdaysAlone,
    publishedOn: from,
    days:
      from >= meetsOn
        ? []
        : [
            { on: from, counted: false, reason: PUBLISHED },
            ...between,
            { on: meetsOn, counted: false, reason: MEETING },
          ],
    counted,
    inTime: counted >= needed,
  };
}

const withoutHolidays = (calendar: WorkingCalendar): WorkingCalendar => ({
  ...calendar,
  bankHolidays: new Map(),
  closures: new Map(),
});

export interface NoticeDate {
  notice: Notice;
  days: number;
  basis: DayBasis;
  source: string;
  /** The last working day on which it can be published. */
  latest: string;
}

/** When each notice of a meeting has to be published that the law knows for its kind of committee; the papers themselves aside. */
export function noticeDates(kind: CommitteeKind, meetsOn: string, calendar: WorkingCalendar): NoticeDate[] {
  return NOTICE_RULES.filter((rule) => rule.notice !== 'papers' && holds(kind, meetsOn)(rule)).map(
    ({ notice, days, basis, source }) => ({
      notice,
      days,
      basis,
      source,
      latest:
        basis === 'working'
          ? latestPublication(meetsOn, days, calendar)
          : onOrBefore(shiftDays(meetsOn, -(days + 1)), calendar),
    }),
  );
}

const onOrBefore = (date: string, calendar: WorkingCalendar): string =>
  isWorkingDay(date, calendar) ? date : addWorkingDays(date, -1, calendar);

/** Local: how soon decisions are published, and how long they can be called in. Working days. */
export interface CallInRule {
  publishWithin: number;
  callInDays: number;
}

export interface CallInWindow {
  /** The last day to publish what was decided. */
  publishBy: string;
  /** The last day on which it can be called in, if it is published on `publishBy`. Nothing is carried out before it is over. */
  endsOn: string;
}

/** @param decidedOn the day of the meeting. Neither it nor the day of publication counts. */
export function callInWindow(
  decidedOn: string,
  { publishWithin, callInDays }: CallInRule,
  calendar: WorkingCalendar,
): CallInWindow {
  const publishBy = addWorkingDays(decidedOn, publishWithin, calendar);
  return { publishBy, endsOn: addWorkingDays(publishBy, callInDays, calendar) };
}

export interface RetentionDate {
  record: Record;
  years: number;
  source: string;
  /** The last day of the years, of which the day of the meeting is the first. */
  until: string;
}

/** Until when the papers of a meeting, and the background papers, are open to inspection. */
export function retentionDates(kind: CommitteeKind, meetsOn: string): RetentionDate[] {
  return RETENTION_RULES.filter(holds(kind, meetsOn)).map(({ record, years, source }) => ({
    record,
    years,
    source,
    until: lastOfYears(meetsOn, years),
  }));
}

/** Six years from 29 February end on 28 February: the day after would be 1 March. */
function lastOfYears(first: string, years: number): string {
  const [year = 0, month = 1, day = 1] = first.split('-').map(Number);
  return new Date(Date.UTC(year + years, month - 1, day - 1)).toISOString().slice(0, 10);
}

function shiftDays(date: string, days: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1, day + days)).toISOString().slice(0, 10);
}

/** Everything that the law makes of one meeting. */
export interface MeetingClock {
  /** Null where neither the law nor the committee asks for notice. */
  certificate: ClearDaysCertificate | null;
  notices: NoticeDate[];
  /** Null but for a cabinet: nothing else is called in. */
  callIn: CallInWindow | null;
  retention: RetentionDate[];
  /** Why nothing could be worked out: the bank holidays of its year are not known. */
  unknown: string | null;
}

/** @param publishedOn London date on which its papers went out; null = not yet. Never throws for a date beyond the calendar: it says so. */
export function meetingClock(
  meeting: { kind: CommitteeKind; noticeDays: number | null; meetsOn: string; publishedOn: string | null },
  callIn: CallInRule,
  calendar: WorkingCalendar,
): MeetingClock {
  const { kind, meetsOn, publishedOn } = meeting;
  const retention = retentionDates(kind, meetsOn);
  const rule = papersRule(meeting, meetsOn);
  try {
    return {
      certificate: rule && clearDaysCertificate({ meetsOn, publishedOn }, rule, calendar),
      notices: noticeDates(kind, meetsOn, calendar),
      callIn: kind === 'cabinet' ? callInWindow(meetsOn, callIn, calendar) : null,
      retention,
      unknown: null,
    };
  } catch (error) {
    if (!(error instanceof OutsideCalendar)) throw error;
    return { certificate: null, notices: [], callIn: null, retention, unknown: error.message };
  }
}
