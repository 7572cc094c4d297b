import { DateTime } from 'luxon';
import { PEOPLE_ZONE } from '../platform/index.js';
import type { SnapshotPerson } from '../reporting/index.js';

/** Name and job title, or one of them where they say the same. */
export const personWords = ({ name, jobTitle }: SnapshotPerson): string =>
  jobTitle === '' || jobTitle === name ? name : `${name}, ${jobTitle}`;

/** `Tuesday 11 February 2020, 10:00`, London time. */
export function instantWords(instant: string): string {
  return DateTime.fromISO(instant, { zone: PEOPLE_ZONE, locale: 'en-GB' }).toFormat(
    'cccc d LLLL yyyy, HH:mm',
  );
}
