import type { Actor } from '../../identity/index.js';
import type { Problem } from '../../platform/index.js';
import type { PartView } from '../../programmes/index.js';
import { paths, PlainAnswer, textOf, type Sent } from '../shell/index.js';
import { blockHash, BlockConflict } from './save-block.js';
import { fieldsRead, threeWay } from './three-way.rules.js';

/**
 * What was sent together with what somebody else saved meanwhile in other fields of the same block; null where both changed the same field.
 */
export function mergedWith(values: Sent | null, sent: Sent, conflict: BlockConflict<unknown>): Sent | null {
  if (values === null) return null;
  const together = threeWay(sent, values, textOf(sent['_read']));
  if (!together || together.contested.size > 0) return null;
  return {
    ...together.merged,
    _version: String(conflict.version),
    _block: blockHash(conflict.theirs),
    _read: fieldsRead(values),
  };
}

/** What the page of a conflict says of the part. */
export const conflictAround = (actor: Actor, part: PartView) => ({
  around: {
    caption: `${part.period.label} · ${part.title}`,
    programme: part.programme.name,
    back: { text: part.title, href: paths.part(part.id) },
  },
  saved: part.lastSaved,
  own: part.lastSaved?.by === actor.label,
});

/** An autosave stops at these; the page then waits for a person. */
export const quietRefusal = (error: Problem | BlockConflict<unknown>): PlainAnswer =>
  error instanceof BlockConflict
    ? new PlainAnswer(412, {
        sentence: 'Not saved: somebody else changed this. Press Save to see both texts.',
      })
    : new PlainAnswer(error.status, {
        sentence: `Not saved yet: ${error.issues[0]?.message ?? error.message}`,
      });
