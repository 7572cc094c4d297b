import {
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Post,
  Put,
  Req,
  Res,
  StreamableFile,
} from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { actorOf, CurrentActor, Policy, Public, RateLimit, type Actor } from '../../identity/index.js';
import { fileHeaders, IfMatch, tagged } from '../../platform/index.js';
import { READING_LIMITS, SECRET_HEADERS } from './link.limits.js';
import {
  deliveryAddress,
  LinksService,
  madeAddress,
  type DeliveryAddress,
  type MadeAddress,
} from './links.service.js';
import { ReadingsService, receivedPapers, type Reader, type ReceivedPapers } from './readings.service.js';

const id = z.uuid();
const binary = { schema: { type: 'string', format: 'binary' } };

@ApiTags('Deliveries')
@Controller('api/v1/deliveries/:id/address')
export class DeliveryAddressController {
  constructor(private readonly links: LinksService) {}

  @Get()
  @Policy('dispatch.read')
  @ApiOperation({ summary: 'Read whether what a delivery brought has an expiring address' })
  @ApiOkResponse({ standardSchema: deliveryAddress })
  async read(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) deliveryId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DeliveryAddress> {
    return tagged(reply, await this.links.get(actor, deliveryId));
  }

  @Put()
  @Policy('dispatch.manage')
  @ApiOperation({ summary: 'Make a new address in place of those before; it is shown this once' })
  @ApiOkResponse({ standardSchema: madeAddress })
  async make(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) deliveryId: string,
    @IfMatch() version: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MadeAddress> {
    return tagged(reply, await this.links.make(actor, deliveryId, version));
  }

  @Delete()
  @Policy('dispatch.manage')
  @ApiOperation({ summary: 'Withdraw the address of what a delivery brought' })
  @ApiOkResponse({ standardSchema: deliveryAddress })
  async withdraw(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) deliveryId: string,
    @IfMatch() version: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DeliveryAddress> {
    return tagged(reply, await this.links.withdraw(actor, deliveryId, version));
  }
}

const readerOf = (request: FastifyRequest): Reader => ({
  actor: actorOf(request),
  correlationId: request.id,
});

/** What whoever has an expiring address reads. The address is the permission. */
@ApiTags('Received papers')
@Controller('api/v1/received/:token')
@Public()
export class ReceivedPapersController {
  constructor(private readonly readings: ReadingsService) {}

  @Get()
  @RateLimit('received', READING_LIMITS.pages)
  @ApiOperation({ summary: 'Read what a delivery brought, under its expiring address' })
  @ApiOkResponse({ standardSchema: receivedPapers })
  read(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReceivedPapers> {
    void reply.headers(SECRET_HEADERS);
    return this.readings.open(token, readerOf(request), request.method !== 'HEAD');
  }

  @Get('file')
  @RateLimit('received-file', READING_LIMITS.files)
  @ApiOperation({ summary: 'Read the PDF under its expiring address' })
  @ApiOkResponse({ content: { 'application/pdf': binary } })
  async file(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    void reply.headers(SECRET_HEADERS);
    const { fileName, bytes } = await this.readings.file(
      token,
      readerOf(request),
      request.method === 'HEAD' ? null : 'read',
    );
    void reply.headers(fileHeaders(fileName));
    return new StreamableFile(bytes, { type: 'application/pdf', length: bytes.length });
  }

  @Post('acknowledgement')
  @HttpCode(200)
  @RateLimit('received-acknowledgement', READING_LIMITS.files)
  @ApiOperation({ summary: 'Say that the papers were received; a second time changes nothing' })
  @ApiOkResponse({ standardSchema: receivedPapers })
  acknowledge(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReceivedPapers> {
    void reply.headers(SECRET_HEADERS);
    return this.readings.acknowledge(token, readerOf(request));
  }
}
