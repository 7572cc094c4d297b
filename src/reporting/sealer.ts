import { Injectable } from '@nestjs/common';
import { CarriedQueries } from '../enquiries/index.js';
import { PeopleQueries, type Actor } from '../identity/index.js';
import { Audit, Clock, Outbox, row, rows, type Tx } from '../platform/index.js';
import { WorkflowService, type EnvelopeRow } from '../workflow/index.js';
import { editionsOf } from '../disclosure/index.js';
import { editionRendered, editionWanted, printingKey } from './reporting.work.js';
import type { ReportSnapshot, SealApprover } from '../snapshot/index.js';
import { dropTrialFiles } from './trial/drop-trial-files.js';
import { VersionsQueries } from './versions/versions.queries.js';

/** What is sealed: the report itself, and the very bytes that its hash is of. */
export interface Approved {
  snapshot: ReportSnapshot;
  canonical: string;
  sha256: string;
}

/** Writes down what was approved, for good, and asks for its editions: all in the approval's own transaction. */
@Injectable()
export class Sealer {
  constructor(
    private readonly workflow: WorkflowService,
    private readonly versions: VersionsQueries,
    private readonly people: PeopleQueries,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly carried: CarriedQueries,
    private readonly audit: Audit,
  ) {}

  /**
   * @param report just approved, in this transaction.
   * @param approved the database checks the hash against the canonical JSON once more.
   * @returns the sealed version's id.
   */
  async seal(tx: Tx, actor: Actor, report: EnvelopeRow, approved: Approved): Promise<string> {
    const { snapshot, canonical, sha256 } = approved;
    const approvedBy = await this.approverOf(tx, actor, report.programmeId);
    const sealed = await row<{ id: string; reason: string | null }>(
      tx,
      `insert into report_version (report_id, programme_id, period_id, version, snapshot, sha256, approved_by, approved_at, correction_reason)
       select e.id, e.programme_id, e.period_id, e.revision, $2, $3, $4::json, e.approved_at, r.correction_reason
         from envelope e join report r on r.envelope_id = e.id where e.id = $1
       returning id, correction_reason as reason`,
      [report.id, canonical, sha256, JSON.stringify(approvedBy)],
    );
    await this.supersedePrevious(tx, actor, report, sealed.reason);
    await dropTrialFiles(tx, report.id);
    await this.carried.printed(tx, sealed.id, snapshot.memberQuestions ?? []);
    const sinceId = await this.versions.before(tx, sealed.id);
    for (const edition of editionsOf(snapshot)) {
      const wanted = { versionId: sealed.id, edition, sinceId };
      await this.outbox.add(tx, editionWanted, {
        key: printingKey(wanted),
        payload: wanted,
        correlationId: actor.correlationId,
      });
    }
    await this.audit.append(tx, actor.audit, {
      action: 'version.sealed',
      subjectKind: 'version',
      subjectId: sealed.id,
      programmeId: report.programmeId,
      detail: { reportId: report.id, version: report.revision, sha256 },
    });
    return sealed.id;
  }

  /** What waited for a correction goes out now, with the version that stays in force. */
  async goesOut(tx: Tx, periodId: string, correctionId: string, correlationId: string): Promise<void> {
    const inForce = await this.versions.latest(tx, periodId);
    if (!inForce) throw new Error('BUG: a correction of nothing that was sealed');
    const payload = { versionId: inForce.id, edition: 'public' as const, sinceId: null };
    await this.outbox.add(tx, editionRendered, {
      key: `${printingKey(payload)}/${correctionId}`,
      payload,
      correlationId,
    });
  }

  private async approverOf(tx: Tx, actor: Actor, programmeId: string): Promise<SealApprover> {
    const { userId, name, jobTitle } = actor;
    const standsInFor = await this.people.standsInFor(
      'report.approve',
      programmeId,
      userId,
      this.clock.today(),
      tx,
    );
    return { id: userId, name, jobTitle, ...(standsInFor.length === 0 ? {} : { standsInFor }) };
  }

  private async supersedePrevious(
    tx: Tx,
    actor: Actor,
    report: EnvelopeRow,
    reason: string | null,
  ): Promise<void> {
    const previous = await rows<{ id: string }>(
      tx,
      `select id from envelope where kind = 'report' and period_id = $1 and revision = $2 and status <> 'withdrawn'`,
      [report.periodId, report.revision - 1],
    );
    for (const { id } of previous)
      await this.workflow.supersede(tx, actor.audit, id, reason ?? 'A correction was approved.');
  }
}
