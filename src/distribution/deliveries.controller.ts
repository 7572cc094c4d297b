import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentActor, Policy, type Actor } from '../identity/index.js';
import { IfMatch, pageOf, tagged, type Page } from '../platform/index.js';
import {
  DeliveriesQueries,
  deliveryDetail,
  deliveryView,
  type DeliveryDetail,
  type DeliveryView,
} from './deliveries.queries.js';
import { DeliveriesService } from './deliveries.service.js';
import { deliveryList, resendInput, settleInput } from './deliveries.input.js';

const id = z.uuid();

@ApiTags('Deliveries')
@Controller('api/v1/deliveries')
export class DeliveriesController {
  constructor(
    private readonly deliveries: DeliveriesQueries,
    private readonly service: DeliveriesService,
  ) {}

  @Get()
  @Policy('dispatch.read')
  @ApiOperation({ summary: 'List the deliveries of a dispatch by recipient' })
  @ApiOkResponse({ standardSchema: pageOf(deliveryView) })
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: deliveryList }) query: z.infer<typeof deliveryList>,
  ): Promise<Page<DeliveryView>> {
    return this.deliveries.list(actor, query.dispatchId, query);
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
  @ApiOperation({ summary: 'Send again what bounced, failed or is uncertain' })
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
  @ApiOperation({ summary: 'Say what became of an uncertain delivery' })
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
