import { Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { pageOf, pageQuery, type Page, type PageQuery } from '../../platform/index.js';
import type { Actor } from '../access/actor.js';
import { CurrentActor, SignedIn } from '../access/policy.js';
import { sessionId } from './sessions.input.js';
import {
  browserView,
  sessionLeft,
  SessionsQueries,
  sessionView,
  type BrowserView,
  type SessionLeft,
  type SessionView,
} from './sessions.queries.js';
import { SessionsService } from './sessions.service.js';

@ApiTags('Own account')
@Controller('api/v1/me')
@SignedIn()
export class OwnSessionsController {
  constructor(
    private readonly sessions: SessionsQueries,
    private readonly service: SessionsService,
  ) {}

  @Get('sessions')
  @ApiOperation({ summary: 'List the browsers in which one is signed in' })
  @ApiOkResponse({ standardSchema: pageOf(sessionView) })
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: pageQuery }) query: PageQuery,
    @Req() request: FastifyRequest,
  ): Promise<Page<SessionView>> {
    return this.sessions.own(actor, request.session.sessionId, query);
  }

  @Get('browsers')
  @ApiOperation({ summary: 'List the browsers in which one has signed in before' })
  @ApiOkResponse({ standardSchema: pageOf(browserView) })
  browsers(
    @CurrentActor() actor: Actor,
    @Query({ schema: pageQuery }) query: PageQuery,
  ): Promise<Page<BrowserView>> {
    return this.sessions.browsers(actor, query);
  }

  @Get('session')
  @ApiOperation({
    summary: 'How long this session lasts; with the header X-Quiet, asking does not make it longer',
  })
  @ApiOkResponse({ standardSchema: sessionLeft })
  left(@CurrentActor() actor: Actor, @Req() request: FastifyRequest): Promise<SessionLeft> {
    return this.sessions.left(actor, request.session.sessionId);
  }

  @Post('sessions/end-others')
  @HttpCode(204)
  @ApiOperation({ summary: 'End every session of one’s own but this one' })
  @ApiNoContentResponse({ description: 'Ended' })
  async endOthers(@CurrentActor() actor: Actor, @Req() request: FastifyRequest): Promise<void> {
    await this.service.endOthers(actor, request.session.sessionId);
  }

  @Post('sessions/:id/end')
  @HttpCode(204)
  @ApiOperation({ summary: 'End one session of one’s own' })
  @ApiNoContentResponse({ description: 'Ended' })
  async end(@CurrentActor() actor: Actor, @Param('id', { schema: sessionId }) id: string): Promise<void> {
    await this.service.endOwn(actor, id);
  }
}
