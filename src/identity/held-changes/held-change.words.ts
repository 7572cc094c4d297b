import { DateTime } from 'luxon';
import { PEOPLE_ZONE } from '../../platform/index.js';
import { actorLabel } from '../access/actor.js';
import { roleInWords } from '../assignments/role-words.js';
import type { HeldChangeView } from './held-changes.queries.js';

/** @returns `to give Sally Sro (Director, sally@example.org) the role “SRO” in the programme “Children”` */
export function changeInWords(change: HeldChangeView): string {
  const { userName: name, userJobTitle: jobTitle, userEmail } = change;
  const person = actorLabel({ name, jobTitle });
  switch (change.kind) {
    case 'grant': {
      const role = roleInWords({
        role: change.roleName ?? '',
        programme: change.programmeName,
        startsOn: change.startsOn,
        endsOn: change.endsOn,
      });
      const how = change.groupRuleId === null ? '' : ', because of a group of the council’s sign-in';
      return `to give ${person}, ${userEmail}, ${role}${how}`;
    }
    case 'password':
      return `to reset the password of ${person} and to mail a link for another one to ${userEmail}`;
    case 'address':
      return `to change the e-mail address of ${person} from ${userEmail} to ${change.email ?? ''}`;
    case 'factor':
      return `to take away the second factor of ${person}, ${userEmail}, so that they set up another`;
    case 'enable':
      return `to enable the account of ${person}, ${userEmail}, again`;
  }
}

/** @param instant ISO 8601. @returns `Monday 2 February 2026 at 10:00`, in London. */
const timeInWords = (instant: string): string =>
  DateTime.fromISO(instant, { zone: PEOPLE_ZONE, locale: 'en-GB' }).toFormat("cccc d MMMM yyyy 'at' HH:mm");

/** What everybody concerned is told. @param by who did this step. */
export const askedNotice = (change: HeldChangeView, by: string): string =>
  `${by} asks ${changeInWords(change)}. This waits: another administrator may do it at once, and ${change.askedByName} alone from ${timeInWords(change.aloneFrom)} on. Until it is done you can refuse it.`;

export const doneNotice = (change: HeldChangeView, by: string): string =>
  `${by} did what ${change.askedByName} had asked for: ${changeInWords(change)}.`;

/** While a programme is set up. */
export const doneAtOnceNotice = (change: HeldChangeView, by: string): string =>
  `${by} did this at once, because no reporting period was opened there yet: ${changeInWords(change)}.`;

export const endedNotice = (change: HeldChangeView, by: string): string =>
  `${by} ${change.state === 'withdrawn' ? 'withdrew' : 'refused'} what ${change.askedByName} had asked for: ${changeInWords(change)}. Reason: “${change.reason ?? ''}”.`;
