import { Body, Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ConfirmationsService, CurrentActor, Policy, type Actor } from '../identity/index.js';
import { IfMatch, tagged } from '../platform/index.js';
import { programmeView, type ProgrammeView } from '../programmes/index.js';
import {
  closingInput,
  ClosingService,
  closingView,
  type ClosingInput,
  type ClosingView,
} from './closing.service.js';

const id = z.uuid();

@ApiTags('Programmes')
@Controller('api/v1/programmes/:id')
export class ClosingController {
  constructor(
    private readonly closing: ClosingService,
    private readonly confirmations: ConfirmationsService,
  ) {}

  @Get('closing')
  @Policy('programme.close')
  @ApiOperation({ summary: 'See what is not finished in a programme, and what closing it would withdraw' })
  @ApiOkResponse({ standardSchema: closingView })
  look(@CurrentActor() actor: Actor, @Param('id', { schema: id }) programmeId: string): Promise<ClosingView> {
    return this.closing.look(actor, programmeId);
  }

  @Post('close')
  @HttpCode(200)
  @Policy('programme.close')
  @ApiOperation({ summary: 'Close a programme that has ended: from then on it is only read' })
  @ApiOkResponse({ standardSchema: programmeView })
  async close(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @IfMatch() version: number,
    @Body({ schema: closingInput }) { reason, password }: ClosingInput,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ProgrammeView> {
    const confirmed = await this.confirmations.give(actor, request, password);
    return tagged(reply, await this.closing.close(actor, { id: programmeId, version }, reason, confirmed));
  }

  @Post('open-again')
  @HttpCode(200)
  @Policy('programme.close')
  @ApiOperation({ summary: 'Open a closed programme again' })
  @ApiOkResponse({ standardSchema: programmeView })
  async openAgain(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @IfMatch() version: number,
    @Body({ schema: closingInput }) { reason, password }: ClosingInput,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ProgrammeView> {
    const confirmed = await this.confirmations.give(actor, request, password);
    return tagged(
      reply,
      await this.closing.openAgain(actor, { id: programmeId, version }, reason, confirmed),
    );
  }
}
