import { DateTime } from 'luxon';
import {
  isWorkingDay,
  londonDate,
  OutsideCalendar,
  PEOPLE_ZONE,
  workingDaysBetween,
  type WorkingCalendar,
} from '../platform/index.js';
import type { NoticeChoice, ReminderRule } from './notices.input.js';

/**
 * Who is told what by mail, and when. Pure: the clock and the calendar are given. Dates are London dates.
 * Not decided here: who may do what. The facts name the people.
 */

/** What somebody has until they choose otherwise: every mail, in the hours of an office. */
export const USUAL_CHOICE: NoticeChoice = { reminders: true, waiting: true, fromHour: 8, untilHour: 18 };

/** What a programme has until somebody changes it. */
export const USUAL_RULE: ReminderRule = {
  before: [3, 1, 0],
  againAfter: 1,
  tellReviewer: 1,
  tellManager: 3,
  tellSro: 5,
};

/** What is late for longer than this many working days is nobody's mail any more, unless somebody asks for it. */
const FORGOTTEN_AFTER = 60;
/** Whoever is told of what others have not done is told again after so many working days. */
const TOLD_AGAIN_AFTER = 5;

/** Who has to do with a report, in the order in which lateness goes up. The clerk keeps the papers and stands beside. */
export type Duty = 'owner' | 'reviewer' | 'manager' | 'sro' | 'clerk';

/**
 * Work that is not done, and by when it has to be.
 * - `draft`, `returned`: a part that its owner writes, or that was given back to them.
 * - `review`: a part that somebody decides on. `report`: the report, until it is with the SRO.
 * - `approval`: the report with the SRO. `unapproved`: a report that is not with the SRO, seen from its last deadline.
 * - `papers`: the papers of a meeting, until somebody records that they were published.
 * - `question`: a question of a member that its owner answers. `answer`: its answer, until somebody approves it.
 */
export interface OpenWork {
  kind:
    'draft' | 'returned' | 'review' | 'report' | 'approval' | 'unapproved' | 'papers' | 'question' | 'answer';
  /** Of the part, the report or its period, or the meeting. */
  id: string;
  programmeId: string;
  periodId: string | null;
  /** `Theme 1: Leadership`; `The January 2020 report`. */
  title: string;
  dueOn: string;
  /** Whose it is to do, by user id. */
  people: readonly string[];
  /** Who that is, in words: for those who are told of it. */
  who: string;
  /** The address of the page on which it is done, below our own. */
  path: string;
}

/** Who has which duty in a programme, by user id. */
export type Duties = Readonly<Record<Exclude<Duty, 'owner'>, readonly string[]>>;

export interface ProgrammeFacts {
  rule: ReminderRule;
  duties: Duties;
}

/** What a mail says of one thing. It is kept, so that everybody can see later what somebody was told. */
export interface ToldItem {
  kind: OpenWork['kind'] | 'sent' | 'approve' | 'moved';
  title: string;
  /** Null for what has no deadline. */
  dueOn: string | null;
  /** Working days late; 0 = not late. */
  late: number;
  /** It is somebody else's to do: who that is. Null = it is the reader's own. */
  who: string | null;
  path: string;
}

/** One thing that one person is to be told. */
export interface Reminder {
  userId: string;
  programmeId: string;
  periodId: string | null;
  /** With the point it makes this unique: nobody is told the same of the same deadline twice. */
  key: string;
  /** How far before (−) or after the deadline it is told, in working days. */
  point: number;
  /** It comes also to somebody who wants no reminders. */
  always: boolean;
  told: ToldItem;
}

/**
 * Which point of a deadline was reached last: −3 = three working days before, 0 = the day itself, 2 = two working days late. Whoever
 * missed the ones before hears of this one alone, so that an outage ends with one reminder and not with many.
 * @returns null where none was reached yet, and where the calendar does not reach.
 */
export function pointOf(
  dueOn: string,
  today: string,
  { before, againAfter }: Pick<ReminderRule, 'before' | 'againAfter'>,
  calendar: WorkingCalendar,
): number | null {
  try {
    if (today <= dueOn) {
      const left = workingDaysBetween(today, dueOn, calendar);
      const reached = before.filter((days) => days >= left);
      // From −0 nothing is told apart.
      return reached.length === 0 ? null : 0 - Math.min(...reached);
    }
    const late = workingDaysBetween(dueOn, today, calendar);
    return late === 0 ? null : late - ((late - 1) % againAfter);
  } catch (error) {
    if (error instanceof OutsideCalendar) return null;
    throw error;
  }
}

const CHAIN = ['owner', 'reviewer', 'manager', 'sro'] as const;
const HOLDER: Readonly<Record<OpenWork['kind'], Duty>> = {
  draft: 'owner',
  returned: 'owner',
  review: 'reviewer',
  report: 'manager',
  approval: 'sro',
  unapproved: 'sro',
  papers: 'clerk',
  question: 'owner',
  answer: 'reviewer',
};

