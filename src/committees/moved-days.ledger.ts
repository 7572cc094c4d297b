import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Calendars, Clock, Outbox, rows, type ReadTx, type Tx, type YearRow } from '../platform/index.js';
import type { PlannedMeeting } from './deadlines.rules.js';
import { daysMoved } from './moved-days.work.js';
import { movedDays, type MovedDay } from './moved-days.rules.js';

/** A meeting ahead whose papers are not published yet. */
export interface MeetingAhead extends PlannedMeeting {
  committeeId: string;
  programmeId: string;
}

/** Last days to publish papers that a change of the calendar moves. Does NOT check permissions: the calendar is every programme's. */
@Injectable()
export class MovedDaysLedger {
  constructor(
    private readonly calendars: Calendars,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
  ) {}

  /** What a change of one year would move, the next meeting first. */
  async by(tx: ReadTx, year: Omit<YearRow, 'version'>): Promise<MovedDay<MeetingAhead>[]> {
    const meetings = await rows<MeetingAhead>(
      tx,
      `select m.id, c.id as "committeeId", c.programme_id as "programmeId", c.name as "committeeName", c.kind, c.notice_days as "noticeDays",
              m.meets_on::text as "meetsOn"
         from meeting m join committee c on c.id = m.committee_id
        where m.cancelled_at is null and m.papers_published_on is null and c.active and not is_closed(c.programme_id) and m.starts_at > $1::timestamptz
        order by m.starts_at, m.id`,
      [this.clock.now().toISOString()],
    );
    return movedDays(meetings, await this.calendars.current(), await this.calendars.with(year));
  }

  /** Keeps what a change moved, and has the people told who keep these meetings. In the transaction of the change. */
  async record(
    tx: Tx,
    moved: readonly MovedDay<MeetingAhead>[],
    by: { userId: string | null; correlationId: string },
  ): Promise<void> {
    if (moved.length === 0) return;
    const changeId = randomUUID();
    await rows(
      tx,
      `insert into moved_day (change_id, meeting_id, from_on, to_on, why)
       select $1, x.id, x."from", x."to", left(x.why, 1000) from json_to_recordset($2::json) as x (id uuid, "from" date, "to" date, why text)`,
      [
        changeId,
        JSON.stringify(moved.map(({ meeting, from, to, why }) => ({ id: meeting.id, from, to, why }))),
      ],
    );
    await this.outbox.add(tx, daysMoved, {
      key: changeId,
      payload: { changeId, byId: by.userId },
      correlationId: by.correlationId,
    });
  }
}
