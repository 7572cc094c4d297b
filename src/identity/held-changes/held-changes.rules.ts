import { DateTime } from 'luxon';
import { isWorkingDay, OutsideCalendar, PEOPLE_ZONE } from '../../platform/index.js';
import type { Actor } from '../access/actor.js';

/** A role that is given, a password that is reset, an address that is changed, an account that is enabled again, a second factor that is taken away. */
export type HeldChangeKind = 'grant' | 'password' | 'address' | 'enable' | 'factor';

/** Days after which a change that nobody decided about lapses. */
const LAPSES_AFTER_DAYS = 14;

/**
 * When the person who asks may carry it out alone: after 24 hours of working days, so that nobody asks on a Friday evening for what is done
 * before anybody reads mail. Beyond the years whose bank holidays are known only weekends count as days off.
 */
export function aloneFrom(asked: Date): Date {
  let at = DateTime.fromJSDate(asked, { zone: PEOPLE_ZONE });
  while (!isWorkDay(at)) at = at.plus({ days: 1 }).startOf('day');
  at = at.plus({ hours: 24 });
  while (!isWorkDay(at)) at = at.plus({ days: 1 });
  return at.toJSDate();
}

export const lapsesAt = (asked: Date): Date =>
  DateTime.fromJSDate(asked, { zone: PEOPLE_ZONE }).plus({ days: LAPSES_AFTER_DAYS }).toJSDate();

function isWorkDay(at: DateTime): boolean {
  try {
    return isWorkingDay(at.toISODate() ?? '');
  } catch (error) {
    if (!(error instanceof OutsideCalendar)) throw error;
    return at.weekday <= 5;
  }
}

/** What the rules ask of a change. Instants are ISO 8601 in UTC. */
export interface DecisionFacts {
  kind: HeldChangeKind;
  userId: string;
  /** Of a grant; null = every programme. */
  programmeId: string | null;
  askedBy: string;
  aloneFrom: string;
  state: string;
}

/** Whether this person is one who may carry it out, now or later. */
export function isForThemToDo(change: DecisionFacts, actor: Pick<Actor, 'userId' | 'can'>): boolean {
  if (change.userId === actor.userId) return change.kind === 'address';
  return change.kind === 'grant'
    ? actor.can('assignment.manage', change.programmeId)
    : actor.can('user.manage', null);
}

/** Whether they may carry it out at this moment: at once what somebody else asked for, after the delay what they asked for themselves. */
export const mayCarryOut = (
  change: DecisionFacts,
  actor: Pick<Actor, 'userId' | 'can'>,
  now: Date,
): boolean =>
  change.state === 'waiting' &&
  isForThemToDo(change, actor) &&
  (change.askedBy !== actor.userId || Date.parse(change.aloneFrom) <= now.getTime());