/** Who is told that this is late, and from how many working days on. After the SRO nobody decides: those who plan with it are told. */
function toldOf({ kind }: OpenWork, rule: ReminderRule): [Exclude<Duty, 'owner'>, number][] {
  const holder = HOLDER[kind];
  const tell = { reviewer: rule.tellReviewer, manager: rule.tellManager, sro: rule.tellSro };
  if (holder === 'sro')
    return [
      ['manager', 1],
      ['clerk', 1],
    ];
  if (holder === 'clerk') return [['manager', 1]];
  return CHAIN.slice(CHAIN.indexOf(holder) + 1).flatMap((duty): [Exclude<Duty, 'owner'>, number][] =>
    duty === 'owner' ? [] : [[duty, tell[duty]]],
  );
}

/**
 * Everything that is to be told on a day, each thing once for each person: their own work, and what is late with others from the day on
 * that the programme says. What they were told before is for the caller to leave out.
 * @param asked somebody asked for it: then also what is late for longer than anybody is reminded of.
 */
export function remindersOn(
  today: string,
  work: readonly OpenWork[],
  programmes: ReadonlyMap<string, ProgrammeFacts>,
  calendar: WorkingCalendar,
  asked = false,
): Reminder[] {
  return work.flatMap((one) => {
    const programme = programmes.get(one.programmeId);
    const point = programme && pointOf(one.dueOn, today, programme.rule, calendar);
    if (!programme || point === undefined || point === null) return [];
    const late = today > one.dueOn ? workingDaysBetween(one.dueOn, today, calendar) : 0;
    if (late > FORGOTTEN_AFTER && !asked) return [];
    const { kind, id, programmeId, periodId, title, dueOn, path, who } = one;
    const about = { programmeId, periodId };
    const told = { kind, title, dueOn, late, path };
    const own = one.people.map((userId): Reminder => ({
      ...about,
      userId,
      key: `${kind}:${id}:${dueOn}`,
      point,
      always: kind === 'returned',
      told: { ...told, who: null },
    }));
    const seen = new Set(one.people);
    const others: Reminder[] = [];
    for (const [duty, from] of toldOf(one, programme.rule).toReversed()) {
      if (late < from) continue;
      for (const userId of programme.duties[duty]) {
        if (seen.has(userId)) continue;
        seen.add(userId);
        others.push({
          ...about,
          userId,
          key: `late:${kind}:${id}:${dueOn}`,
          point: late - ((late - from) % TOLD_AGAIN_AFTER),
          always: true,
          told: { ...told, who },
        });
      }
    }
    return [...own, ...others];
  });
}

/** Whether this person may be sent a mail now: a working day, in the hours of their choice. Beyond the calendar, weekdays are working days. */
export function mayBeMailed(
  now: Date,
  { fromHour, untilHour }: Pick<NoticeChoice, 'fromHour' | 'untilHour'>,
  calendar: WorkingCalendar,
): boolean {
  const local = DateTime.fromJSDate(now, { zone: PEOPLE_ZONE });
  return worksOn(londonDate(now), calendar) && local.hour >= fromHour && local.hour < untilHour;
}

/** The first instant from now on at which this person may be sent a mail; now, where that is already so. */
export function nextMailTime(
  now: Date,
  choice: Pick<NoticeChoice, 'fromHour' | 'untilHour'>,
  calendar: WorkingCalendar,
): Date {
  if (mayBeMailed(now, choice, calendar)) return now;
  const local = DateTime.fromJSDate(now, { zone: PEOPLE_ZONE });
  for (let days = 0; ; days += 1) {
    const { year, month, day } = local.plus({ days });
    // A time that does not exist on the day of the spring change is an hour later; one that comes twice is the first of the two.
    const opening = DateTime.fromObject({ year, month, day, hour: choice.fromHour }, { zone: PEOPLE_ZONE });
    const at = (opening.getPossibleOffsets()[0] ?? opening).toJSDate();
    if (at >= now && worksOn(londonDate(at), calendar)) return at;
  }
}

function worksOn(date: string, calendar: WorkingCalendar): boolean {
  try {
    return isWorkingDay(date, calendar);
  } catch (error) {
    if (!(error instanceof OutsideCalendar)) throw error;
    return new Date(`${date}T00:00:00Z`).getUTCDay() % 6 !== 0;
  }
}

/** An hour after somebody's first one, a digest is late. */
export function isLate(now: Date, { fromHour }: Pick<NoticeChoice, 'fromHour'>): boolean {
  return DateTime.fromJSDate(now, { zone: PEOPLE_ZONE }).hour > fromHour;
}
