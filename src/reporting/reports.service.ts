import { Injectable } from '@nestjs/common';
import { requirePermission, type Actor, type Confirmation } from '../identity/index.js';
import {
  Audit,
  conflict,
  Database,
  notFound,
  Problem,
  rows,
  stale,
  violatedConstraint,
  type Tx,
} from '../platform/index.js';
import { ProgrammesQueries, type Rag } from '../programmes/index.js';
import {
  DraftSaver,
  holdProgrammeOf,
  loadEnvelope,
  WorkflowService,
  type Action,
} from '../workflow/index.js';
import { ownDecisions } from '../disclosure/index.js';
import type { Assembled } from './assembled.rules.js';
import { Sealer } from './sealer.js';
import { trialBlockers } from './trial/trial.rules.js';
import { SealableService } from './trial/sealable.service.js';

/** The report's own text. */
export interface ReportText {
  overall: {
    narrative: string | null;
    rag: Rag | null;
    /** The whole report in at most three sentences. */
    summary: string | null;
    /** What the committee is asked to do. */
    asks: string[];
  };
  /** What the report relies on, by title. */
  backgroundPapers: string[];
  /** Why the report goes without late contributions; null = it waits for them. */
  lateReason: string | null;
}

/** Assembling, reviewing, sealing and correcting a period's report. */
@Injectable()
export class ReportsService {
  constructor(
    private readonly database: Database,
    private readonly workflow: WorkflowService,
    private readonly drafts: DraftSaver,
    private readonly programmes: ProgrammesQueries,
    private readonly sealer: Sealer,
    private readonly sealable: SealableService,
    private readonly audit: Audit,
  ) {}

  /** Starts a period's report. @throws Problem 409 when there is one: a correction starts from it. @returns the report's id. */
  async create(actor: Actor, periodId: string): Promise<string> {
    const period = await this.programmes.period(actor, periodId);
    requirePermission(actor, 'report.edit', period.programmeId);
    return this.database.write((tx) =>
      this.open(tx, actor, { periodId, programmeId: period.programmeId, revision: 1, reason: null }),
    );
  }

  /** @returns the new version. */
  save(actor: Actor, id: string, version: number, text: ReportText): Promise<number> {
    return this.drafts.save(actor, {
      kind: 'report',
      envelopeId: id,
      version,
      section: null,
      document: text,
      writes: [
        `put_report as (
          update report r set overall_narrative = doc.body -> 'overall' ->> 'narrative', overall_rag = doc.body -> 'overall' ->> 'rag',
                 late_reason = doc.body ->> 'lateReason', summary = doc.body -> 'overall' ->> 'summary',
                 asks = doc.body::jsonb -> 'overall' -> 'asks', background_papers = doc.body::jsonb -> 'backgroundPapers'
            from saved s, doc where r.envelope_id = s.id)`,
      ],
    });
  }

  /** Sent to the SRO, it is printed on trial at once, so that she learns early what could not be printed. */
  async step(
    actor: Actor,
    id: string,
    action: Extract<Action, 'submit' | 'return'>,
    version: number,
    comment: string | null,
  ): Promise<void> {
    await this.database.write(async (tx) => {
      await holdProgrammeOf(tx, id);
      let assembled: Assembled | undefined;
      await this.workflow.transition(
        tx,
        actor,
        { envelopeId: id, kind: 'report', action, version, comment },
        {
          blockers: async () => (assembled = await this.sealable.assemble(tx, id)).blockers,
          content: () => Promise.resolve(null),
        },
      );
      if (assembled) await this.sealable.ask(tx, id, assembled, actor.correlationId);
    });
  }

