import { Injectable } from '@nestjs/common';

/** The zone that people live in. Instants are kept in UTC; dates that people name are dates here. */
export const PEOPLE_ZONE = 'Europe/London';

/** The one source of "now", so that a test can hold it still. */
@Injectable()
export class Clock {
  now(): Date {
    return new Date();
  }

  /** Today's date in London, `YYYY-MM-DD`. */
  today(): string {
    return londonDate(this.now());
  }
}

/** Made once: this is asked with every request. The Swedish way of writing a date is ISO 8601's. */
const ISO_DATE_IN_LONDON = new Intl.DateTimeFormat('sv-SE', {
  timeZone: PEOPLE_ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

const TIME_IN_LONDON = new Intl.DateTimeFormat('en-GB', {
  timeZone: PEOPLE_ZONE,
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** The time of day of an instant in London, `14:05`. */
export function londonTime(instant: Date): string {
  return TIME_IN_LONDON.format(instant);
}

/** The London calendar date of an instant, `YYYY-MM-DD`. */
export function londonDate(instant: Date): string {
  return ISO_DATE_IN_LONDON.format(instant);
}
