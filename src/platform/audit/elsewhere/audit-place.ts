import type { AuditEvent } from '../audit.js';

/** Somewhere outside of the database that events of the audit trail go to, so that a trail that was written anew can be told. */
export interface AuditPlace {
  /** For people and for the table `audit_place`: what it is and where. No secrets. A new address is a new place, which gets everything. */
  readonly name: string;

  /**
   * Hands over events, oldest first. They may come again after a crash: the number and the hash of an event say that it is the same one.
   * @throws Error with a sentence for the operator; none of them counts as handed over then.
   */
  keep(events: readonly AuditEvent[]): Promise<void>;

  /**
   * Everything that it has, in parts, oldest first; events may come more than once.
   * Undefined for a place that only takes.
   */
  kept?(): AsyncIterable<KeptEvent[]>;
}

/** What of an event is compared. */
export type KeptEvent = Pick<AuditEvent, 'seq' | 'hash'>;

/** One event to the line, as every place has it. */
export const eventLine = (event: AuditEvent): string => JSON.stringify(event);
