import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ConfirmationsService, CurrentActor, Policy, type Actor } from '../identity/index.js';
import { IfMatch, pageOf, tagged, type Page } from '../platform/index.js';
import { holdList, liftedHold, newHold, type HoldList, type NewHold } from './holds.input.js';
import { HoldsQueries, holdView, type HoldView } from './holds.queries.js';
import { HoldsService } from './holds.service.js';

const id = z.uuid();

@ApiTags('Retention')
@Controller('api/v1/holds')
export class HoldsController {
  constructor(
    private readonly holds: HoldsQueries,
    private readonly service: HoldsService,
    private readonly confirmations: ConfirmationsService,
  ) {}

  @Get()
  @Policy('retention.read')
  @ApiOperation({ summary: 'List legal holds, newest first' })
  @ApiOkResponse({ standardSchema: pageOf(holdView) })
  list(@CurrentActor() actor: Actor, @Query({ schema: holdList }) query: HoldList): Promise<Page<HoldView>> {
    return this.holds.list(actor, query);
  }

  @Post()
  @Policy('retention.manage')
  @ApiOperation({ summary: 'Place a legal hold: nothing that it names is deleted' })
  @ApiCreatedResponse({ standardSchema: holdView })
  async place(
    @CurrentActor() actor: Actor,
    @Body({ schema: newHold }) body: NewHold,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<HoldView> {
    const hold = await this.service.place(actor, body);
    void reply.header('Location', `/api/v1/holds/${hold.id}`);
    return tagged(reply, hold);
  }

  @Get(':id')
  @Policy('retention.read')
  @ApiOperation({ summary: 'Read a legal hold' })
  @ApiOkResponse({ standardSchema: holdView })
  async read(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) holdId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<HoldView> {
    return tagged(reply, await this.holds.byId(actor, holdId));
  }

  @Post(':id/lift')
  @HttpCode(200)
  @Policy('retention.manage')
  @ApiOperation({ summary: 'Lift a legal hold, with the password once more' })
  @ApiOkResponse({ standardSchema: holdView })
  async lift(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) holdId: string,
    @IfMatch() version: number,
    @Body({ schema: liftedHold }) { reason, password }: z.infer<typeof liftedHold>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<HoldView> {
    const confirmation = await this.confirmations.give(actor, request, password);
    return tagged(reply, await this.service.lift(actor, holdId, version, reason, confirmation));
  }
}
