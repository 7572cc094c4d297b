import { Body, Controller, Get, Param, Put, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentActor, Policy, SignedIn, type Actor } from '../identity/index.js';
import { Calendars, calendarYear, IfMatch, tagged, type CalendarYear } from '../platform/index.js';
import { CalendarService, calendarYearInput, type CalendarYearInput } from './calendar.service.js';

export const yearNumber = z.coerce.number().int().min(2012).max(2100);

/** The calendar of working days, which every programme counts with. */
@ApiTags('Calendar')
@Controller('api/v1/calendar')
export class CalendarController {
  constructor(
    private readonly calendars: Calendars,
    private readonly service: CalendarService,
  ) {}

  @Get(':year')
  @SignedIn()
  @ApiOperation({ summary: 'Read the bank holidays and days of closure of a year' })
  @ApiOkResponse({ standardSchema: calendarYear })
  async year(
    @Param('year', { schema: yearNumber }) year: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CalendarYear> {
    return tagged(reply, await this.calendars.year(year));
  }

  @Put(':year')
  @Policy('programme.manage')
  @ApiOperation({ summary: 'Change the bank holidays and days of closure of a year' })
  @ApiOkResponse({ standardSchema: calendarYear })
  async change(
    @CurrentActor() actor: Actor,
    @Param('year', { schema: yearNumber }) year: number,
    @IfMatch() version: number,
    @Body({ schema: calendarYearInput }) body: CalendarYearInput,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CalendarYear> {
    return tagged(reply, await this.service.change(actor, year, version, body));
  }
}
