import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Database } from '../database/database.js';
import { entityVersion } from '../http/etag.js';
import { calendarWith, type NamedDay, type WorkingCalendar } from './working-days.js';

const namedDay = z.object({ on: z.iso.date(), name: z.string() });

/** The days of a year on which nothing is counted, weekends aside. */
export const calendarYear = z
  .object({
    year: z.int(),
    source: z
      .enum(['release', 'entered', 'unknown'])
      .describe(
        'release: the bank holidays are those that the release brings. entered: somebody entered them. unknown: nobody knows them yet.',
      ),
    bankHolidays: z.array(namedDay),
    closures: z.array(namedDay).describe('Days on which the council is closed besides.'),
    knownTo: z.iso
      .date()
      .describe('The last day on which bank holidays are known. Nothing is worked out beyond it.'),
    version: entityVersion,
  })
  .meta({ id: 'CalendarYear' });
export type CalendarYear = z.infer<typeof calendarYear>;

/** A year as {@link CALENDAR_YEARS} gives it. */
export interface YearRow {
  year: number;
  bankHolidays: NamedDay[] | null;
  closures: NamedDay[];
  version: number;
}

/** The one calendar of working days: what the release knows, with what people have entered. */
@Injectable()
export class Calendars {
  constructor(private readonly database: Database) {}

  /** In one statement. */
  async current(): Promise<WorkingCalendar> {
    return calendarOf(await this.rows());
  }

  /** As it would be with this year in the place of what is kept of it. */
  async with(own: Omit<YearRow, 'version'>): Promise<WorkingCalendar> {
    const others = (await this.rows()).filter(({ year }) => year !== own.year);
    return calendarOf([...others, { ...own, version: 1 }].toSorted((a, b) => a.year - b.year));
  }

  async year(year: number): Promise<CalendarYear> {
    const rows = await this.rows();
    const own = rows.find((row) => row.year === year);
    const calendar = calendarOf(rows);
    const isKnown = `${year}-12-31` <= calendar.to && `${year}-01-01` >= calendar.from;
    const of = (days: ReadonlyMap<string, string>): NamedDay[] =>
      [...days]
        .filter(([on]) => on.startsWith(`${year}-`))
        .map(([on, name]) => ({ on, name }))
        .toSorted((a, b) => a.on.localeCompare(b.on));
    return {
      year,
      source: !isKnown ? 'unknown' : own?.bankHolidays ? 'entered' : 'release',
      bankHolidays: of(calendar.bankHolidays),
      closures: of(calendar.closures),
      knownTo: calendar.to,
      version: own?.version ?? 1,
    };
  }

  private rows(): Promise<YearRow[]> {
    return this.database.query<YearRow>(
      `select year, bank_holidays as "bankHolidays", closures, version from calendar_year order by year`,
    );
  }
}

/** What people have entered, as one JSON value inside a statement that reads something else too. For {@link calendarOf}. */
export const CALENDAR_YEARS = `(select coalesce(json_agg(json_build_object('year', year, 'bankHolidays', bank_holidays, 'closures', closures,
  'version', version) order by year), '[]') from calendar_year)`;

/** What the release knows, with these years. */
export const calendarOf = (rows: readonly YearRow[]): WorkingCalendar =>
  calendarWith(
    rows.flatMap(({ year, bankHolidays }) => (bankHolidays ? [{ year, days: bankHolidays }] : [])),
    rows.flatMap(({ closures }) => closures),
  );

const LONG = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
/** `26 December 2020` */
const inWords = (on: string): string => LONG.format(new Date(on));

/** What is wrong with the days of a year, each with the place of the day in the list; nothing when they can be kept. */
export function dayProblems(year: number, days: readonly NamedDay[]): { index: number; message: string }[] {
  const seen = new Set<string>();
  return days.flatMap(({ on }, index) => {
    if (!on.startsWith(`${year}-`)) return [{ index, message: `${inWords(on)} is not in ${year}.` }];
    if (seen.has(on)) return [{ index, message: `${inWords(on)} stands there twice.` }];
    seen.add(on);
    return [];
  });
}

/** Bank holidays are kept on weekdays: one at a weekend was copied without its substitute day. @see dayProblems */
export const holidayProblems = (
  year: number,
  days: readonly NamedDay[],
): { index: number; message: string }[] => [
  ...dayProblems(year, days),
  ...days.flatMap(({ on }, index) =>
    new Date(`${on}T00:00:00Z`).getUTCDay() % 6 === 0
      ? [{ index, message: `${inWords(on)} is at a weekend. Enter the substitute day.` }]
      : [],
  ),
];
