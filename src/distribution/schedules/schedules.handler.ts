import { Injectable, type OnModuleInit } from '@nestjs/common';
import { systemActor } from '../../identity/index.js';
import {
  Audit,
  Calendars,
  Clock,
  Database,
  Outbox,
  rows,
  WorkHandlers,
  type Tx,
  type WorkContext,
} from '../../platform/index.js';
import { dispatchDue } from '../distribution.work.js';
import type { RunOutcome } from './schedule.entity.js';
import { isMadeUpFor, latestWindow } from './schedule.rules.js';
import { schedulesDue } from './schedules.work.js';

interface ScheduleRow {
  id: string;
  committeeId: string;
  programmeId: string;
  workingDay: number;
  hour: number;
  since: Date;
  createdBy: string;
  lastWindow: Date | null;
}

/**
 * Plans the papers of schedules whose time has come, for the next meeting of the committee: the newest report that is sealed, as if somebody
 * had planned it at that hour. A time that passed while nobody was there is made up for once, and marked; those before it are not.
 */
@Injectable()
export class SchedulesHandler implements OnModuleInit {
  constructor(
    private readonly handlers: WorkHandlers,
    private readonly database: Database,
    private readonly calendars: Calendars,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
  ) {}

  onModuleInit(): void {
    this.handlers.register(schedulesDue, (_, context) => this.run(context));
  }

  private async run(context: WorkContext): Promise<void> {
    await this.look(context.claim.correlationId, (tx) => context.complete(tx));
  }

  /** @param ended what ends the work, in the same transaction. @returns how many times of schedules were done. */
  async look(correlationId: string, ended?: (tx: Tx) => Promise<void>): Promise<number> {
    const now = this.clock.now();
    const calendar = await this.calendars.current();
    return this.database.write(async (tx) => {
      // Locked by a statement of its own: the next one sees what whoever held the lock before has written.
      await rows(tx, `select from dispatch_schedule where active order by id for update`);
      const schedules = await rows<ScheduleRow>(
        tx,
        `select s.id, s.committee_id as "committeeId", c.programme_id as "programmeId", s.working_day as "workingDay", s.hour, s.since,
                s.created_by as "createdBy",
                (select max(r.window_at) from dispatch_schedule_run r where r.schedule_id = s.id) as "lastWindow"
           from dispatch_schedule s join committee c on c.id = s.committee_id where s.active and c.active and not is_closed(c.programme_id) order by s.id`,
      );
      let done = 0;
      for (const one of schedules) {
        const window = latestWindow(one, { since: one.since, now }, calendar);
        if (window === null || (one.lastWindow !== null && window <= one.lastWindow)) continue;
        await this.runOne(tx, one, { window, now, correlationId });
        done += 1;
      }
      await ended?.(tx);
      return done;
    });
  }

  private async runOne(
    tx: Tx,
    schedule: ScheduleRow,
    { window, now, correlationId }: { window: Date; now: Date; correlationId: string },
  ): Promise<void> {
    const { outcome, dispatchId } = await this.plan(tx, schedule, now);
    const late = isMadeUpFor(window, now);
    await rows(
      tx,
      `insert into dispatch_schedule_run (schedule_id, window_at, outcome, dispatch_id, late, ran_at) values ($1, $2, $3, $4, $5, $6)`,
      [schedule.id, window, outcome, dispatchId, late, now],
    );
    if (dispatchId !== null)
      await this.outbox.add(tx, dispatchDue, { key: dispatchId, payload: { dispatchId }, correlationId });
    await this.audit.append(tx, systemActor(correlationId), {
      action: 'schedule.ran',
      subjectKind: 'schedule',
      subjectId: schedule.id,
      programmeId: schedule.programmeId,
      detail: { window: window.toISOString(), outcome, dispatchId, late },
    });
  }

  private async plan(
    tx: Tx,
    { committeeId, programmeId, createdBy }: ScheduleRow,
    now: Date,
  ): Promise<{ outcome: RunOutcome; dispatchId: string | null }> {
    const [meeting] = await rows<{ id: string }>(
      tx,
      `select id from meeting where committee_id = $1 and cancelled_at is null and starts_at > $2 order by starts_at, id limit 1`,
      [committeeId, now],
    );
    if (!meeting) return { outcome: 'no-meeting', dispatchId: null };
    const [report] = await rows<{ periodId: string }>(
      tx,
      `select v.period_id as "periodId" from report_version v join reporting_period p on p.id = v.period_id
        where v.programme_id = $1 order by p.starts_on desc limit 1`,
      [programmeId],
    );
    if (!report) return { outcome: 'no-report', dispatchId: null };
    const [made] = await rows<{ id: string }>(
      tx,
      `insert into dispatch (programme_id, period_id, meeting_id, send, send_at, created_by)
       select $1, $2, $3, 'at', $4, $5
        where not exists (select from dispatch d left join report_version v on v.id = d.version_id
                           where d.meeting_id = $3 and d.period_id = $2 and d.cancelled_at is null
                             and (d.version_id is null or v.version >= (select max(n.version) from report_version n where n.period_id = $2)))
       on conflict do nothing returning id`,
      [programmeId, report.periodId, meeting.id, now, createdBy],
    );
    return made ? { outcome: 'planned', dispatchId: made.id } : { outcome: 'already', dispatchId: null };
  }
}
