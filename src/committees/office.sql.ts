/** The columns of a recipient `r` of which their standing is told. */
export const TERM = `r.active, r.serves_from::text as "servesFrom", r.serves_until::text as "servesUntil"`;

/**
 * Whether recipient `r` is in office on a day: on the list, and that day is within their term. The whole product asks here or, of rows that
 * it has read, `standingOn` (office.rules.ts); a test holds the two together.
 * @param day SQL of a London date.
 */
export const inOffice = (day: string): string =>
  `(r.active and coalesce(r.serves_from <= ${day}, true) and coalesce(r.serves_until >= ${day}, true))`;

/** SQL of the London date of an instant. @param instant SQL. */
export const londonDay = (instant: string): string => `(${instant} at time zone 'Europe/London')::date`;
