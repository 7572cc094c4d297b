import type { ReadingChange } from '../../performance/index.js';
import { longDate } from '../shell/index.js';

/** `20 new, 3 changed, 1 restated`; kinds of which there is none are left out. */
export const countsOf = (outcomes: readonly ReadingChange['outcome'][]): string =>
  (['new', 'changed', 'restated'] as const)
    .map((kind) => ({ kind, number: outcomes.filter((outcome) => outcome === kind).length }))
    .filter(({ number }) => number > 0)
    .map(({ kind, number }) => `${number.toLocaleString('en-GB')} ${kind}`)
    .join(', ');

/** `New, provisional: as at 27 January 2020`; `Restated: it was relied on` */
export function kindWords({
  outcome,
  after,
}: {
  outcome: ReadingChange['outcome'];
  after: Pick<ReadingChange['after'], 'state' | 'asAt'>;
}): string {
  if (outcome === 'restated') return 'Restated: it was relied on';
  const kind = outcome === 'new' ? 'New' : 'Changed';
  return `${kind}, ${after.state}${after.asAt === null ? '' : `: as at ${longDate(after.asAt)}`}`;
}
