import { Injectable } from '@nestjs/common';
import type { Actor } from '../identity/index.js';
import type { Tx } from '../platform/index.js';
import type { EnvelopeRow } from './envelope.queries.js';
import type { Section } from './section.js';
import type { Action } from './transitions.js';

/** A step of a contribution that somebody takes and may take. */
export interface ContributionStep {
  action: Action;
  actor: Actor;
  section: Section;
  /** As it is before the step, locked. */
  envelope: EnvelopeRow & { section: string };
  /** What it says. */
  content(): Promise<unknown>;
}

/** A room that has something to do in the transaction of other rooms' steps. */
export interface StepWitness {
  /**
   * The step is allowed, and not taken yet. A room that locks further rows does it here, because the step takes the lock of the
   * audit trail, which comes last.
   * @throws Problem when the step has to wait for something.
   */
  before?(tx: Tx, step: ContributionStep): Promise<void>;
  /** It has been taken. */
  after?(tx: Tx, step: ContributionStep): Promise<void>;
}

/** Calls the rooms that take part in the steps of contributions; a room registers itself when its module starts. */
@Injectable()
export class Steps {
  private readonly witnesses: StepWitness[] = [];

  register(witness: StepWitness): void {
    this.witnesses.push(witness);
  }

  async before(tx: Tx, step: ContributionStep): Promise<void> {
    for (const witness of this.witnesses) await witness.before?.(tx, step);
  }

  async after(tx: Tx, step: ContributionStep): Promise<void> {
    for (const witness of this.witnesses) await witness.after?.(tx, step);
  }
}
