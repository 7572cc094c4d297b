import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ConfirmationsService, CurrentActor, Policy, type Actor } from '../identity/index.js';
import { IfMatch, pageOf, tagged, type Page } from '../platform/index.js';
import { versionChanges, type VersionChanges } from '../reporting/index.js';
import { DeliveriesQueries, deliveryView } from './deliveries.queries.js';
import { dispatchCheck, DispatchContentsQueries, type DispatchCheck } from './dispatch-contents.queries.js';
import { DispatchesQueries, dispatchView, type DispatchView } from './dispatches.queries.js';
import { DispatchesService } from './dispatches.service.js';
import { LateQueries } from './late.queries.js';
import { dispatchList, dispatchInput, dispatchCancellation } from './dispatches.input.js';

const id = z.uuid();

/** A dispatch with its deliveries; a dispatch to more recipients than one page of a list holds names the first of them. */
const SHOWN = 200;
const dispatchDetail = dispatchView
  .extend({
    late: z
      .string()
      .nullable()
      .describe('That its papers came late, by which rule, and why; null in time, and before they went out.'),
    deliveries: z.array(deliveryView).describe(`By recipient; at most ${SHOWN}.`),
  })
  .meta({ id: 'DispatchDetail' });
type DispatchDetail = z.infer<typeof dispatchDetail>;

@ApiTags('Dispatches')
@Controller('api/v1/dispatches')
export class DispatchesController {
  constructor(
    private readonly dispatches: DispatchesQueries,
    private readonly deliveries: DeliveriesQueries,
    private readonly service: DispatchesService,
    private readonly contents: DispatchContentsQueries,
    private readonly confirmations: ConfirmationsService,
    private readonly late: LateQueries,
  ) {}

  @Get()
  @Policy('dispatch.read')
  @ApiOperation({ summary: 'List dispatches, newest first' })
  @ApiOkResponse({ standardSchema: pageOf(dispatchView) })
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: dispatchList }) query: z.infer<typeof dispatchList>,
  ): Promise<Page<DispatchView>> {
    return this.dispatches.list(actor, query);
  }

  @Post()
  @Policy('dispatch.manage')
  @ApiOperation({ summary: 'Plan that a period’s report goes to a meeting' })
  @ApiCreatedResponse({ standardSchema: dispatchView })
  async create(
    @CurrentActor() actor: Actor,
    @Body({ schema: dispatchInput }) { password, ...body }: z.infer<typeof dispatchInput>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DispatchView> {
    const confirmation = (await this.service.leavesAtOnce(actor, body))
      ? await this.confirmations.give(actor, request, password)
      : null;
    return tagged(reply, await this.service.create(actor, body, confirmation));
  }

  @Get(':id')
  @Policy('dispatch.read')
  @ApiOperation({ summary: 'Read a dispatch with its deliveries' })
  @ApiOkResponse({ standardSchema: dispatchDetail })
  async get(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) dispatchId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DispatchDetail> {
    const dispatch = await this.dispatches.get(actor, dispatchId);
    const { items } = await this.deliveries.list(actor, { dispatchId, limit: SHOWN });
    const late = await this.late.ofDispatch(dispatchId);
    return tagged(reply, { ...dispatch, late, deliveries: items });
  }

  @Get(':id/check')
  @Policy('dispatch.read')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Look at what would go out, and to whom, before it does' })
  @ApiOkResponse({ standardSchema: dispatchCheck })
  check(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) dispatchId: string,
  ): Promise<DispatchCheck> {
    return this.contents.check(actor, dispatchId);
  }

  /** The same edition against the same earlier report as in the PDF that goes out. */
  @Get(':id/changes')
  @Policy('dispatch.read')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary:
      'List what the committee of a dispatch is told has changed; of an exempt edition, exempt.read as well',
  })
  @ApiOkResponse({ standardSchema: versionChanges })
  changesFor(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) dispatchId: string,
  ): Promise<VersionChanges> {
    return this.contents.changes(actor, dispatchId);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Policy('dispatch.manage')
  @ApiOperation({ summary: 'Cancel a dispatch that has not gone out, with the reason' })
  @ApiOkResponse({ standardSchema: dispatchView })
  async cancel(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) dispatchId: string,
    @IfMatch() version: number,
    @Body({ schema: dispatchCancellation }) body: z.infer<typeof dispatchCancellation>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DispatchView> {
    return tagged(reply, await this.service.cancel(actor, dispatchId, version, body.reason));
  }
}
