import type { SealedChallenge } from '../snapshot/index.js';
import type { Finding } from './finding.js';

/**
 * What was answered when an earlier report was asked the same of the same place. Its facts were other ones, so the answer is
 * something to start from and counts for nothing. Null rather than a guess between two.
 */
export function answeredBefore(
  { rule, place, question }: Pick<Finding, 'rule' | 'place' | 'question'>,
  sealed: readonly SealedChallenge[],
): SealedChallenge | null {
  const same = sealed.filter(
    (one) =>
      one.rule === rule &&
      one.place === place.label &&
      (one.about === null || one.about === undefined || one.about.entryId === place.entryId),
  );
  return same.find((one) => one.question === question) ?? (same.length === 1 ? (same[0] ?? null) : null);
}
