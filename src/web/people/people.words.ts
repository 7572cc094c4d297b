import type { PersonRole, UserView } from '../../identity/index.js';
import { londonDate } from '../../platform/index.js';
import { longDate } from '../shell/index.js';

/** @returns `every programme`, or the programme's name */
export const whereWords = ({ programmeName }: Pick<PersonRole, 'programmeName'>): string =>
  programmeName ?? 'every programme';

/** @returns `from 1 February 2026 until 31 March 2026`; empty where both are open */
export function whenWords({ startsOn, endsOn }: { startsOn: string | null; endsOn: string | null }): string {
  const from = startsOn === null ? [] : [`from ${longDate(startsOn)}`];
  const until = endsOn === null ? [] : [`until ${longDate(endsOn)}`];
  return [...from, ...until].join(' ');
}

/** @param today London date: a role that began is not said to begin. @returns `Owner in Adults, until 31 March 2026` */
export function roleWords(role: PersonRole, today: string): string {
  const { startsOn, endsOn } = role;
  const when = whenWords({ startsOn: startsOn !== null && startsOn > today ? startsOn : null, endsOn });
  return `${role.roleName} in ${whereWords(role)}${when === '' ? '' : `, ${when}`}`;
}

/** @returns `In use`, `Has not chosen a password yet`, `Disabled on 3 January 2026` */
export function stateWords({ disabledAt, hasPassword }: UserView): string {
  if (disabledAt !== null) return `Disabled on ${longDate(londonDate(new Date(disabledAt)))}`;
  return hasPassword ? 'In use' : 'Has not chosen a password yet';
}
