import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { etag, IfMatch, pageOf, pageQuery, type Page, type PageQuery } from '../../platform/index.js';
import { requirePermission, type Actor } from '../access/actor.js';
import { CurrentActor, Policy, SignedIn } from '../access/policy.js';
import { TokensQueries, tokenView, type TokenView } from './tokens.queries.js';
import { TokensService } from './tokens.service.js';
import { newToken, type NewToken } from './tokens.input.js';

const id = z.uuid();

/** The token is shown here and never again. */
const madeToken = tokenView.extend({ token: z.string() });

@ApiTags('API tokens')
@Controller('api/v1')
export class TokensController {
  constructor(
    private readonly tokens: TokensQueries,
    private readonly service: TokensService,
  ) {}

  @Get('me/tokens')
  @SignedIn()
  @ApiOperation({ summary: 'List one’s own tokens' })
  @ApiOkResponse({ standardSchema: pageOf(tokenView) })
  listOwn(
    @CurrentActor() actor: Actor,
    @Query({ schema: pageQuery }) query: PageQuery,
  ): Promise<Page<TokenView>> {
    return this.tokens.list(actor.userId, query);
  }

  @Post('me/tokens')
  @SignedIn()
  @ApiOperation({ summary: 'Make a token, with the password once more; it is shown once' })
  @ApiCreatedResponse({ standardSchema: madeToken })
  async create(
    @CurrentActor() actor: Actor,
    @Body({ schema: newToken }) body: NewToken,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.infer<typeof madeToken>> {
    const made = await this.service.create(actor, body, request.ip);
    void reply.header('ETag', etag(made.version)).header('Cache-Control', 'no-store');
    return made;
  }

  @Post('me/tokens/:id/revoke')
  @SignedIn()
  @HttpCode(200)
  @ApiOperation({ summary: 'Revoke one of one’s own tokens' })
  @ApiOkResponse({ standardSchema: tokenView })
  async revokeOwn(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) tokenId: string,
    @IfMatch() version: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TokenView> {
    return tagged(reply, await this.service.revoke(actor, tokenId, version));
  }

  @Get('users/:id/tokens')
  @Policy('user.manage')
  @ApiOperation({ summary: 'List somebody’s tokens' })
  @ApiOkResponse({ standardSchema: pageOf(tokenView) })
  list(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) userId: string,
    @Query({ schema: pageQuery }) query: PageQuery,
  ): Promise<Page<TokenView>> {
    requirePermission(actor, 'user.manage', null);
    return this.tokens.list(userId, query);
  }

  @Post('tokens/:id/revoke')
  @Policy('user.manage')
  @HttpCode(200)
  @ApiOperation({ summary: 'Revoke anybody’s token' })
  @ApiOkResponse({ standardSchema: tokenView })
  async revoke(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) tokenId: string,
    @IfMatch() version: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TokenView> {
    return tagged(reply, await this.service.revoke(actor, tokenId, version));
  }
}

function tagged(reply: FastifyReply, token: TokenView): TokenView {
  void reply.header('ETag', etag(token.version));
  return token;
}
