import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import {
  entityVersion,
  etag,
  IfMatch,
  line,
  pageOf,
  pageQuery,
  type Page,
  type PageQuery,
} from '../../platform/index.js';
import { requirePermission, type Actor } from '../access/actor.js';
import { CurrentActor, Policy, SignedIn } from '../access/policy.js';
import { Tokens, type TokenView } from './tokens.service.js';

const id = z.uuid();

const newToken = z.strictObject({ name: line(120), expiresInDays: z.int().min(1).max(365) });

const tokenView = z
  .object({
    id: z.uuid(),
    userId: z.uuid(),
    name: z.string(),
    createdAt: z.string(),
    expiresAt: z.string(),
    revokedAt: z.string().nullable(),
    lastUsedOn: z.string().nullable(),
    version: entityVersion,
  })
  .meta({ id: 'ApiToken' });

/** The token is shown here and never again. */
const madeToken = tokenView.extend({ token: z.string() });

@ApiTags('API tokens')
@Controller('api/v1')
export class TokensController {
  constructor(private readonly tokens: Tokens) {}

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
  @ApiOperation({ summary: 'Make a token; it is shown once' })
  @ApiCreatedResponse({ standardSchema: madeToken })
  async create(
    @CurrentActor() actor: Actor,
    @Body({ schema: newToken }) body: z.infer<typeof newToken>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.infer<typeof madeToken>> {
    const made = await this.tokens.create(actor, body.name, body.expiresInDays);
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
    return tagged(reply, await this.tokens.revoke(actor, tokenId, version));
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
    return tagged(reply, await this.tokens.revoke(actor, tokenId, version));
  }
}

function tagged(reply: FastifyReply, token: TokenView): TokenView {
  void reply.header('ETag', etag(token.version));
  return token;
}
