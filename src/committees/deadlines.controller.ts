import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CurrentActor, Policy, type Actor } from '../identity/index.js';
import { deadlinePlan, DeadlinesQueries, type DeadlinePlan } from './deadlines.queries.js';

const id = z.uuid();
const proposal = z.object({ endsOn: z.iso.date().describe('The last day of the period.') });

@ApiTags('Deadlines')
@Controller('api/v1')
export class DeadlinesController {
  constructor(private readonly deadlines: DeadlinesQueries) {}

  @Get('periods/:id/deadlines')
  @Policy('programme.read')
  @ApiOperation({ summary: 'The deadlines of a period, planned back from the meetings that get its report' })
  @ApiOkResponse({ standardSchema: deadlinePlan })
  ofPeriod(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) periodId: string,
  ): Promise<DeadlinePlan> {
    return this.deadlines.ofPeriod(actor, periodId);
  }

  @Get('programmes/:id/proposed-deadlines')
  @Policy('programme.read')
  @ApiOperation({
    summary: 'The deadlines of a period that is about to be opened, planned back from its meetings',
  })
  @ApiOkResponse({ standardSchema: deadlinePlan })
  proposed(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @Query({ schema: proposal }) { endsOn }: z.infer<typeof proposal>,
  ): Promise<DeadlinePlan> {
    return this.deadlines.proposed(actor, programmeId, endsOn);
  }
}
