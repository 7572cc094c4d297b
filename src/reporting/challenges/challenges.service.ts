import { Injectable } from '@nestjs/common';
import { requirePermission, type Actor } from '../../identity/index.js';
import {
  Audit,
  conflict,
  Database,
  invalid,
  notFound,
  Problem,
  row,
  stale,
  type ReadTx,
  type Tx,
} from '../../platform/index.js';
import { ContributionsQueries, loadEnvelope, WorkflowService } from '../../workflow/index.js';
import {
  answeredBefore,
  ChallengesQueries,
  type AnswerNoLongerAsked,
  type Challenge,
  type EarlierAnswer,
  type Finding,
  questionsTo,
} from '../../challenge/index.js';
import { SealableService } from '../trial/sealable.service.js';
import { VersionsQueries } from '../versions/versions.queries.js';

/** A question to a report, with what the report before answered to it. */
export interface AskedQuestion extends Challenge {
  /** Null where it was not asked then. */
  earlier: EarlierAnswer | null;
}

/** What a report is asked, and what it was asked before it changed. */
export interface ReportQuestions {
  version: number;
  items: AskedQuestion[];
  noLongerAsked: AnswerNoLongerAsked[];
}

/** The answer to a question: what it asks about is so, and here is why that is right. */
export interface ChallengeReply {
  reason: string;
  print: boolean;
  /** It holds in later reports too, as long as what it rests on is so. */
  stands: boolean;
}

/** Asking a report, or one contribution, what a careful member would ask; and taking the answers. */
@Injectable()
export class ChallengesService {
  constructor(
    private readonly database: Database,
    private readonly workflow: WorkflowService,
    private readonly contributions: ContributionsQueries,
    private readonly questions: ChallengesQueries,
    private readonly versions: VersionsQueries,
    private readonly sealable: SealableService,
    private readonly audit: Audit,
  ) {}

  /** What the report as it stands is asked. @throws Problem 404 when absent or not the actor's to see. */
  async report(actor: Actor, reportId: string): Promise<ReportQuestions> {
    const { version, periodId } = await this.contributions.get(actor, 'report', reportId);
    const { challenges, beforeId, noLongerAsked } = await this.database.read(async (tx) => {
      const { challenges } = await this.sealable.assemble(tx, reportId);
      const asked = new Set(challenges.map(({ key }) => key));
      return {
        challenges,
        beforeId: await this.versions.beforePeriod(tx, periodId),
        noLongerAsked: await this.questions.noLongerAsked(tx, reportId, asked),
      };
    });
    const before = beforeId === null ? undefined : await this.versions.sealed(beforeId);
    const items = challenges.map((asked) => {
      const found = answeredBefore(asked, before?.snapshot.challenges ?? []);
      // An answer that stands is the earlier one.
      if (found === null || before === undefined || (asked.answer?.standsSince ?? null) !== null)
        return { ...asked, earlier: null };
      const { question, reason, print, answeredAt } = found;
      return {
        ...asked,
        earlier: { period: before.snapshot.period.label, question, reason, print, answeredAt },
      };
    });
    return { version, items, noLongerAsked };
  }

  /** What one contribution alone would be asked; advice to its owner. @throws Problem 404 when absent or not the actor's to see. */
  async contribution(actor: Actor, contributionId: string): Promise<readonly Finding[]> {
    const envelope = await this.contributions.get(actor, 'contribution', contributionId);
    return this.database.read(async (tx) => questionsTo(await this.sealable.alone(tx, envelope)));
  }

  /**
   * Answers a question of a report that is not approved yet; an earlier answer is kept and counts no longer. The words become part
   * of what is approved, so the report's version goes up, and the person who answers is one of its authors and cannot approve it.
   * @param version of the report that was read. @returns the question with its answer, and the report's new version.
   * @throws Problem 404 when the report is not the actor's to see or the question is not asked (any more) · 403 · 412 · 409 when approved.
   */
  answer(
    actor: Actor,
    { reportId, key, version }: { reportId: string; key: string; version: number },
    reply: ChallengeReply,
  ): Promise<Challenge & { version: number }> {
    return this.database.write(async (tx) => {
      const report = await loadEnvelope(tx, actor, 'report', reportId);
      if (!report) throw notFound('report');
      requirePermission(actor, 'report.edit', report.programmeId);
      if (report.version !== version) throw stale('report');
      if (report.status !== 'draft' && report.status !== 'in_review')
        throw conflict('not-possible', 'Questions are answered before the report is approved.');
      const asked = await this.asked(tx, reportId, key);
      if (reply.stands && asked.standingKey === null)
        throw invalid([
          { path: 'stands', message: 'Every report is asked this anew, so an answer holds for one report.' },
        ]);
      const { answeredAt } = await row<{ answeredAt: string }>(
        tx,
        `insert into challenge_answer (report_id, finding_key, rule, question, reason, print, answered_by, standing_key, stands)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning audit_instant(answered_at) as "answeredAt"`,
        [
          reportId,
          key,
          asked.rule,
          asked.question,
          reply.reason,
          reply.print,
          actor.userId,
          asked.standingKey,
          reply.stands,
        ],
      );
      const touched = await this.workflow.touch(tx, actor, report, version);
      if (report.status === 'in_review') await this.tryAnew(tx, actor, reportId);
      await this.audit.append(tx, actor.audit, {
        action: 'report.challenge_answered',
        subjectKind: 'report',
        subjectId: reportId,
        programmeId: report.programmeId,
        detail: { rule: asked.rule, key, ...reply },
      });
      const answeredBy = { id: actor.userId, name: actor.name, jobTitle: actor.jobTitle };
      return { ...asked, answer: { ...reply, answeredBy, answeredAt, standsSince: null }, version: touched };
    });
  }

  /** With the last answer the report says what will be approved. */
  private async tryAnew(tx: Tx, actor: Actor, reportId: string): Promise<void> {
    const assembled = await this.sealable.assemble(tx, reportId);
    if (assembled.unanswered.length === 0)
      await this.sealable.ask(tx, reportId, assembled, actor.correlationId);
  }

  private async asked(tx: ReadTx, reportId: string, key: string): Promise<Challenge> {
    const { challenges } = await this.sealable.assemble(tx, reportId);
    const found = challenges.find((one) => one.key === key);
    if (!found)
      throw new Problem({
        code: 'not-asked',
        status: 404,
        detail: 'This question is not asked, or not any more: what it was about may have changed.',
      });
    return found;
  }
}
