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
   * The step is allowed, and not taken yet. Whoever locks more than they write in their last statement does it here: the audit
   * trail's lock comes with the step.
   * @throws Problem when the step has to wait for something.
   */
  before?(tx: Tx, step: ContributionStep): Promise<void>;
  /** It has been taken. */
  after?(tx: Tx, step: ContributionStep): Promise<void>;
}

/** Who is told of the steps of contributions; rooms register themselves when their module starts. */
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
