import { DateTime } from 'luxon';
import { PEOPLE_ZONE } from '../platform/index.js';

/** `Tuesday 11 February 2020, 10:00`, London time. */
export function instantWords(instant: string): string {
  return DateTime.fromISO(instant, { zone: PEOPLE_ZONE, locale: 'en-GB' }).toFormat(
    'cccc d LLLL yyyy, HH:mm',
  );
}
