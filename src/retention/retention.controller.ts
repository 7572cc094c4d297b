import { Body, Controller, Get, HttpCode, Param, Post, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  ConfirmationsService,
  CurrentActor,
  Heavy,
  Policy,
  SignedIn,
  type Actor,
} from '../identity/index.js';
import { fileHeaders, IfMatch, tagged } from '../platform/index.js';
import { erasureView, PersonsService, type ErasureView } from './persons.service.js';
import { confirmed, sweepBody, sweptKey } from './retention.input.js';
import type { SweptKey } from './retention.rules.js';
import {
  dryRun,
  dueClass,
  RetentionService,
  sweepResult,
  type DryRun,
  type DueClass,
  type SweepResult,
} from './retention.service.js';

const id = z.uuid();
const ZIP = { content: { 'application/zip': { schema: { type: 'string', format: 'binary' } } } } as const;

@ApiTags('Retention')
@Controller('api/v1/retention')
export class RetentionController {
  constructor(
    private readonly service: RetentionService,
    private readonly confirmations: ConfirmationsService,
  ) {}

  @Get()
  @Policy('retention.read')
  @ApiOperation({ summary: 'List every class of data: how long, why, and how many rows are due' })
  @ApiOkResponse({ standardSchema: z.object({ items: z.array(dueClass) }) })
  async classes(@CurrentActor() actor: Actor): Promise<{ items: DueClass[] }> {
    return { items: await this.service.classes(actor) };
  }

  @Get(':key')
  @Heavy('pack')
  @Policy('retention.read')
  @ApiOperation({ summary: 'Dry run: what a sweep of a class would take away, and what it would leave' })
  @ApiOkResponse({ standardSchema: dryRun })
  dryRun(@CurrentActor() actor: Actor, @Param('key', { schema: sweptKey }) key: SweptKey): Promise<DryRun> {
    return this.service.dryRun(actor, key);
  }

  @Post(':key/sweep')
  @HttpCode(200)
  @Policy('retention.manage')
  @ApiOperation({ summary: 'Take away what the dry run showed, with the password once more' })
  @ApiOkResponse({ standardSchema: sweepResult })
  async sweep(
    @CurrentActor() actor: Actor,
    @Param('key', { schema: sweptKey }) key: SweptKey,
    @Body({ schema: sweepBody }) { sha256, password }: z.infer<typeof sweepBody>,
    @Req() request: FastifyRequest,
  ): Promise<SweepResult> {
    const confirmation = await this.confirmations.give(actor, request, password);
    return this.service.sweepBy(actor, key, sha256, confirmation);
  }
}

/** What is held on a person, for the person, and for whoever answers a request. */
@ApiTags('Retention')
@Controller('api/v1')
export class PersonsController {
  constructor(
    private readonly service: PersonsService,
    private readonly confirmations: ConfirmationsService,
  ) {}

  @Post('me/data')
  @HttpCode(200)
  @Heavy('pack')
  @SignedIn()
  @ApiOperation({ summary: 'Download everything that is held on oneself, with the password once more' })
  @ApiOkResponse(ZIP)
  async own(
    @CurrentActor() actor: Actor,
    @Body({ schema: confirmed }) { password }: z.infer<typeof confirmed>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const confirmation = await this.confirmations.give(actor, request, password);
    return personFile(reply, await this.service.export(actor, actor.userId, confirmation));
  }

  @Post('users/:id/data')
  @HttpCode(200)
  @Heavy('pack')
  @Policy('person.export')
  @ApiOperation({ summary: 'Download everything that is held on a person, with the password once more' })
  @ApiOkResponse(ZIP)
  async data(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) userId: string,
    @Body({ schema: confirmed }) { password }: z.infer<typeof confirmed>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const confirmation = await this.confirmations.give(actor, request, password);
    return personFile(reply, await this.service.export(actor, userId, confirmation));
  }

  @Get('users/:id/erasure')
  @Policy('retention.manage')
  @ApiOperation({ summary: 'What an erasure would take away, what stays and why' })
  @ApiOkResponse({ standardSchema: erasureView })
  async erasure(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) userId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ErasureView> {
    return tagged(reply, await this.service.erasure(actor, userId));
  }

  @Post('users/:id/erase')
  @HttpCode(200)
  @Policy('retention.manage')
  @ApiOperation({ summary: 'Make a reference of a person at once, with the password once more' })
  @ApiOkResponse({ standardSchema: erasureView })
  async erase(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) userId: string,
    @IfMatch() version: number,
    @Body({ schema: confirmed }) { password }: z.infer<typeof confirmed>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ErasureView> {
    const confirmation = await this.confirmations.give(actor, request, password);
    return tagged(reply, await this.service.erase(actor, userId, version, confirmation));
  }
}

/** An archive as a file to keep, which no cache keeps. */
export function personFile(
  reply: FastifyReply,
  { name, bytes }: { name: string; bytes: Buffer },
): StreamableFile {
  void reply.headers({ ...fileHeaders(name), 'Cache-Control': 'no-store' });
  return new StreamableFile(bytes, { type: 'application/zip' });
}
