import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { MovedDaysLedger, type MeetingAhead, type MovedDay } from '../committees/index.js';
import { requirePermission, type Actor } from '../identity/index.js';
import {
  Audit,
  Calendars,
  Database,
  dayProblems,
  holidayProblems,
  invalid,
  line,
  rows,
  stale,
  type CalendarYear,
} from '../platform/index.js';

const days = z.array(z.strictObject({ on: z.iso.date(), name: line(120) })).max(60);

export const calendarYearInput = z.strictObject({
  bankHolidays: days
    .nullable()
    .describe('The whole year as GOV.UK published it for England and Wales; null: as the release knows it.'),
  closures: days.describe('Days on which the council is closed besides.'),
});
export type CalendarYearInput = z.infer<typeof calendarYearInput>;

/** Changes the calendar of working days. Deadlines that were set before stay; what is worked out follows at once. */
@Injectable()
export class CalendarService {
  constructor(
    private readonly database: Database,
    private readonly calendars: Calendars,
    private readonly audit: Audit,
    private readonly moved: MovedDaysLedger,
  ) {}

  /** Needs the permission in every programme, because all of them count with the same calendar. */
  async change(actor: Actor, year: number, version: number, input: CalendarYearInput): Promise<CalendarYear> {
    requirePermission(actor, 'programme.manage', null);
    const before = await this.calendars.year(year);
    await this.assertDays(year, input);
    await this.database.write(async (tx) => {
      const moved = await this.moved.by(tx, { year, ...input });
      const values = [
        year,
        version,
        input.bankHolidays && JSON.stringify(input.bankHolidays),
        JSON.stringify(input.closures),
      ];
      const written = await rows(
        tx,
        version === 1
          ? `insert into calendar_year (year, version, bank_holidays, closures) values ($1, $2::int + 1, $3::jsonb, $4::jsonb)
               on conflict (year) do nothing returning year`
          : `update calendar_year set version = version + 1, bank_holidays = $3::jsonb, closures = $4::jsonb
              where year = $1 and version = $2::int returning year`,
        values,
      );
      if (written.length === 0) throw stale('calendar');
      await this.moved.record(tx, moved, actor);
      await this.audit.append(tx, actor.audit, {
        action: 'calendar.changed',
        subjectKind: 'calendar',
        subjectId: String(year),
        detail: {
          before,
          after: input,
          moved: moved.map(({ meeting, from, to }) => ({ meetingId: meeting.id, from, to })),
        },
      });
    });
    return this.calendars.year(year);
  }

  /**
   * Which last days to publish papers a change would move, in every programme; the next meeting first.
   * @throws Problem 403 and 422 as {@link change} does.
   */
  async wouldMove(actor: Actor, year: number, input: CalendarYearInput): Promise<MovedDay<MeetingAhead>[]> {
    requirePermission(actor, 'programme.manage', null);
    await this.assertDays(year, input);
    return this.database.read((tx) => this.moved.by(tx, { year, ...input }));
  }

  private async assertDays(year: number, input: CalendarYearInput): Promise<void> {
    const { to } = await this.calendars.current();
    assertDays(year, input, Number(to.slice(0, 4)));
  }
}

/** @param last the last year whose bank holidays are known. @throws Problem 422 with the place of each day that is wrong. */
function assertDays(year: number, { bankHolidays, closures }: CalendarYearInput, last: number): void {
  const issues = [
    ...holidayProblems(year, bankHolidays ?? []).map(({ index, message }) => ({
      path: `bankHolidays[${index}].on`,
      message,
    })),
    ...dayProblems(year, closures).map(({ index, message }) => ({ path: `closures[${index}].on`, message })),
    ...(bankHolidays !== null && year > last + 1
      ? [{ path: 'bankHolidays', message: `Enter ${last + 1} first: the years have to join on.` }]
      : []),
    ...(bankHolidays?.length === 0
      ? [{ path: 'bankHolidays', message: 'Enter the bank holidays of the year.' }]
      : []),
  ];
  if (issues.length > 0) throw invalid(issues);
}
