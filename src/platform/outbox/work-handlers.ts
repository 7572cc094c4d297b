import { Injectable } from '@nestjs/common';
import type { Tx } from '../database/database.js';
import type { Claim } from './outbox.js';
import { isRecurring, type RecurringKind } from './recurring.js';
import type { WorkKind } from './work-kind.js';

/** What a handler may use while it holds a claim. */
export interface WorkContext {
  claim: Claim;
  /** Aborted when the claim is lost or the process stops. */
  signal: AbortSignal;
  /** Call it before each effect that a transaction cannot undo. @throws LostClaim when another worker has the work now. */
  renewLease(): Promise<void>;
  /** Marks the work done; call it inside the transaction that writes the effects. */
  complete(tx: Tx): Promise<void>;
}

export type WorkHandler<Payload> = (payload: Payload, context: WorkContext) => Promise<void>;

/** Trying again cannot help: the work becomes a dead letter at once. */
export class PermanentFailure extends Error {
  override name = 'PermanentFailure';
}

interface Registered {
  kind: WorkKind;
  handle: WorkHandler<unknown>;
  concurrency: number;
  goesOn: boolean;
}

/**
 * Which code does which kind of work. Rooms register at start; two handlers for one kind are a fault found at boot.
 */
@Injectable()
export class WorkHandlers {
  private readonly byKind = new Map<string, Registered>();

  /**
   * @param concurrency how many of the kind's queue one worker process does at once (the largest wins per queue).
   * @param goesOn who has done one takes the next of its queue that is due, without being woken for it: for work that comes in hundreds.
   */
  register<Payload extends Record<string, unknown>>(
    kind: WorkKind<Payload>,
    handle: WorkHandler<Payload>,
    concurrency = 1,
    goesOn = false,
  ): void {
    if (this.byKind.has(kind.name)) throw new Error(`BUG: two handlers for work of kind "${kind.name}"`);
    this.byKind.set(kind.name, {
      kind: kind,
      handle: handle as WorkHandler<unknown>,
      concurrency,
      goesOn,
    });
  }

  find(name: string): Registered | undefined {
    return this.byKind.get(name);
  }

  recurring(): RecurringKind[] {
    return [...this.byKind.values()].map(({ kind }) => kind).filter(isRecurring);
  }

  /** Queues whose work goes on by itself. */
  goingOn(): string[] {
    return [...this.byKind.values()].filter(({ goesOn }) => goesOn).map(({ kind }) => kind.queue);
  }

  queues(): Map<string, number> {
    const queues = new Map<string, number>();
    for (const { kind, concurrency } of this.byKind.values())
      queues.set(kind.queue, Math.max(concurrency, queues.get(kind.queue) ?? 1));
    return queues;
  }
}
