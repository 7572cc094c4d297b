import { Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import {
  CurrentActor,
  sessionId,
  SessionsQueries,
  SessionsService,
  SignedIn,
  type Actor,
  type SessionView,
} from '../../identity/index.js';
import { Clock, everyItem, notFound } from '../../platform/index.js';
import { Page, paths, seeOther, show, Twin, type PageAnswer, type SeeOther } from '../shell/index.js';
import { presentSessions } from './sessions.presenter.js';
import { endSessionHead } from './sessions.view.js';

/** The browsers in which the person is signed in. */
@Page('account/sessions')
export class OwnSessionsPagesController {
  constructor(
    private readonly sessions: SessionsQueries,
    private readonly service: SessionsService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @SignedIn()
  async list(@CurrentActor() actor: Actor, @Req() request: FastifyRequest): Promise<PageAnswer> {
    const [sessions, browsers] = await Promise.all([
      this.own(actor, request),
      everyItem((query) => this.sessions.browsers(actor, query)),
    ]);
    return show('account/sessions', presentSessions(sessions, browsers, this.clock.now()));
  }

  @Post('end-others')
  @SignedIn()
  @Twin('POST /api/v1/me/sessions/end-others')
  async endOthers(@CurrentActor() actor: Actor, @Req() request: FastifyRequest): Promise<SeeOther> {
    await this.service.endOthers(actor, request.session.sessionId);
    return seeOther(paths.sessions(), 'You are signed out everywhere else.');
  }

  @Get(':id/end')
  @SignedIn()
  async askToEnd(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: sessionId }) id: string,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer> {
    const own = await this.own(actor, request);
    if (!own.some((session) => session.id === id)) throw notFound('session');
    return show('account/end-session', { head: endSessionHead, action: paths.endSession(id) });
  }

  @Post(':id/end')
  @SignedIn()
  @Twin('POST /api/v1/me/sessions/:id/end')
  async end(@CurrentActor() actor: Actor, @Param('id', { schema: sessionId }) id: string): Promise<SeeOther> {
    await this.service.endOwn(actor, id);
    return seeOther(paths.sessions(), 'You are signed out there.');
  }
  private own(actor: Actor, request: FastifyRequest): Promise<SessionView[]> {
    return everyItem((query) => this.sessions.own(actor, request.session.sessionId, query));
  }
}
