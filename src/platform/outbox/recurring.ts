import { z } from 'zod';
import { latestOccurrence, nextOccurrence, type Recurrence } from '../clock/recurrence.js';
import { workKind, type WorkKind } from './work-kind.js';

/**
 * Work that recurs. Each occurrence is a piece of work in the outbox, unique by the instant that it is for; so it is claimed, fenced, tried
 * again and given up like any other, and several workers do it once. Workers that have its handler add an occurrence when its time has
 * come. When none was running then, they catch up by `missed`.
 */
export interface RecurringKind extends WorkKind<{ occurrence: string }> {
  rule: Recurrence;
  /**
   * What becomes of occurrences whose time passed while no worker ran:
   * - `latest`: only the newest is done. Older ones that nobody has begun are withdrawn.
   * - `every`: each is done, for work that says something about its own time.
   * In both: on the very first start only the latest is done, and an occurrence that became a dead letter stays one.
   */
  missed: 'latest' | 'every';
}

/**
 * @param of `name` is the kind's name, as of any work. A handler may still be busy with one occurrence when another worker begins the
 *   next one.
 */
export function recurring(of: Pick<RecurringKind, 'name' | 'rule' | 'missed'>): RecurringKind {
  return {
    ...of,
    ...workKind({
      name: of.name,
      // One queue for all: none of them is urgent to the second.
      queue: 'recurring',
      payload: z.strictObject({
        occurrence: z.iso.datetime().describe('The instant that it is for, which may be long ago.'),
      }),
    }),
  };
}

export function isRecurring(kind: WorkKind | RecurringKind): kind is RecurringKind {
  return 'rule' in kind;
}

/**
 * Which occurrences are to be added, oldest first.
 * @param last the newest that was added before; null when there was none.
 */
export function occurrencesDue({ rule, missed }: RecurringKind, last: Date | null, now: Date): Date[] {
  const latest = latestOccurrence(rule, now);
  if (last !== null && latest <= last) return [];
  if (last === null || missed === 'latest') return [latest];
  const due: Date[] = [];
  for (let at = nextOccurrence(rule, last); at <= now; at = nextOccurrence(rule, at)) due.push(at);
  return due;
}
