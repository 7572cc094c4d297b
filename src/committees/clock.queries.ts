import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Actor } from '../identity/index.js';
import { CALENDAR_YEARS, calendarOf, Calendars, Clock, Database, type YearRow } from '../platform/index.js';
import { CommitteesQueries } from './committees.queries.js';
import { USUAL_CLOCK, type PlannedMeeting } from './deadlines.rules.js';
import { meetingClock, NOTICES, RECORDS, type MeetingClock } from './notice.rules.js';

const date = z.iso.date();

/** As {@link MeetingClock}, for the API. */
export const meetingClockView = z
  .object({
    certificate: z
      .object({
        meetsOn: date,
        needed: z.int().describe('Clear days.'),
        source: z.string().describe('The Act, the regulation, or the committee’s own rule.'),
        latest: date.describe('The last day on which the papers can be published, until 23:59.'),
        overlooking: date
          .nullable()
          .describe(
            'The day that somebody would get who overlooks bank holidays and closures; null where it is the same.',
          ),
        publishedOn: date.describe('The day of publication: the real one, or the last one possible.'),
        days: z.array(z.object({ on: date, counted: z.boolean(), reason: z.string().nullable() })),
        counted: z.int(),
        inTime: z.boolean(),
      })
      .nullable()
      .describe('Null where neither the law nor the committee asks for notice.'),
    notices: z.array(
      z.object({
        notice: z.enum(NOTICES),
        days: z.int(),
        basis: z.enum(['working', 'calendar']),
        source: z.string(),
        latest: date,
      }),
    ),
    callIn: z.object({ publishBy: date, endsOn: date }).nullable(),
    retention: z.array(
      z.object({ record: z.enum(RECORDS), years: z.int(), source: z.string(), until: date }),
    ),
    unknown: z
      .string()
      .nullable()
      .describe('Why nothing could be worked out: the bank holidays of the year are not known.'),
  })
  .meta({ id: 'MeetingClock', description: 'What the law makes of one meeting. Dates are London dates.' });

/** A meeting whose papers are to be published. London dates. */
export interface UnpublishedPapers {
  id: string;
  committeeId: string;
  committeeName: string;
  meetsOn: string;
  publishBy: string;
}

/** The clock of meetings, with the calendar and the numbers of this moment. */
@Injectable()
export class ClockQueries {
  constructor(
    private readonly database: Database,
    private readonly committees: CommitteesQueries,
    private readonly calendars: Calendars,
    private readonly clock: Clock,
  ) {}

  /**
   * @param publishedOn London date, as if its papers had been published then; undefined = as recorded.
   * @throws Problem 404 when absent or in a programme that the actor may not read.
   */
  async ofMeeting(
    actor: Actor,
    committeeId: string,
    meetingId: string,
    publishedOn?: string,
  ): Promise<MeetingClock> {
    // In turn, so that what is absent is named in the same way each time.
    const committee = await this.committees.get(actor, committeeId);
    const meeting = await this.committees.meeting(actor, meetingId, committeeId);
    const [setting, calendar] = await Promise.all([
      this.committees.clockSetting(actor, committee.programmeId),
      this.calendars.current(),
    ]);
    return meetingClock(
      { ...committee, meetsOn: meeting.meetsOn, publishedOn: publishedOn ?? meeting.papersPublishedOn },
      setting,
      calendar,
    );
  }

  /**
   * The meetings ahead whose papers nobody has recorded as published, at most 50, the next first: those of the programmes whose
   * meetings the actor keeps, or may see. Without those of which nobody asks for notice, and beyond the known bank holidays.
   */
  async unpublished(
    actor: Actor,
    permission: 'committee.manage' | 'committee.read' = 'committee.manage',
  ): Promise<UnpublishedPapers[]> {
    const meetings = await this.database.query<PlannedMeeting & { committeeId: string; years: YearRow[] }>(
      `select m.id, c.id as "committeeId", c.name as "committeeName", c.kind, c.notice_days as "noticeDays",
              m.meets_on::text as "meetsOn", ${CALENDAR_YEARS} as years
         from meeting m join committee c on c.id = m.committee_id
        where m.cancelled_at is null and m.papers_published_on is null and c.active and m.starts_at > $2::timestamptz
          and ($1::uuid[] is null or c.programme_id = any($1))
        order by m.starts_at, m.id limit 50`,
      [actor.programmesWith(permission), this.clock.now().toISOString()],
    );
    const calendar = calendarOf(meetings[0]?.years ?? []);
    return meetings.flatMap((meeting) => {
      const { certificate } = meetingClock({ ...meeting, publishedOn: null }, USUAL_CLOCK, calendar);
      if (!certificate) return [];
      const { id, committeeId, committeeName, meetsOn } = meeting;
      return [{ id, committeeId, committeeName, meetsOn, publishBy: certificate.latest }];
    });
  }
}
