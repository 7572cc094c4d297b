import { Injectable } from '@nestjs/common';
import { holdProgrammes, requirePermission, type Actor } from '../identity/index.js';
import { Audit, Clock, conflict, counted, Database, invalid, rows, stale } from '../platform/index.js';
import { ClockQueries } from './clock.queries.js';
import { CommitteesQueries, type MeetingView } from './committees.queries.js';
import type { PublicationInput } from './committees.input.js';

/** A meeting, and the version of it that the person has read. */
export interface MeetingAt {
  committeeId: string;
  id: string;
  version: number;
}

/** What a meeting gets, and when its papers were published. */
@Injectable()
export class MeetingsService {
  constructor(
    private readonly database: Database,
    private readonly committees: CommitteesQueries,
    private readonly clocks: ClockQueries,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** @throws Problem 422 for a period of another programme. */
  async setAgenda(actor: Actor, at: MeetingAt, periodIds: readonly string[]): Promise<MeetingView> {
    const before = await this.changeable(actor, at);
    await this.database.write(async (tx) => {
      await holdProgrammes(tx, before.programmeId);
      const there = await rows(tx, `select from reporting_period where programme_id = $1 and id = any($2)`, [
        before.programmeId,
        periodIds,
      ]);
      if (there.length !== new Set(periodIds).size)
        throw invalid([{ path: 'periodIds', message: 'One of these periods is not of this programme.' }]);
      const changed = await rows(
        tx,
        `update meeting set version = version + 1 where id = $1 and version = $2 returning id`,
        [at.id, at.version],
      );
      if (changed.length === 0) throw stale('meeting');
      await rows(tx, `delete from meeting_period where meeting_id = $1`, [at.id]);
      await rows(
        tx,
        `insert into meeting_period (meeting_id, period_id) select $1, id from unnest($2::uuid[]) id group by id`,
        [at.id, periodIds],
      );
      await this.audit.append(tx, actor.audit, {
        action: 'meeting.agenda_set',
        subjectKind: 'meeting',
        subjectId: at.id,
        programmeId: before.programmeId,
        detail: { before: before.agenda.map(({ id }) => id), after: periodIds },
      });
    });
    return this.committees.meeting(actor, at.id);
  }

  /**
   * Late is never refused. It needs the reason of urgency, which stands beside the papers from then on.
   * @throws Problem 422 for a day that has not come, and for late papers without a reason.
   */
  async recordPublication(actor: Actor, at: MeetingAt, input: PublicationInput): Promise<MeetingView> {
    const before = await this.changeable(actor, at);
    if (input.publishedOn > this.clock.today())
      throw invalid([{ path: 'publishedOn', message: 'This day has not come yet.' }]);
    const { certificate } = await this.clocks.ofMeeting(actor, at.committeeId, at.id, input.publishedOn);
    const isLate = certificate !== null && !certificate.inTime;
    if (isLate && input.urgency === null)
      throw invalid([
        {
          path: 'urgency',
          message: `These papers are late: ${certificate.counted} of ${counted(certificate.needed, 'clear day')}. Say why they could not wait.`,
        },
      ]);
    const urgency = isLate ? input.urgency : null;
    await this.database.write(async (tx) => {
      const changed = await rows(
        tx,
        `update meeting set papers_published_on = $3, urgency = $4, papers_recorded_by = $5, papers_recorded_at = clock_timestamp(),
                version = version + 1
          where id = $1 and version = $2 returning id`,
        [at.id, at.version, input.publishedOn, urgency, actor.audit.label],
      );
      if (changed.length === 0) throw stale('meeting');
      await this.audit.append(tx, actor.audit, {
        action: 'meeting.papers_published',
        subjectKind: 'meeting',
        subjectId: at.id,
        programmeId: before.programmeId,
        detail: {
          publishedOn: input.publishedOn,
          urgency,
          clearDays: certificate && { needed: certificate.needed, counted: certificate.counted },
        },
      });
    });
    return this.committees.meeting(actor, at.id);
  }

  /** @throws Problem 404, 403; 409 for one that was cancelled. */
  private async changeable(actor: Actor, { committeeId, id }: MeetingAt): Promise<MeetingView> {
    const { programmeId } = await this.committees.get(actor, committeeId);
    requirePermission(actor, 'committee.manage', programmeId);
    const meeting = await this.committees.meeting(actor, id, committeeId);
    if (meeting.cancelledAt !== null)
      throw conflict('meeting-cancelled', 'This meeting was cancelled; it can no longer be changed.');
    return meeting;
  }
}
