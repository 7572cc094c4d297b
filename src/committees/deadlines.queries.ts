import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Actor } from '../identity/index.js';
import { Calendars, Database, OutsideCalendar, type WorkingCalendar } from '../platform/index.js';
import { ProgrammesQueries } from '../programmes/index.js';
import { meetingsOf, type AgendaMeeting } from './agenda.rules.js';
import { CommitteesQueries } from './committees.queries.js';
import { papersRule } from './notice.rules.js';
import { backPlan, papersBy, type PlannedMeeting } from './deadlines.rules.js';

const date = z.iso.date();

const plannedMeeting = z.object({
  id: z.uuid(),
  committeeId: z.uuid(),
  committeeName: z.string(),
  meetsOn: date,
  notice: z
    .boolean()
    .describe(
      'Whether clear days are asked for before it; without, its papers are out on the working day before.',
    ),
  publishBy: date
    .nullable()
    .describe('The last day to publish its papers; null beyond the known bank holidays.'),
});

/** London dates, each until the end of the day. */
export const deadlinePlan = z
  .object({
    meetings: z.array(plannedMeeting).describe('The meetings that get the report, the first one first.'),
    plan: z
      .object({
        meetingId: z.uuid().describe('The meeting whose papers have to be out first.'),
        days: z.int().describe('Clear days before it.'),
        source: z.string().nullable().describe('Which rule asks for them; null where none does.'),
        owner: date.describe('The drafts are with the reviewer.'),
        reviewer: date.describe('Every part is decided on.'),
        manager: date.describe('The report is with the SRO.'),
        sro: date.describe('The SRO has approved it.'),
        clerk: date.describe('The papers are published, until 23:59.'),
      })
      .nullable()
      .describe('Null without a meeting, and where none lies within the known bank holidays.'),
  })
  .meta({
    id: 'DeadlinePlan',
    description: 'Deadlines planned back from the meetings that get a period’s report.',
  });
export type DeadlinePlan = z.infer<typeof deadlinePlan>;

type Row = PlannedMeeting & AgendaMeeting & { committeeId: string };

/** Deadlines, planned back from meetings with the calendar and the numbers of this moment. */
@Injectable()
export class DeadlinesQueries {
  constructor(
    private readonly database: Database,
    private readonly programmes: ProgrammesQueries,
    private readonly committees: CommitteesQueries,
    private readonly calendars: Calendars,
  ) {}

  /** @throws Problem 404 when the period is absent or in a programme that the actor may not read. */
  async ofPeriod(actor: Actor, periodId: string): Promise<DeadlinePlan> {
    const period = await this.programmes.period(actor, periodId);
    return this.plan(actor, period.programmeId, period);
  }

  /** For a period that is about to be opened. @param endsOn its last day. @throws Problem 404. */
  async proposed(actor: Actor, programmeId: string, endsOn: string): Promise<DeadlinePlan> {
    await this.programmes.get(actor, programmeId);
    return this.plan(actor, programmeId, { id: null, endsOn });
  }

  private async plan(
    actor: Actor,
    programmeId: string,
    period: { id: string | null; endsOn: string },
  ): Promise<DeadlinePlan> {
    const [rows, setting, calendar] = await Promise.all([
      this.meetings(programmeId),
      this.committees.clockSetting(actor, programmeId),
      this.calendars.current(),
    ]);
    const meetings = meetingsOf(period, rows);
    const plan = backPlan(meetings, setting, calendar);
    return {
      meetings: meetings.map((meeting) => ({
        id: meeting.id,
        committeeId: meeting.committeeId,
        committeeName: meeting.committeeName,
        meetsOn: meeting.meetsOn,
        notice: papersRule(meeting, meeting.meetsOn) !== null,
        publishBy: publishBy(meeting, calendar),
      })),
      plan: plan && {
        meetingId: plan.meeting.id,
        days: plan.rule?.days ?? 0,
        source: plan.rule?.source ?? null,
        ...plan.deadlines,
      },
    };
  }

  /** Those that take place. The reader may see the programme; when its committees meet is no secret within it. */
  private meetings(programmeId: string): Promise<Row[]> {
    return this.database.query<Row>(
      `select m.id, c.id as "committeeId", c.name as "committeeName", c.kind, c.notice_days as "noticeDays", c.frequency,
              m.meets_on::text as "meetsOn",
              (select coalesce(json_agg(mp.period_id), '[]') from meeting_period mp where mp.meeting_id = m.id) as agenda
         from meeting m join committee c on c.id = m.committee_id
        where c.programme_id = $1 and c.active and m.cancelled_at is null order by m.meets_on, m.id`,
      [programmeId],
    );
  }
}

function publishBy(meeting: PlannedMeeting, calendar: WorkingCalendar): string | null {
  try {
    return papersBy(meeting, calendar);
  } catch (error) {
    if (error instanceof OutsideCalendar) return null;
    throw error;
  }
}
