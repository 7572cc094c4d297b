import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { requirePermission, type Actor } from '../identity/index.js';
import {
  Audit,
  Clock,
  conflict,
  Database,
  forbidden,
  invalid,
  notFound,
  rows,
  stale,
  type ProblemIssue,
  type Tx,
} from '../platform/index.js';
import { DraftSaver, loadEnvelope } from '../workflow/index.js';
import type { RiskEntryDocument, RisksDocument } from './risks.content.js';

type Acceptance = NonNullable<RiskEntryDocument['acceptance']>;

/** Acceptances of risks, each until a date, by somebody who may approve in the programme and does not own the risk. */
@Injectable()
export class AcceptancesService {
  constructor(
    private readonly database: Database,
    private readonly drafts: DraftSaver,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /**
   * Checks that a draft brings no acceptance that nobody gave: only the person themselves accepts a risk ({@link accept}), in their own
   * words. Acceptances that are stored are kept as they are, also after their approver has left, or are left out.
   * @throws Problem 422 naming every one that is not stored as it is sent.
   */
  async check(actor: Actor, contributionId: string, { entries }: RisksDocument): Promise<void> {
    const named = entries.flatMap(({ id, acceptance }, index) =>
      acceptance ? [{ id, acceptance, index }] : [],
    );
    if (named.length === 0) return;
    const [kept] = await this.database.query<{ acceptances: (Acceptance & { id: string })[] }>(
      `select coalesce((
          select json_agg(json_build_object('id', e.id, 'approverId', e.accepted_by, 'on', e.accepted_on, 'until', e.accepted_until,
                                            'reason', e.acceptance_reason))
            from risk_entry e where e.contribution_id = v.id and e.accepted_by is not null), '[]'::json) as acceptances
         from envelope v where v.id = $1 and v.section = 'risks' and ($2::uuid[] is null or v.programme_id = any($2))`,
      [contributionId, actor.programmesWith('contribution.edit')],
    );
    // Not visible to the actor, or not a register: the save refuses it.
    if (!kept) return;
    const issues = named
      .filter(
        ({ id, acceptance }) =>
          !kept.acceptances.some(
            ({ id: entry, ...one }) => entry === id && isDeepStrictEqual(one, acceptance),
          ),
      )
      .map(({ index }): ProblemIssue => ({
        path: `entries[${index}].acceptance`,
        message:
          'A risk is accepted by the person themselves and in their own words, not by saving the register.',
      }));
    if (issues.length > 0) throw invalid(issues);
  }

  /**
   * The actor accepts a risk of a draft themselves, from today. They are an author of the register then: somebody else approves it.
   * @returns the draft's new version.
   * @throws Problem 404 · 403 they own it, or may not approve · 412 · 409 no draft, or not an open entry that is to be accepted ·
   * 422 it would have ended already.
   */
  async accept(
    actor: Actor,
    contributionId: string,
    version: number,
    entryId: string,
    { until, reason }: Pick<Acceptance, 'until' | 'reason'>,
  ): Promise<number> {
    return this.database.write(async (tx) => {
      const envelope = await loadEnvelope(tx, actor, 'contribution', contributionId);
      if (envelope?.section !== 'risks') throw notFound('contribution');
      requirePermission(actor, 'contribution.approve', envelope.programmeId);
      if (envelope.version !== version) throw stale('contribution');
      if (envelope.status !== 'draft')
        throw conflict('not-possible', 'A risk can be accepted only while its register is a draft.');
      const on = this.clock.today();
      if (until < on)
        throw invalid([
          { path: 'until', message: 'The acceptance cannot end before it begins, which is today.' },
        ]);
      const entry = await this.entry(tx, contributionId, entryId);
      if (entry.ownerId === actor.userId)
        throw forbidden('The owner cannot accept their own risk.', 'separation-of-duties');
      if (entry.status !== 'open' || entry.response !== 'accept')
        throw conflict('not-possible', 'Only an open entry whose response is “accept” can be accepted.');
      await rows(
        tx,
        `update risk_entry set accepted_by = $3, accepted_on = $4, accepted_until = $5, acceptance_reason = $6
          where contribution_id = $1 and id = $2`,
        [contributionId, entryId, actor.userId, on, until, reason],
      );
      await this.drafts.touch(tx, actor.audit, [contributionId], [actor.userId]);
      await this.audit.append(tx, actor.audit, {
        action: 'risk.accepted',
        subjectKind: 'contribution',
        subjectId: contributionId,
        programmeId: envelope.programmeId,
        detail: { entry: entryId, number: entry.number, on, until },
      });
      return version + 1;
    });
  }

  private async entry(
    tx: Tx,
    contributionId: string,
    entryId: string,
  ): Promise<Pick<RiskEntryDocument, 'number' | 'ownerId' | 'status' | 'response'>> {
    const [found] = await rows<Pick<RiskEntryDocument, 'number' | 'ownerId' | 'status' | 'response'>>(
      tx,
      `select number, owner_id as "ownerId", status, response from risk_entry where contribution_id = $1 and id = $2`,
      [contributionId, entryId],
    );
    if (!found) throw notFound('entry');
    return found;
  }
}
