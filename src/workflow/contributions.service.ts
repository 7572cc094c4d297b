import { Injectable } from '@nestjs/common';
import { PeopleQueries, requirePermission, type Actor } from '../identity/index.js';
import {
  Audit,
  canonicalJson,
  conflict,
  Database,
  databaseCode,
  invalid,
  notFound,
  rows,
  sha256Hex,
  stale,
  type Tx,
} from '../platform/index.js';
import { ContributionsQueries, type EnvelopeDetail } from './contributions.queries.js';
import { keptNotes, type Note } from './note.rules.js';
import { holdProgrammeOf, loadEnvelope } from './envelope.queries.js';
import { Sections } from './section.js';
import { Steps, type ContributionStep } from './steps.js';
import type { Action } from './transitions.js';
import { admit, freeToDecide, isLastDecider, nobodyDecides } from './workflow.rules.js';
import { WorkflowService } from './workflow.service.js';

/** The steps of a contribution, and who drafts it. */
@Injectable()
export class ContributionsService {
  constructor(
    private readonly database: Database,
    private readonly workflow: WorkflowService,
    private readonly sections: Sections,
    private readonly steps: Steps,
    private readonly contributions: ContributionsQueries,
    private readonly people: PeopleQueries,
    private readonly audit: Audit,
  ) {}

  /**
   * @param notes beside blocks of the part; only a return has any.
   * @throws Problem as `WorkflowService.transition`, 422 for a note beside a block that is not there, and 409 for handing in what nobody
   * could decide on.
   */
  async step(
    actor: Actor,
    id: string,
    action: Action,
    version: number,
    comment: string | null,
    notes: readonly Note[] = [],
  ): Promise<EnvelopeDetail> {
    const approvers = action === 'submit' ? await this.people.everybodyWith(['contribution.approve']) : null;
    await this.database.write(async (tx) => {
      await holdProgrammeOf(tx, id);
      const envelope = await loadEnvelope(tx, actor, 'contribution', id);
      if (!envelope?.section) throw notFound('contribution');
      const section = this.sections.get(envelope.section);
      const content = async () => (await section.content(tx, [id])).get(id);
      admit(actor, envelope, action, version);
      if (approvers && freeToDecide(approvers, envelope, actor.userId).length === 0)
        throw conflict('nobody-decides', nobodyDecides());
      const step: ContributionStep = {
        action,
        actor,
        section,
        envelope: { ...envelope, section: envelope.section },
        content,
      };
      const kept = notes.length === 0 ? [] : keptNotes(await content(), notes);
      await this.steps.before(tx, step);
      const { envelope: moved } = await this.workflow.transition(
        tx,
        actor,
        { envelopeId: id, kind: 'contribution', action, version, comment, notes: kept },
        {
          content,
          blockers: async () => [
            ...section.blockers(await content()),
            ...((await section.blockersAt?.(tx, id)) ?? []),
          ],
        },
      );
      await this.steps.after(tx, step);
      if (moved.status === 'draft') await section.bringUpToDate?.(tx, actor.audit, id);
    });
    return this.contributions.get(actor, 'contribution', id);
  }

  /**
   * Every part that this correction made a draft is what was approved before it again, and drafts of later periods follow that.
   * @throws Problem 500 when one would not be what was approved: then nothing is put back.
   */
  async restore(tx: Tx, actor: Actor, reportId: string): Promise<void> {
    for (const part of await this.workflow.restore(tx, actor, reportId)) {
      const section = this.sections.get(part.section);
      const content = async () => (await section.content(tx, [part.id])).get(part.id);
      if (sha256Hex(canonicalJson(await content())) !== part.approvedSha256)
        throw new Error(`BUG: part ${part.id} would not be what was approved`);
      await this.steps.after(tx, { action: 'restore', actor, section, envelope: part, content });
    }
  }

  /** Names who drafts it; null = anyone who may edit. Only while it is a draft. @throws Problem 422 for somebody who may not write it. */
  async assign(actor: Actor, id: string, version: number, ownerId: string | null): Promise<EnvelopeDetail> {
    const approvers = await this.people.everybodyWith(['contribution.approve']);
    await this.database.write(async (tx) => {
      const envelope = await loadEnvelope(tx, actor, 'contribution', id);
      if (!envelope) throw notFound('contribution');
      requirePermission(actor, 'contribution.assign', envelope.programmeId);
      if (envelope.version !== version) throw stale('contribution');
      if (envelope.status !== 'draft')
        throw conflict('not-possible', 'The owner can be changed only while it is a draft.');
      if (
        ownerId !== null &&
        !(await this.people.mayToday('contribution.edit', envelope.programmeId, ownerId, tx))
      )
        throw invalid([
          {
            path: 'ownerId',
            message:
              'There is no such person, or they have no role in this programme with which to write it.',
          },
        ]);
      if (ownerId !== null && isLastDecider(ownerId, envelope, approvers))
        throw invalid([
          {
            path: 'ownerId',
            message:
              'Nobody else could decide on this part: everybody else who may has written in it. Name somebody else to write it.',
          },
        ]);
      try {
        await rows(
          tx,
          `update envelope set owner_id = $2, version = version + 1, updated_at = now() where id = $1`,
          [id, ownerId],
        );
      } catch (error) {
        if (databaseCode(error) === '23503')
          throw invalid([{ path: 'ownerId', message: 'There is no such person.' }]);
        throw error;
      }
      await this.audit.append(tx, actor.audit, {
        action: 'contribution.assigned',
        subjectKind: 'contribution',
        subjectId: id,
        programmeId: envelope.programmeId,
        detail: { from: envelope.ownerId, to: ownerId },
      });
    });
    return this.contributions.get(actor, 'contribution', id);
  }
}