  /**
   * The SRO's approval: seals exactly the content whose hash she was shown.
   * @param approval the hash of the content that she read: when the report would say something else by now, nothing is approved.
   * @param confirmation that it is she who approves.
   * @returns the id of the sealed version.
   * @throws Problem 409 while something stands in the way, the trial print of this very text included, which is asked for then.
   */
  async approve(
    actor: Actor,
    id: string,
    version: number,
    approval: { sha256: string; comment: string | null },
    confirmation: Confirmation,
  ): Promise<string> {
    if (confirmation.userId !== actor.userId) throw new Error('BUG: somebody else gave their password');
    const trial = { isWanted: false };
    const sealing = this.database.write(async (tx) => {
      await holdProgrammeOf(tx, id);
      let assembled: Assembled | undefined;
      const assembleOnce = async () => (assembled ??= await this.sealable.assemble(tx, id));
      const { envelope, approvedSha256 } = await this.workflow.transition(
        tx,
        actor,
        { envelopeId: id, kind: 'report', action: 'approve', version, comment: approval.comment },
        {
          blockers: async () => {
            const assembled = await assembleOnce();
            const others = [
              ...assembled.blockers,
              ...assembled.unanswered,
              ...ownDecisions(assembled.decided, actor.userId),
            ];
            if (others.length > 0) return others;
            const found = await this.sealable.ask(tx, id, assembled, actor.correlationId);
            trial.isWanted = found.state === 'waiting';
            return trialBlockers(found);
          },
          content: async () => (await assembleOnce()).snapshot,
        },
      );
      if (approvedSha256 !== approval.sha256)
        throw new Problem({
          code: 'content-changed',
          status: 412,
          detail:
            'The report is not what you read: its content has changed since. Read it again before you approve it. Nothing was approved.',
        });
      const { snapshot, canonical, sha256 } = await assembleOnce();
      if (snapshot === null || canonical === null || sha256 !== approvedSha256)
        throw new Error('BUG: a report was approved that nobody could assemble');
      return this.sealer.seal(tx, actor, envelope, { snapshot, canonical, sha256 });
    });
    try {
      return await sealing;
    } catch (error) {
      // What was asked for in a transaction that was refused was not asked for.
      if (trial.isWanted) await this.sealable.askNow(id, actor.correlationId);
      throw error;
    }
  }

  /** Has the report tried as it is now, unless it was. */
  async tryNow(actor: Actor, id: string): Promise<void> {
    await this.sealable.askNow(id, actor.correlationId);
  }

  /**
   * Starts version n+1 from an approved report. The approved one stays in force until the correction is approved. The reason is printed:
   * who writes it is an author of the correction, and does not approve it.
   * @returns its id.
   */
  correct(actor: Actor, id: string, version: number, reason: string): Promise<string> {
    return this.database.write(async (tx) => {
      const report = await loadEnvelope(tx, actor, 'report', id);
      if (!report) throw notFound('report');
      requirePermission(actor, 'report.correct', report.programmeId);
      if (report.version !== version) throw stale('report');
      if (report.status !== 'approved')
        throw conflict('not-possible', 'Only an approved report that is in force can be corrected.');
      const correction = await this.open(tx, actor, { ...report, revision: report.revision + 1, reason });
      await rows(
        tx,
        `update report n set overall_narrative = o.overall_narrative, overall_rag = o.overall_rag, summary = o.summary, asks = o.asks,
                background_papers = o.background_papers, late_reason = o.late_reason
           from report o where n.envelope_id = $1 and o.envelope_id = $2`,
        [correction, id],
      );
      // What was answered stays answered, as long as the facts are the same.
      await rows(
        tx,
        `insert into challenge_answer (report_id, finding_key, rule, question, reason, print, answered_by, answered_at)
         select $1::uuid, finding_key, rule, question, reason, print, answered_by, answered_at from challenge_answer where report_id = $2`,
        [correction, id],
      );
      return correction;
    });
  }

  private async open(
    tx: Tx,
    actor: Actor,
    report: { periodId: string; programmeId: string; revision: number; reason: string | null },
  ): Promise<string> {
    try {
      const id = await this.workflow.open(tx, {
        kind: 'report',
        programmeId: report.programmeId,
        periodId: report.periodId,
        revision: report.revision,
        ...(report.reason === null ? {} : { authorId: actor.userId }),
      });
      await rows(tx, `insert into report (envelope_id, correction_reason) values ($1, $2)`, [
        id,
        report.reason,
      ]);
      await this.audit.append(tx, actor.audit, {
        action: report.reason === null ? 'report.started' : 'report.correction_started',
        subjectKind: 'report',
        subjectId: id,
        programmeId: report.programmeId,
        detail: { revision: report.revision, ...(report.reason === null ? {} : { reason: report.reason }) },
      });
      return id;
    } catch (error) {
      if (violatedConstraint(error) === 'envelope_report_unique')
        throw conflict(
          'already-exists',
          'This period has such a report already. An approved report is corrected, not started again.',
        );
      throw error;
    }
  }
}
