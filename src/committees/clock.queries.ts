import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Actor } from '../identity/index.js';
import { CALENDAR_YEARS, calendarOf, Calendars, Clock, Database, type YearRow } from '../platform/index.js';
import { CommitteesQueries, MEETING, MEETINGS, type MeetingView } from './committees.queries.js';
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

/** Of the meetings ahead so many are looked at for the day of their papers, and so many are told by themselves. */
export const MOST_MEETINGS = { looked: 200, told: 20 } as const;

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
   * The meetings ahead that take place, for the page of what waits for a person; in one statement.
   * @param permission in which programmes their papers are told of.
   * @returns `ahead`: the next of the actor's programmes, one more than are told. `unpublished`: those whose papers nobody has recorded as published, without
   * those of which nobody asks for notice, and beyond the known bank holidays. The next first.
   * `lookedUntil`: the London date of the last meeting that was looked at; null where all were.
   */
  async tasks(
    actor: Actor,
    permission: 'committee.manage' | 'committee.read',
  ): Promise<{ ahead: MeetingView[]; unpublished: UnpublishedPapers[]; lookedUntil: string | null }> {
    const meetings = await this.database.query<
      MeetingView & Pick<PlannedMeeting, 'kind' | 'noticeDays'> & { years: YearRow[] }
    >(
      `select ${MEETING}, c.kind, c.notice_days as "noticeDays", ${CALENDAR_YEARS} as years
         from ${MEETINGS}
        where m.cancelled_at is null and c.active and m.starts_at > $2::timestamptz and ($1::uuid[] is null or c.programme_id = any($1))
        order by m.starts_at, m.id limit ${MOST_MEETINGS.looked + 1}`,
      [actor.programmesWith('committee.read'), this.clock.now().toISOString()],
    );
    const looked = meetings.slice(0, MOST_MEETINGS.looked);
    const calendar = calendarOf(meetings[0]?.years ?? []);
    return {
      ahead: meetings.slice(0, MOST_MEETINGS.told + 1),
      lookedUntil: meetings.length > looked.length ? (looked.at(-1)?.meetsOn ?? null) : null,
      unpublished: looked.flatMap((meeting) => {
        if (meeting.papersPublishedOn !== null || !actor.can(permission, meeting.programmeId)) return [];
        const { certificate } = meetingClock({ ...meeting, publishedOn: null }, USUAL_CLOCK, calendar);
        if (!certificate) return [];
        const { id, committeeId, committeeName, meetsOn } = meeting;
        return [{ id, committeeId, committeeName, meetsOn, publishBy: certificate.latest }];
      }),
    };
  }
}
