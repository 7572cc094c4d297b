import { Injectable } from '@nestjs/common';
import type { Actor } from '../identity/index.js';
import type { Tx } from '../platform/index.js';
import type { EnvelopeRow } from './envelope.queries.js';
import type { Section } from './section.js';
import type { Action } from './transitions.js';

/** A step of a contribution that somebody is allowed to take. */
export interface ContributionStep {
  action: Action;
  actor: Actor;
  section: Section;
  /** As it is before the step, locked. */
  envelope: EnvelopeRow & { section: string };
  /** Its content. */
  content(): Promise<unknown>;
}

/** A room that does something in the transaction of another room's step. */
export interface StepListener {
  /**
   * The step is allowed, and not taken yet. A room that locks further rows does it here, because the step takes the lock of the
   * audit trail, which comes last.
   * @throws Problem when the step has to wait for something.
   */
  before?(tx: Tx, step: ContributionStep): Promise<void>;
  /** Runs after the step. */
  after?(tx: Tx, step: ContributionStep): Promise<void>;
}

/** Calls the rooms that take part in the steps of contributions; a room registers itself when its module starts. */
@Injectable()
export class Steps {
  private readonly listeners: StepListener[] = [];

  register(listener: StepListener): void {
    this.listeners.push(listener);
  }

  async before(tx: Tx, step: ContributionStep): Promise<void> {
    for (const listener of this.listeners) await listener.before?.(tx, step);
  }

  async after(tx: Tx, step: ContributionStep): Promise<void> {
    for (const listener of this.listeners) await listener.after?.(tx, step);
  }
}
