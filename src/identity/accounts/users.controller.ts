import { Body, Controller, Get, HttpCode, Param, Patch, Post, Put, Query, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { IfMatch, pageOf, tagged, type Page } from '../../platform/index.js';
import { requirePermission, type Actor } from '../access/actor.js';
import { CurrentActor, Policy } from '../access/policy.js';
import { newUser, passwordReset, userChange, userList } from './users.input.js';
import { UsersQueries, userView, type UserView } from './users.queries.js';
import { UsersService } from './users.service.js';
import { heldChangeView, type HeldChangeView } from '../held-changes/held-changes.queries.js';
import { answerOutcome, HELD } from '../held-changes/outcome.js';

const id = z.uuid();

@ApiTags('Users')
@Controller('api/v1/users')
export class UsersController {
  constructor(
    private readonly users: UsersQueries,
    private readonly service: UsersService,
  ) {}

  @Get()
  @Policy('user.read')
  @ApiOperation({ summary: 'List accounts by name' })
  @ApiOkResponse({ standardSchema: pageOf(userView) })
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: userList }) query: z.infer<typeof userList>,
  ): Promise<Page<UserView>> {
    requirePermission(actor, 'user.read', null);
    return this.users.list(query);
  }

  @Post()
  @Policy('user.manage')
  @ApiOperation({ summary: 'Create an account; the person gets a link by mail to choose a password' })
  @ApiCreatedResponse({ standardSchema: userView })
  async create(
    @CurrentActor() actor: Actor,
    @Body({ schema: newUser }) body: z.infer<typeof newUser>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UserView> {
    const user = await this.service.create(actor, body);
    void reply.header('Location', `/api/v1/users/${user.id}`);
    return tagged(reply, user);
  }

  @Get(':id')
  @Policy('user.read')
  @ApiOperation({ summary: 'Read an account' })
  @ApiOkResponse({ standardSchema: userView })
  async read(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) userId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UserView> {
    requirePermission(actor, 'user.read', null);
    return tagged(reply, await this.users.byId(userId));
  }

  @Patch(':id')
  @Policy('user.manage')
  @ApiOperation({ summary: 'Change name, job title or e-mail address' })
  @ApiOkResponse({ standardSchema: userView })
  @ApiAcceptedResponse({ standardSchema: heldChangeView, description: HELD })
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) userId: string,
    @IfMatch() version: number,
    @Body({ schema: userChange }) body: z.infer<typeof userChange>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UserView | HeldChangeView> {
    return answerOutcome(reply, await this.service.change(actor, userId, version, body));
  }

  @Put(':id/password')
  @Policy('user.manage')
  @ApiOperation({
    summary:
      'Reset somebody’s password: it stops counting, and the person gets a link by mail to choose another',
  })
  @ApiOkResponse({ standardSchema: userView })
  @ApiAcceptedResponse({ standardSchema: heldChangeView, description: HELD })
  async resetPassword(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) userId: string,
    @IfMatch() version: number,
    @Body({ schema: passwordReset }) _nothing: z.infer<typeof passwordReset>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UserView | HeldChangeView> {
    return answerOutcome(reply, await this.service.resetPassword(actor, userId, version));
  }

  @Post(':id/reset-second-factor')
  @Policy('user.manage')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take away somebody’s second factor; they set up another' })
  @ApiOkResponse({ standardSchema: userView })
  @ApiAcceptedResponse({ standardSchema: heldChangeView, description: HELD })
  async resetSecondFactor(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) userId: string,
    @IfMatch() version: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UserView | HeldChangeView> {
    return answerOutcome(reply, await this.service.resetSecondFactor(actor, userId, version));
  }

  @Post(':id/disable')
  @Policy('user.manage')
  @HttpCode(200)
  @ApiOperation({ summary: 'Disable an account; ends its sessions and revokes its tokens' })
  @ApiOkResponse({ standardSchema: userView })
  async disable(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) userId: string,
    @IfMatch() version: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UserView> {
    return tagged(reply, await this.service.disable(actor, userId, version));
  }

  @Post(':id/enable')
  @Policy('user.manage')
  @HttpCode(200)
  @ApiOperation({ summary: 'Enable an account again' })
  @ApiOkResponse({ standardSchema: userView })
  @ApiAcceptedResponse({ standardSchema: heldChangeView, description: HELD })
  async enable(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) userId: string,
    @IfMatch() version: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UserView | HeldChangeView> {
    return answerOutcome(reply, await this.service.enable(actor, userId, version));
  }

  @Post(':id/end-sessions')
  @Policy('user.manage')
  @HttpCode(200)
  @ApiOperation({ summary: 'End every session of an account' })
  @ApiOkResponse({ standardSchema: userView })
  async endSessions(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) userId: string,
    @IfMatch() version: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UserView> {
    return tagged(reply, await this.service.endSessions(actor, userId, version));
  }
}
