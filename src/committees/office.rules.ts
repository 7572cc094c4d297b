/** As much of a recipient as tells whether they serve. Dates are London dates; null where the term is open. */
export interface Term {
  active: boolean;
  servesFrom: string | null;
  servesUntil: string | null;
}

/** `removed`: somebody took them off the list. The others are by the day alone. */
export const STANDINGS = ['removed', 'not-yet', 'serving', 'left'] as const;
export type Standing = (typeof STANDINGS)[number];

/** How somebody stands on a day; both days of a term belong to it. Who does not serve gets nothing (`inOffice` of office.sql.ts). */
export function standingOn({ active, servesFrom, servesUntil }: Term, day: string): Standing {
  if (!active) return 'removed';
  if (servesFrom !== null && day < servesFrom) return 'not-yet';
  return servesUntil !== null && day > servesUntil ? 'left' : 'serving';
}

/** Whether somebody serves on a day. */
export const serves = (term: Term, day: string): boolean => standingOn(term, day) === 'serving';
