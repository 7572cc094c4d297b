import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentActor, Policy, requirePermission, type Actor } from '../identity/index.js';
import { conflict, IfMatch, line, pageOf, pageQuery, tagged, type Page } from '../platform/index.js';
import { ChangesOfVersions, versionChanges, type VersionChanges } from '../reporting/index.js';
import { DeliveriesQueries, deliveryView } from './deliveries.queries.js';
import { SEND_TIMES } from './dispatch.entity.js';
import { DispatchesQueries, dispatchView, type DispatchView } from './dispatches.queries.js';
import { DispatchesService } from './dispatches.service.js';

const id = z.uuid();
const listQuery = pageQuery.extend({ periodId: z.uuid().optional(), committeeId: z.uuid().optional() });
const dispatchBody = z
  .strictObject({
    periodId: z.uuid(),
    meetingId: z.uuid(),
    send: z.enum(SEND_TIMES),
    sendAt: z.iso
      .datetime({
        offset: true,
        error: 'Give the time as an ISO 8601 instant with its offset, such as 2020-02-03T09:00:00Z.',
      })
      .nullable()
      .default(null),
  })
  .refine(({ send, sendAt }) => (send === 'at') === (sendAt !== null), {
    path: ['sendAt'],
    message: 'Give a time exactly when send is "at".',
  });
const cancelBody = z.strictObject({ reason: line(500) });

/** A dispatch with its deliveries; a dispatch to more recipients than one page of a list holds names the first of them. */
const SHOWN = 200;
const dispatchDetail = dispatchView
  .extend({ deliveries: z.array(deliveryView).describe(`By recipient; at most ${SHOWN}.`) })
  .meta({ id: 'DispatchDetail' });
type DispatchDetail = z.infer<typeof dispatchDetail>;

@ApiTags('Dispatches')
@Controller('api/v1/dispatches')
export class DispatchesController {
  constructor(
    private readonly dispatches: DispatchesQueries,
    private readonly deliveries: DeliveriesQueries,
    private readonly service: DispatchesService,
    private readonly changes: ChangesOfVersions,
  ) {}

  @Get()
  @Policy('dispatch.read')
  @ApiOperation({ summary: 'List dispatches, newest first' })
  @ApiOkResponse({ standardSchema: pageOf(dispatchView) })
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: listQuery }) query: z.infer<typeof listQuery>,
  ): Promise<Page<DispatchView>> {
    return this.dispatches.list(actor, query);
  }

  @Post()
  @Policy('dispatch.manage')
  @ApiOperation({ summary: 'Plan that a period’s report goes to a meeting' })
  @ApiCreatedResponse({ standardSchema: dispatchView })
  async create(
    @CurrentActor() actor: Actor,
    @Body({ schema: dispatchBody }) body: z.infer<typeof dispatchBody>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DispatchView> {
    return tagged(reply, await this.service.create(actor, body));
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
    const { items } = await this.deliveries.list(actor, dispatchId, { limit: SHOWN });
    return tagged(reply, { ...dispatch, deliveries: items });
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
  async changesFor(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) dispatchId: string,
  ): Promise<VersionChanges> {
    const { programmeId, reportVersion } = await this.dispatches.get(actor, dispatchId);
    if (!reportVersion)
      throw conflict('not-possible', 'What changed is known once this dispatch is bound to a report.');
    const { id: versionId, edition, sinceId } = reportVersion;
    if (edition === 'exempt') requirePermission(actor, 'exempt.read', programmeId);
    return this.changes.between({ versionId, edition, sinceId });
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
    @Body({ schema: cancelBody }) body: z.infer<typeof cancelBody>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DispatchView> {
    return tagged(reply, await this.service.cancel(actor, dispatchId, version, body.reason));
  }
}
