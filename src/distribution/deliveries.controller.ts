import { Readable } from 'node:stream';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentActor, Heavy, Policy, type Actor } from '../identity/index.js';
import { Clock, fileHeaders, IfMatch, pageOf, tagged, type Page } from '../platform/index.js';
import {
  DeliveriesQueries,
  deliveryDetail,
  deliveryView,
  type DeliveryDetail,
  type DeliveryView,
} from './deliveries.queries.js';
import { DeliveriesService } from './deliveries.service.js';
import {
  deliveryFilter,
  deliveryList,
  resendInput,
  settleInput,
  type DeliveryFilter,
} from './deliveries.input.js';

const id = z.uuid();

/** The ledger as a file to keep. @param today London date; stands in its name. */
export function deliveriesFile(
  reply: FastifyReply,
  lines: AsyncIterable<string>,
  today: string,
): StreamableFile {
  void reply.headers(fileHeaders(`deliveries-${today}.csv`));
  return new StreamableFile(Readable.from(lines, { objectMode: false }), { type: 'text/csv; charset=utf-8' });
}

@ApiTags('Deliveries')
@Controller('api/v1/deliveries')
export class DeliveriesController {
  constructor(
    private readonly deliveries: DeliveriesQueries,
    private readonly service: DeliveriesService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Policy('dispatch.read')
  @ApiOperation({
    summary:
      'Who was sent what, when, with which hash, and what became of it; the newest first, those of one dispatch by recipient',
  })
  @ApiOkResponse({ standardSchema: pageOf(deliveryView) })
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: deliveryList }) query: z.infer<typeof deliveryList>,
  ): Promise<Page<DeliveryView>> {
    return this.deliveries.list(actor, query);
  }

  @Get('export')
  @Heavy('export')
  @Policy('dispatch.read')
  @ApiOperation({ summary: 'The same lines as a CSV file' })
  @ApiOkResponse({ content: { 'text/csv': { schema: { type: 'string' } } } })
  async export(
    @CurrentActor() actor: Actor,
    @Query({ schema: deliveryFilter }) filter: DeliveryFilter,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return deliveriesFile(reply, await this.deliveries.exported(actor, filter), this.clock.today());
  }

  @Get(':id')
  @Policy('dispatch.read')
  @ApiOperation({ summary: 'Read a delivery with its history' })
  @ApiOkResponse({ standardSchema: deliveryDetail })
  async get(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) deliveryId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DeliveryDetail> {
    return tagged(reply, await this.deliveries.get(actor, deliveryId));
  }

  @Post(':id/resend')
  @HttpCode(202)
  @Policy('dispatch.manage')
  @ApiOperation({ summary: 'Send again what bounced, failed, is uncertain or came back' })
  @ApiAcceptedResponse({ standardSchema: deliveryDetail })
  async resend(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) deliveryId: string,
    @IfMatch() version: number,
    @Body({ schema: resendInput }) body: z.infer<typeof resendInput>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DeliveryDetail> {
    return tagged(reply, await this.service.resend(actor, deliveryId, version, body.reason));
  }

  @Post(':id/settle')
  @HttpCode(200)
  @Policy('dispatch.manage')
  @ApiOperation({ summary: 'Say what became of a delivery that is uncertain or came back' })
  @ApiOkResponse({ standardSchema: deliveryDetail })
  async settle(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) deliveryId: string,
    @IfMatch() version: number,
    @Body({ schema: settleInput }) body: z.infer<typeof settleInput>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DeliveryDetail> {
    return tagged(reply, await this.service.settle(actor, deliveryId, version, body));
  }
}
