import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { IfMatch, pageOf, tagged, type Page } from '../../platform/index.js';
import type { Actor } from '../access/actor.js';
import { CurrentActor, SignedIn } from '../access/policy.js';
import { CarryOutService } from './carry-out.service.js';
import { heldChangeList, heldChangeRefusal } from './held-changes.input.js';
import { HeldChangesQueries, heldChangeView, type HeldChangeView } from './held-changes.queries.js';
import { HeldChangesService } from './held-changes.service.js';

const id = z.uuid();

/** For everybody who approves, administers or audits somewhere, and for the person concerned; the rows say whose they are. */
@ApiTags('Held changes')
@Controller('api/v1/held-changes')
@SignedIn()
export class HeldChangesController {
  constructor(
    private readonly changes: HeldChangesQueries,
    private readonly service: HeldChangesService,
    private readonly carrying: CarryOutService,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'List changes to approval and administration that were asked for, newest first',
  })
  @ApiOkResponse({ standardSchema: pageOf(heldChangeView) })
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: heldChangeList }) query: z.infer<typeof heldChangeList>,
  ): Promise<Page<HeldChangeView>> {
    return this.changes.list(actor, query);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Read a change that was asked for' })
  @ApiOkResponse({ standardSchema: heldChangeView })
  async read(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) changeId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<HeldChangeView> {
    return tagged(reply, await this.changes.byId(actor, changeId));
  }

  @Post(':id/carry-out')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Carry out a change: another administrator at once, the one who asked after the delay',
  })
  @ApiOkResponse({ standardSchema: heldChangeView })
  async carryOut(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) changeId: string,
    @IfMatch() version: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<HeldChangeView> {
    return tagged(reply, await this.carrying.carryOut(actor, changeId, version));
  }

  @Post(':id/refuse')
  @HttpCode(200)
  @ApiOperation({ summary: 'Refuse a change that waits, or withdraw one’s own, with a reason' })
  @ApiOkResponse({ standardSchema: heldChangeView })
  async refuse(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) changeId: string,
    @IfMatch() version: number,
    @Body({ schema: heldChangeRefusal }) { reason }: z.infer<typeof heldChangeRefusal>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<HeldChangeView> {
    return tagged(reply, await this.service.refuse(actor, changeId, version, reason));
  }
}
