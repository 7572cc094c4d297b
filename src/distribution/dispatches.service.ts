import { Injectable } from '@nestjs/common';
import { takesReport, type MeetingView } from '../committees/index.js';
import { requirePermission, type Actor, type Confirmation } from '../identity/index.js';
import {
  Audit,
  conflict,
  Database,
  invalid,
  Outbox,
  row,
  rows,
  stale,
  violatedConstraint,
  type Tx,
} from '../platform/index.js';
import type { PeriodView } from '../programmes/index.js';
import { DispatchesQueries, type DispatchView } from './dispatches.queries.js';
import { dispatchDue } from './distribution.work.js';
import { PapersToPlan, type PlannedDispatch } from './papers-to-plan.js';

/** Plans and cancels dispatches. The worker sends them. */
@Injectable()
export class DispatchesService {
  constructor(
    private readonly database: Database,
    private readonly papers: PapersToPlan,
    private readonly dispatches: DispatchesQueries,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
  ) {}

  /**
   * Plans a dispatch. If the period's report is already sealed and printed, it is sent at once, or at the time given. The meeting has
   * the period on its agenda from then on, because days of the law are counted to it.
   * @param confirmation that the person sits there; needed where the report leaves at once.
   * @param checkSha256 of the check that somebody looked at before; kept in the audit trail.
   * @throws Problem 422 at `password` or `urgency` where they are missing; 409 when one is planned already, or when the meeting has the newest version already.
   */
  async create(
    actor: Actor,
    input: PlannedDispatch,
    confirmation: Confirmation | null,
    checkSha256?: string,
  ): Promise<DispatchView> {
    const { period, meeting, sendAt } = await this.plannable(actor, input);
    if (confirmation === null && (await this.papers.isSealed(input)))
      throw invalid([{ path: 'password', message: 'Enter your password.' }]);
    if (confirmation !== null && confirmation.userId !== actor.userId)
      throw new Error('BUG: somebody else gave their password');
    const id = await this.database.write(async (tx) => {
      const created = await this.insert(tx, actor, { ...input, programmeId: period.programmeId, sendAt });
      await this.assertNewVersion(tx, input);
      await this.outbox.add(tx, dispatchDue, {
        key: created,
        payload: { dispatchId: created },
        correlationId: actor.correlationId,
        ...(sendAt === null ? {} : { availableAt: sendAt }),
      });
      await takesReport(tx, this.audit, actor, { meeting, periodId: period.id });
      await this.audit.append(tx, actor.audit, {
        action: 'dispatch.created',
        subjectKind: 'dispatch',
        subjectId: created,
        programmeId: period.programmeId,
        detail: { ...input, ...(checkSha256 === undefined ? {} : { checkSha256 }) },
      });
      return created;
    });
    return this.dispatches.get(actor, id);
  }

  /** @see PapersToPlan.plannable */
  plannable(
    actor: Actor,
    input: PlannedDispatch,
  ): Promise<{ period: PeriodView; meeting: MeetingView; sendAt: Date | null }> {
    return this.papers.plannable(actor, input);
  }

  /** @see PapersToPlan.leavesAtOnce */
  leavesAtOnce(actor: Actor, input: PlannedDispatch): Promise<boolean> {
    return this.papers.leavesAtOnce(actor, input);
  }

  /** @throws Problem 409 once it is bound to a version: its mails are under way or out. */
  async cancel(actor: Actor, id: string, version: number, reason: string): Promise<DispatchView> {
    const before = await this.dispatches.get(actor, id);
    requirePermission(actor, 'dispatch.manage', before.programmeId);
    await this.database.write(async (tx) => {
      const cancelled = await rows(
        tx,
        `update dispatch set cancelled_at = now(), cancelled_by = $3, cancel_reason = $4, version = version + 1
          where id = $1 and version = $2 and version_id is null and cancelled_at is null returning id`,
        [id, version, actor.userId, reason],
      );
      if (cancelled.length === 0) throw await this.notCancellable(tx, id, version);
      await this.audit.append(tx, actor.audit, {
        action: 'dispatch.cancelled',
        subjectKind: 'dispatch',
        subjectId: id,
        programmeId: before.programmeId,
        detail: { reason },
      });
    });
    return this.dispatches.get(actor, id);
  }

  /** Papers of this period's report that are planned for this meeting and have not gone out; undefined where there are none. */
  async waiting(
    actor: Actor,
    { meetingId, periodId }: Pick<PlannedDispatch, 'meetingId' | 'periodId'>,
  ): Promise<DispatchView | undefined> {
    const planned = await this.dispatches.ofMeetings(actor, [meetingId]);
    return planned.find(
      (one) => one.periodId === periodId && one.boundAt === null && one.cancelledAt === null,
    );
  }

  private async insert(
    tx: Tx,
    actor: Actor,
    input: Omit<PlannedDispatch, 'sendAt'> & { programmeId: string; sendAt: Date | null },
  ): Promise<string> {
    try {
      const { id } = await row<{ id: string }>(
        tx,
        `insert into dispatch (programme_id, period_id, meeting_id, send, send_at, urgency, created_by)
         values ($1, $2, $3, $4, $5, $6, $7) returning id`,
        [
          input.programmeId,
          input.periodId,
          input.meetingId,
          input.send,
          input.sendAt,
          input.urgency,
          actor.userId,
        ],
      );
      return id;
    } catch (error) {
      if (violatedConstraint(error) === 'dispatch_waiting_unique')
        throw conflict(
          'already-planned',
          'Papers of this period’s report are planned for this meeting already. Cancel them first.',
        );
      throw error;
    }
  }

  /** After the insert, which waits for a dispatch that is being bound at this moment. */
  private async assertNewVersion(tx: Tx, { meetingId, periodId }: PlannedDispatch): Promise<void> {
    const [sent] = await rows<{ sent: number | null; newest: number | null }>(
      tx,
      `select (select max(v.version) from dispatch d join report_version v on v.id = d.version_id
                where d.meeting_id = $1 and d.period_id = $2) as sent,
              (select max(version) from report_version where period_id = $2) as newest`,
      [meetingId, periodId],
    );
    if (sent?.sent != null && (sent.newest ?? 0) <= sent.sent)
      throw conflict(
        'already-sent',
        `This meeting has version ${sent.sent} of the period’s report, and there is no newer one. Once a correction is sealed, it can be sent.`,
      );
  }

  private async notCancellable(tx: Tx, id: string, version: number) {
    const [now] = await rows<{ version: number; bound: boolean }>(
      tx,
      `select version, version_id is not null as bound from dispatch where id = $1`,
      [id],
    );
    if (now?.version !== version) return stale('dispatch');
    return now.bound
      ? conflict(
          'already-bound',
          'The report is on its way to this meeting’s recipients; this dispatch can no longer be cancelled.',
        )
      : conflict('already-cancelled', 'This dispatch was cancelled already.');
  }
}
