import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CurrentActor, Heavy, Policy, type Actor } from '../identity/index.js';
import { sha256Digest } from '../platform/index.js';
import { meetingImport } from './committees.input.js';
import { MeetingImportsService, type HashedPlan } from './meeting-imports.service.js';

const id = z.uuid();

const importView = z
  .object({
    written: z.boolean().describe('False for a dry run.'),
    plan: sha256Digest.describe('Send it with the same calendar to carry it out.'),
    rows: z.array(
      z.object({
        row: z.int().describe('Of the table, or the line of the iCalendar file.'),
        outcome: z.enum(['new', 'changed', 'same', 'doubted', 'refused']),
        committee: z.string(),
        committeeId: z.uuid().nullable(),
        startsAt: z.iso.datetime().nullable(),
        place: z.string().nullable(),
        why: z.string().nullable(),
        meetingId: z.uuid().nullable(),
      }),
    ),
    unread: z.array(z.string()).describe('Headings that mean nothing here.'),
    notInFile: z
      .array(z.object({ committee: z.string(), startsAt: z.iso.datetime() }))
      .describe('Meetings within its days that it does not name; they stay as they are.'),
  })
  .meta({ id: 'MeetingImport', description: 'What a calendar of meetings does, row by row.' });

@ApiTags('Committees')
@Controller('api/v1/programmes/:id/meetings/imports')
export class MeetingImportsController {
  constructor(private readonly imports: MeetingImportsService) {}

  @Post()
  @HttpCode(200)
  @Heavy('reading')
  @Policy('committee.manage')
  @ApiOperation({
    summary:
      'Bring a calendar of meetings as CSV or iCalendar; without a plan it is a dry run and writes nothing',
    description:
      'A CSV table has the columns committee, date and time, and perhaps place, status and sure. What is doubted is left out until its column “sure” says yes. What is refused is left out. To carry it out, send the same calendar with the plan that the dry run gave: all of it is written, or nothing.',
  })
  @ApiOkResponse({ standardSchema: importView })
  async import(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @Body({ schema: meetingImport }) { calendar, plan }: z.infer<typeof meetingImport>,
  ): Promise<z.infer<typeof importView>> {
    return plan === null
      ? view(await this.imports.plan(actor, programmeId, calendar), false)
      : view(await this.imports.carryOut(actor, programmeId, calendar, plan), true);
  }
}

const view = (
  { rows, unread, notInFile, sha256 }: HashedPlan,
  written: boolean,
): z.infer<typeof importView> => ({
  written,
  plan: sha256,
  unread,
  notInFile: notInFile.map(({ committee, startsAt }) => ({ committee, startsAt: startsAt.toISOString() })),
  rows: rows.map(({ row, outcome, committee, committeeId, startsAt, place, why, meeting }) => ({
    row,
    outcome,
    committee,
    committeeId,
    startsAt: startsAt?.toISOString() ?? null,
    place,
    why,
    meetingId: meeting?.id ?? null,
  })),
});
