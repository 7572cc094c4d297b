import type { SealApprover, SnapshotPerson } from './snapshot.js';
import { inWords, longDate, personLabel } from './words.js';

/**
 * Who approved, and for whom: `Callum Whitby, Assistant Director, for Nancy Meehan, Director (stands in until 3 January 2020)`.
 * @param person how the reader is told who somebody is.
 */
export function approverLabel(
  approver: SealApprover,
  person: (one: SnapshotPerson) => SnapshotPerson = (one) => one,
): string {
  const others = (approver.standsInFor ?? []).map(
    ({ id, name, jobTitle, until }) =>
      `${personLabel(person({ id, name, jobTitle }))} (stands in until ${longDate(until)})`,
  );
  const { id, name, jobTitle } = approver;
  const own = personLabel(person({ id, name, jobTitle }));
  return others.length === 0 ? own : `${own}, for ${inWords(others)}`;
}
