import type { Permission, Person } from '../../identity/index.js';

/** What the rows of the set-up, and the people whom a programme needs, are decided by. */
export const SET_UP_PERMISSIONS = [
  'programme.manage',
  'assignment.manage',
  'measure.manage',
  'reading.record',
  'publication.release',
  'period.open',
  'committee.manage',
  'contribution.submit',
  'contribution.approve',
  'report.approve',
  'dispatch.manage',
] as const satisfies readonly Permission[];
export type SetUpPermission = (typeof SET_UP_PERMISSIONS)[number];

export type Holder = Person & { permissions: readonly SetUpPermission[] };

/** Whoever a month needs, by what they may do: roles are data, and a council may have made its own. */
const NEEDED: readonly { who: string; is: (may: ReadonlySet<SetUpPermission>) => boolean }[] = [
  {
    who: 'an owner (writes parts)',
    is: (may) => may.has('contribution.submit') && !may.has('contribution.approve'),
  },
  { who: 'a programme manager', is: (may) => may.has('period.open') },
  { who: 'an SRO (approves the report)', is: (may) => may.has('report.approve') },
  { who: 'a clerk (sends it to committees)', is: (may) => may.has('dispatch.manage') },
];

/** Who is still missing before a month can run, in words. Pure. */
export const missingPeople = (holders: readonly Holder[]): string[] =>
  NEEDED.filter(({ is }) => !holders.some(({ permissions }) => is(new Set(permissions)))).map(
    ({ who }) => who,
  );

/** Where one person alone reviews: nobody decides on what they write. Advice, as a month can run without a second. Pure. */
export function onlyReviewer(holders: readonly Holder[]): Holder | null {
  const [only, second] = holdersOf(holders, 'contribution.approve');
  return only !== undefined && second === undefined ? only : null;
}

/** Who may do this. */
export const holdersOf = (holders: readonly Holder[], permission: SetUpPermission): Holder[] =>
  holders.filter(({ permissions }) => permissions.includes(permission));
