import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CurrentActor, Heavy, Policy, type Actor } from '../../identity/index.js';
import { saidAgain, SaidAgainQueries, type SaidAgain } from './said-again.queries.js';

@ApiTags('Sealed versions')
@Controller('api/v1/programmes/:id/said-again')
export class SaidAgainController {
  constructor(private readonly said: SaidAgainQueries) {}

  @Get()
  @Heavy('reading')
  @Policy('exempt.read')
  @ApiOperation({
    summary: 'List the oldest texts of the newest sealed report, and answers that are given each time',
  })
  @ApiOkResponse({ standardSchema: saidAgain })
  of(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: z.uuid() }) programmeId: string,
  ): Promise<SaidAgain> {
    return this.said.of(actor, programmeId);
  }
}
