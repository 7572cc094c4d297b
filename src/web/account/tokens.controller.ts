import { Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CurrentActor, SignedIn, TokensQueries, TokensService, type Actor } from '../../identity/index.js';
import { Clock, everyItem } from '../../platform/index.js';
import {
  Once,
  Page,
  paths,
  seeOther,
  SentFields,
  show,
  submit,
  textOf,
  Twin,
  type PageAnswer,
  type SeeOther,
  type Sent,
} from '../shell/index.js';
import { newTokenForm } from './tokens.form.js';
import { presentNewToken, presentTokens, readOnly } from './tokens.presenter.js';
import { revokeTokenHead, tokenMadeHead } from './tokens.view.js';

const id = z.uuid();

@Page('account/tokens')
export class TokensPagesController {
  constructor(
    private readonly tokens: TokensQueries,
    private readonly service: TokensService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @SignedIn()
  async list(@CurrentActor() actor: Actor): Promise<PageAnswer> {
    const all = await everyItem((query) => this.tokens.list(actor.userId, query));
    return show('account/tokens', presentTokens(all, this.clock.now()));
  }

  @Get(':id/revoke')
  @SignedIn()
  async askToRevoke(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) tokenId: string,
  ): Promise<PageAnswer> {
    const { name, version } = await this.tokens.own(actor.userId, tokenId);
    const action = paths.revokeToken(tokenId);
    return show('account/revoke-token', { head: revokeTokenHead(name), action, version });
  }

  @Post(':id/revoke')
  @SignedIn()
  @Twin('POST /api/v1/me/tokens/:id/revoke')
  async revoke(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) tokenId: string,
    @SentFields() sent: Sent,
  ): Promise<SeeOther> {
    const { name } = await this.service.revoke(actor, tokenId, Number(textOf(sent['_version'])));
    return seeOther(paths.tokens(), `The token “${name}” is revoked.`);
  }
}

@Page('account/tokens/new')
export class NewTokenController {
  constructor(
    private readonly service: TokensService,
    private readonly once: Once,
  ) {}

  @Get()
  @SignedIn()
  page(@CurrentActor() actor: Actor): PageAnswer {
    const form = newTokenForm.blank({ days: '90', permissions: readOnly(actor) });
    return show('account/new-token', presentNewToken(actor, form));
  }

  /** The answer is the page itself and no redirect, because the token is shown once and kept nowhere. */
  @Post()
  @SignedIn()
  @Twin('POST /api/v1/me/tokens')
  async create(
    @CurrentActor() actor: Actor,
    @SentFields() sent: Sent,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer | SeeOther> {
    let made: { name: string; token: string } | undefined;
    const answer = await submit(
      newTokenForm,
      sent,
      (body) =>
        this.once.run(actor, sent, async () => {
          made = await this.service.create(actor, body, request.ip);
          return seeOther(paths.tokens());
        }),
      (form) => show('account/new-token', presentNewToken(actor, form)),
    );
    if (made === undefined) return answer;
    return show('account/token-made', { head: tokenMadeHead, name: made.name, token: made.token });
  }
}
