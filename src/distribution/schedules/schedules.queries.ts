import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { CommitteesQueries } from '../../committees/index.js';
import { requirePermission, type Actor } from '../../identity/index.js';
import {
  Calendars,
  Clock,
  Database,
  entityVersion,
  notFound,
  page,
  readCursor,
  type Page,
  type PageQuery,
} from '../../platform/index.js';
import { RUN_OUTCOMES } from './schedule.entity.js';
import { windowsBetween } from './schedule.rules.js';

const meetingAhead = z.object({ id: z.uuid(), startsAt: z.iso.datetime() }).nullable();

export const scheduleView = z
  .object({
    id: z.uuid(),
    committeeId: z.uuid(),
    workingDay: z.int().describe('Of the month: 1 is its first working day, −1 its last.'),
    hour: z.int().describe('London hour.'),
    active: z.boolean(),
    since: z.iso.datetime().describe('From then on it counts.'),
    ahead: z
      .array(z.object({ at: z.iso.datetime(), meeting: meetingAhead }))
      .describe(
        'A dry run: its times in the next twelve months, as far as bank holidays are known, each with the meeting that would get papers.',
      ),
    runs: z
      .array(
        z.object({
          windowAt: z.iso.datetime(),
          outcome: z.enum(RUN_OUTCOMES),
          dispatchId: z.uuid().nullable(),
          late: z.boolean().describe('Made up for after nobody was there to do it in time.'),
          ranAt: z.iso.datetime(),
        }),
      )
      .describe('The newest 24, the newest first.'),
    version: entityVersion,
  })
  .meta({
    id: 'DispatchSchedule',
    description: 'Papers that go to a committee on a working day of each month.',
  });
export type ScheduleView = z.infer<typeof scheduleView>;

type Row = Omit<ScheduleView, 'ahead'>;
interface MeetingAhead {
  id: string;
  startsAt: Date;
}

const SCHEDULE = `s.id, s.committee_id as "committeeId", s.working_day as "workingDay", s.hour, s.active, audit_instant(s.since) as since, s.version,
  (select coalesce(json_agg(json_build_object('windowAt', audit_instant(r.window_at), 'outcome', r.outcome, 'dispatchId', r.dispatch_id,
     'late', r.late, 'ranAt', audit_instant(r.ran_at)) order by r.window_at desc), '[]')
     from (select * from dispatch_schedule_run x where x.schedule_id = s.id order by x.window_at desc limit 24) r) as runs`;

/** Schedules of committees in the programmes whose dispatches the actor may see. */
@Injectable()
export class SchedulesQueries {
  constructor(
    private readonly database: Database,
    private readonly committees: CommitteesQueries,
    private readonly calendars: Calendars,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem 404, 403 for those who may not see its dispatches. */
  async list(actor: Actor, committeeId: string, query: PageQuery): Promise<Page<ScheduleView>> {
    await this.readable(actor, committeeId);
    const [id] = readCursor(query.cursor, 1);
    const found = await this.database.query<Row>(
      `select ${SCHEDULE} from dispatch_schedule s where s.committee_id = $1 and ($2::uuid is null or s.id > $2) order by s.id limit $3`,
      [committeeId, id, query.limit + 1],
    );
    const { items, nextCursor } = page(found, query.limit, (one) => [one.id]);
    return { items: await this.withAhead(committeeId, items), nextCursor };
  }

  /** @throws Problem as {@link list}. */
  async get(actor: Actor, committeeId: string, id: string): Promise<ScheduleView> {
    await this.readable(actor, committeeId);
    const found = await this.database.query<Row>(
      `select ${SCHEDULE} from dispatch_schedule s where s.committee_id = $1 and s.id = $2`,
      [committeeId, id],
    );
    const [one] = await this.withAhead(committeeId, found);
    if (!one) throw notFound('schedule');
    return one;
  }

  private async readable(actor: Actor, committeeId: string): Promise<void> {
    const { programmeId } = await this.committees.get(actor, committeeId);
    requirePermission(actor, 'dispatch.read', programmeId);
  }

  private async withAhead(committeeId: string, found: readonly Row[]): Promise<ScheduleView[]> {
    const now = this.clock.now();
    const until = new Date(now);
    until.setUTCFullYear(until.getUTCFullYear() + 1);
    const [calendar, meetings] = await Promise.all([
      this.calendars.current(),
      this.database.query<MeetingAhead>(
        `select id, starts_at as "startsAt" from meeting where committee_id = $1 and cancelled_at is null and starts_at > $2::timestamptz
          order by starts_at`,
        [committeeId, now.toISOString()],
      ),
    ]);
    return found.map((one) => ({
      ...one,
      ahead: !one.active
        ? []
        : windowsBetween(one, now, until, calendar).map((at) => {
            const next = meetings.find(({ startsAt }) => startsAt > at);
            return {
              at: at.toISOString(),
              meeting: next ? { id: next.id, startsAt: next.startsAt.toISOString() } : null,
            };
          }),
    }));
  }
}
