import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Actor } from '../identity/index.js';
import { Calendars } from '../platform/index.js';
import { CommitteesQueries } from './committees.queries.js';
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

/** The clock of meetings, with the calendar and the numbers of this moment. */
@Injectable()
export class ClockQueries {
  constructor(
    private readonly committees: CommitteesQueries,
    private readonly calendars: Calendars,
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
    const [committee, meeting, calendar] = await Promise.all([
      this.committees.get(actor, committeeId),
      this.committees.meeting(actor, meetingId, committeeId),
      this.calendars.current(),
    ]);
    const setting = await this.committees.clockSetting(actor, committee.programmeId);
    return meetingClock(
      { ...committee, meetsOn: meeting.meetsOn, publishedOn: publishedOn ?? meeting.papersPublishedOn },
      setting,
      calendar,
    );
  }
}
