import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { CurrentActor, Policy, type Actor } from '../identity/index.js';
import { pageOf, type Page } from '../platform/index.js';
import { meetingList } from './committees.input.js';
import { CommitteesQueries, meetingView, type MeetingView } from './committees.queries.js';

@ApiTags('Committees')
@Controller('api/v1/meetings')
export class MeetingsController {
  constructor(private readonly committees: CommitteesQueries) {}

  @Get()
  @Policy('committee.read')
  @ApiOperation({ summary: 'List meetings over all committees: the next first, or the latest that are over' })
  @ApiOkResponse({ standardSchema: pageOf(meetingView) })
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: meetingList }) query: z.infer<typeof meetingList>,
  ): Promise<Page<MeetingView>> {
    return this.committees.calendar(actor, query);
  }
}
