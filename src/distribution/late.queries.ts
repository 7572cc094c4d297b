import { Injectable } from '@nestjs/common';
import { meetingClock, USUAL_CLOCK, type CommitteeKind } from '../committees/index.js';
import { Calendars, counted, Database, londonDate, type WorkingCalendar } from '../platform/index.js';
import { longDate } from '../snapshot/index.js';

/** Papers that have gone out, and what says whether they were late. */
export interface SentPapers {
  meeting: { startsAt: string; meetsOn: string; kind: CommitteeKind; noticeDays: number | null };
  boundAt: string;
  urgency: string | null;
  /** The job of whoever planned them, and so decided that they could not wait. */
  decidedBy: string;
}

/** Who planned a dispatch, called `d`, by their job. */
export const DECIDED_BY = `(select coalesce(nullif(u.job_title, ''), u.name) from app_user u where u.id = d.created_by) as "decidedBy"`;

/**
 * That papers come late, by which rule, why, and who decided it; null where they were in time. Pure. Papers of a meeting that was over are
 * no news to it, so they are not late.
 */
export function lateWords(
  { meeting, boundAt, urgency, decidedBy }: SentPapers,
  calendar: WorkingCalendar,
): string | null {
  if (boundAt >= meeting.startsAt) return null;
  const publishedOn = londonDate(new Date(boundAt));
  const { certificate } = meetingClock({ ...meeting, publishedOn }, USUAL_CLOCK, calendar);
  if (certificate === null || certificate.inTime) return null;
  const days = `These papers come late, with ${certificate.counted} of ${counted(certificate.needed, 'clear day')}: the last day to publish them was ${longDate(certificate.latest)}.`;
  return urgency === null
    ? `${days} Nobody has recorded why they could not wait.`
    : `${days} Reason of urgency, as the ${decidedBy} decided: ${urgency}`;
}

/** Whether papers were late, for whoever takes them away. */
@Injectable()
export class LateQueries {
  constructor(
    private readonly database: Database,
    private readonly calendars: Calendars,
  ) {}

  /** As {@link lateWords}; null also for papers that have not gone out. Does NOT check permissions: the caller has read the papers. */
  async ofDispatch(dispatchId: string): Promise<string | null> {
    const [sent] = await this.database.query<SentPapers>(
      `select json_build_object('startsAt', audit_instant(m.starts_at), 'meetsOn', m.meets_on, 'kind', c.kind,
                                'noticeDays', c.notice_days) as meeting,
              audit_instant(d.bound_at) as "boundAt", d.urgency, ${DECIDED_BY}
         from dispatch d join meeting m on m.id = d.meeting_id join committee c on c.id = m.committee_id
        where d.id = $1 and d.bound_at is not null`,
      [dispatchId],
    );
    return sent ? lateWords(sent, await this.calendars.current()) : null;
  }
}
