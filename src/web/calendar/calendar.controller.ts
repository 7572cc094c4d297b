import { Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, Policy, requirePermission, SignedIn, type Actor } from '../../identity/index.js';
import {
  CalendarService,
  calendarYearInput,
  yearNumber,
  type CalendarYearInput,
} from '../../operations/index.js';
import { Calendars, canonicalJson, Clock, invalid, Problem, sha256Hex } from '../../platform/index.js';
import {
  Page,
  pageForm,
  paths,
  seeOther,
  SentFields,
  sentVersion,
  show,
  submit,
  textOf,
  Twin,
  type PageAnswer,
  type SeeOther,
  type Sent,
} from '../shell/index.js';
import { presentCalendar, presentChangeCalendar, presentConfirmCalendar } from './calendar.presenter.js';
import { dayLines, readDays } from './day-lines.js';

const query = z.object({ year: yearNumber.optional() });

/** The calendar of working days. */
@Page('calendar')
export class CalendarPageController {
  constructor(
    private readonly calendars: Calendars,
    private readonly service: CalendarService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @SignedIn()
  async page(
    @CurrentActor() actor: Actor,
    @Query({ schema: query }) { year }: z.infer<typeof query>,
  ): Promise<PageAnswer> {
    const calendar = await this.calendars.year(year ?? Number(this.clock.today().slice(0, 4)));
    const mayChange = actor.programmesWith('programme.manage') === null;
    return show('calendar/year', presentCalendar(calendar, mayChange));
  }

  @Get(':year/change')
  @Policy('programme.manage')
  async form(
    @CurrentActor() actor: Actor,
    @Param('year', { schema: yearNumber }) year: number,
  ): Promise<PageAnswer> {
    requirePermission(actor, 'programme.manage', null);
    const calendar = await this.calendars.year(year);
    const form = calendarForm.filled({
      holidays: calendar.source === 'entered' ? dayLines(calendar.bankHolidays) : '',
      closures: dayLines(calendar.closures),
    });
    return show('calendar/change', presentChangeCalendar(form, calendar, calendar.version));
  }

  @Post(':year/change')
  @Policy('programme.manage')
  @Twin('PUT /api/v1/calendar/:year')
  async change(
    @CurrentActor() actor: Actor,
    @Param('year', { schema: yearNumber }) year: number,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    requirePermission(actor, 'programme.manage', null);
    const calendar = await this.calendars.year(year);
    const version = sentVersion(sent);
    return submit(
      calendarForm,
      sent,
      async (typed): Promise<PageAnswer | SeeOther> => {
        const input = inputOf(typed, year);
        try {
          const moved = await this.service.wouldMove(actor, year, input);
          const seen = sha256Hex(canonicalJson(moved));
          if (moved.length > 0 && textOf(sent['seen']) !== seen)
            return show(
              'calendar/confirm',
              presentConfirmCalendar(moved, calendar, typed, { version, seen }),
            );
          await this.service.change(actor, year, version, input);
        } catch (error) {
          throw error instanceof Problem && error.status === 422 ? besideFields(error) : error;
        }
        return seeOther(paths.calendar(year), `The calendar of ${year} was changed.`);
      },
      (form) => show('calendar/change', presentChangeCalendar(form, calendar, version)),
    );
  }
}

const text = z.string().max(20_000);
const calendarForm = pageForm(z.object({ holidays: text, closures: text }), {
  holidays: { to: 'holidays' },
  closures: { to: 'closures' },
});

/** @throws Problem 422 beside the field that cannot be read. */
function inputOf(typed: { holidays: string; closures: string }, year: number): CalendarYearInput {
  const days = (field: 'holidays' | 'closures') => {
    const read = readDays(typed[field], year);
    if ('wrong' in read) throw invalid([{ path: field, message: read.wrong }]);
    return read.days;
  };
  const input = calendarYearInput.safeParse({
    bankHolidays: typed.holidays.trim() === '' ? null : days('holidays'),
    closures: days('closures'),
  });
  if (!input.success)
    throw invalid(
      input.error.issues.map(({ path: [field], message }) => ({ path: fieldOf(String(field)), message })),
    );
  return input.data;
}

const fieldOf = (place: string): string => (place.startsWith('bankHolidays') ? 'holidays' : 'closures');

const besideFields = ({ issues }: Problem): Problem =>
  invalid(issues.map(({ path, message }) => ({ path: fieldOf(path), message })));
