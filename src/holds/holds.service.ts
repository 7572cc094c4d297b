import { Injectable } from '@nestjs/common';
import { requirePermission, type Actor, type Confirmation } from '../identity/index.js';
import {
  Audit,
  Clock,
  conflict,
  Database,
  invalid,
  row,
  rows,
  stale,
  violatedConstraint,
} from '../platform/index.js';
import type { NewHold } from './holds.input.js';
import { HoldsQueries, type HoldView } from './holds.queries.js';
import { awaitDeletions } from './keep-holds.js';

/** The constraint that refuses an id of nothing, and where it was given. */
const UNKNOWN: Record<string, { path: string; message: string }> = {
  legal_hold_programme_fk: { path: 'programmeId', message: 'There is no such programme.' },
  legal_hold_person_fk: { path: 'personId', message: 'There is no such person.' },
};

/** Places holds and lifts them. What was held and why stays. */
@Injectable()
export class HoldsService {
  constructor(
    private readonly database: Database,
    private readonly queries: HoldsQueries,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Counts from the end of the transaction: a deletion that runs now is waited for. @throws Problem 403 · 422. */
  async place(actor: Actor, hold: NewHold): Promise<HoldView> {
    requirePermission(actor, 'retention.manage', null);
    try {
      return await this.database.write(async (tx) => {
        await awaitDeletions(tx);
        const { id } = await row<{ id: string }>(
          tx,
          `insert into legal_hold (programme_id, person_id, from_day, until_day, reason, placed_by, placed_at)
           values ($1, $2, $3, $4, $5, $6, $7) returning id`,
          [
            hold.programmeId,
            hold.personId,
            hold.fromDay,
            hold.untilDay,
            hold.reason,
            actor.userId,
            this.clock.now().toISOString(),
          ],
        );
        await this.audit.append(tx, actor.audit, {
          action: 'hold.placed',
          subjectKind: 'hold',
          subjectId: id,
          programmeId: hold.programmeId,
          detail: { personId: hold.personId, fromDay: hold.fromDay, untilDay: hold.untilDay },
        });
        return this.queries.byId(actor, id, tx);
      });
    } catch (error) {
      const unknown = UNKNOWN[violatedConstraint(error) ?? ''];
      if (unknown) throw invalid([unknown]);
      throw error;
    }
  }

  /**
   * What it held may be deleted by the next sweep, so the person confirms that it is them.
   * @throws Problem 403 · 404 · 409 when it is lifted already · 412.
   */
  async lift(
    actor: Actor,
    id: string,
    version: number,
    reason: string,
    confirmation: Confirmation,
  ): Promise<HoldView> {
    requirePermission(actor, 'retention.manage', null);
    if (confirmation.userId !== actor.userId) throw new Error('BUG: confirmed by another person');
    return this.database.write(async (tx) => {
      const before = await this.queries.byId(actor, id, tx);
      if (before.lifted !== null) throw conflict('hold-lifted', 'This hold was lifted already.');
      const changed = await rows(
        tx,
        `update legal_hold set lifted_by = $3, lifted_at = $4, lifted_reason = $5, version = version + 1
          where id = $1 and version = $2 and lifted_at is null returning id`,
        [id, version, actor.userId, this.clock.now().toISOString(), reason],
      );
      if (changed.length === 0) throw stale('hold');
      await this.audit.append(tx, actor.audit, {
        action: 'hold.lifted',
        subjectKind: 'hold',
        subjectId: id,
        programmeId: before.programme?.id ?? null,
      });
      return this.queries.byId(actor, id, tx);
    });
  }
}
