import { Injectable } from '@nestjs/common';
import { ClockQueries, CommitteesQueries, type MeetingView } from '../committees/index.js';
import { requirePermission, type Actor } from '../identity/index.js';
import { Clock, conflict, counted, Database, invalid, londonDate } from '../platform/index.js';
import { ProgrammesQueries, type PeriodView } from '../programmes/index.js';
import type { DispatchInput } from './dispatches.input.js';

/** What is planned; the password of whoever plans it is not part of it. */
export type PlannedDispatch = Omit<DispatchInput, 'password'>;

/** Whether papers can be planned, and what is needed for it. */
@Injectable()
export class PapersToPlan {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly programmes: ProgrammesQueries,
    private readonly committees: CommitteesQueries,
    private readonly clocks: ClockQueries,
  ) {}

  /**
   * What can be said before anything is planned. Does NOT look whether the meeting has these papers already.
   * @throws Problem 404, 403, 422 and 409 as `DispatchesService.create` does.
   */
  async plannable(
    actor: Actor,
    input: PlannedDispatch,
  ): Promise<{ period: PeriodView; meeting: MeetingView; sendAt: Date | null }> {
    const period = await this.programmes.period(actor, input.periodId);
    const meeting = await this.committees.meeting(actor, input.meetingId);
    requirePermission(actor, 'dispatch.manage', period.programmeId);
    if (meeting.programmeId !== period.programmeId)
      throw invalid([{ path: 'meetingId', message: 'This meeting belongs to another programme.' }]);
    const sendAt = input.sendAt === null ? null : new Date(input.sendAt);
    if (sendAt !== null && sendAt <= this.clock.now())
      throw invalid([{ path: 'sendAt', message: 'This time has passed.' }]);
    const startsAt = new Date(meeting.startsAt);
    if (sendAt !== null && sendAt > startsAt && startsAt > this.clock.now())
      throw invalid([
        { path: 'sendAt', message: 'The meeting begins before this time. Send its papers before it begins.' },
      ]);
    if (meeting.cancelledAt !== null)
      throw conflict('meeting-cancelled', 'This meeting was cancelled; nothing can be sent to it.');
    if (!meeting.committeeActive)
      throw conflict('committee-inactive', 'This committee is not active; nothing can be sent to it.');
    await this.assertUrgency(actor, meeting, input, sendAt ?? this.clock.now());
    return { period, meeting, sendAt };
  }

  /** Whether nothing is waited for: the report is sealed, and no time is set. @throws Problem as {@link plannable}. */
  async leavesAtOnce(actor: Actor, input: PlannedDispatch): Promise<boolean> {
    await this.plannable(actor, input);
    return this.isSealed(input);
  }

  /** The period has a sealed report, and no time is set. */
  async isSealed({ periodId, send }: PlannedDispatch): Promise<boolean> {
    if (send !== 'when_sealed') return false;
    const found = await this.database.query(`select from report_version where period_id = $1 limit 1`, [
      periodId,
    ]);
    return found.length > 0;
  }

  /**
   * Late is never refused; it needs its reason. Papers of a meeting that is over are no news to it, so they are not late.
   * @throws Problem 422 at `urgency`.
   */
  private async assertUrgency(
    actor: Actor,
    meeting: MeetingView,
    { urgency }: PlannedDispatch,
    leaves: Date,
  ): Promise<void> {
    if (urgency !== null || new Date(meeting.startsAt) <= this.clock.now()) return;
    const { certificate } = await this.clocks.ofMeeting(
      actor,
      meeting.committeeId,
      meeting.id,
      londonDate(leaves),
    );
    if (certificate !== null && !certificate.inTime)
      throw invalid([
        {
          path: 'urgency',
          message: `These papers come late: ${certificate.counted} of ${counted(certificate.needed, 'clear day')}. Say why they could not wait.`,
        },
      ]);
  }
}
