import { HttpCode, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import {
  ProviderClient,
  Public,
  RateLimit,
  SessionsService,
  SIGN_INS_PER_MINUTE,
} from '../../identity/index.js';
import { Problem } from '../../platform/index.js';
import { NoTwin, Page, PlainAnswer, SentFields, textOf, type Sent } from '../shell/index.js';

/** Where the council's identity provider speaks by itself; no browser and no cookie is in it. */
@Page('sign-in/provider')
export class ProviderNoticesController {
  constructor(
    private readonly provider: ProviderClient,
    private readonly sessions: SessionsService,
  ) {}

  /** A session has ended there (back-channel logout). */
  @Post('logged-out')
  @Public()
  @HttpCode(200)
  @RateLimit('provider-notice', SIGN_INS_PER_MINUTE)
  @NoTwin('the identity provider calls it')
  async loggedOut(@SentFields() sent: Sent, @Req() request: FastifyRequest): Promise<PlainAnswer> {
    const notice = await this.provider.loggedOut(textOf(sent['logout_token']));
    const ended = await this.sessions.endByProvider(notice, request.id);
    if (ended === undefined)
      throw new Problem({
        code: 'invalid-request',
        status: 400,
        detail: 'This logout token was taken already.',
      });
    return new PlainAnswer(200, {});
  }
}
