import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { etag, IfMatch, pageOf, type Page } from '../../platform/index.js';
import type { Actor } from '../access/actor.js';
import { CurrentActor, Policy, SignedIn } from '../access/policy.js';
import {
  delegationsQuery,
  DelegationsQueries,
  delegationView,
  type DelegationsQuery,
  type DelegationView,
} from './delegations.queries.js';
import { DelegationsService } from './delegations.service.js';
import { newDelegation } from './delegations.input.js';

const id = z.uuid();

@ApiTags('Delegations')
@Controller('api/v1/delegations')
export class DelegationsController {
  constructor(
    private readonly delegations: DelegationsQueries,
    private readonly service: DelegationsService,
  ) {}

  @Get()
  @SignedIn()
  @ApiOperation({
    summary: 'List delegations given or received, and those of programmes whose assignments one may read',
  })
  @ApiOkResponse({ standardSchema: pageOf(delegationView) })
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: delegationsQuery }) query: DelegationsQuery,
  ): Promise<Page<DelegationView>> {
    return this.delegations.list(actor, query);
  }

  @Post()
  @Policy('delegation.create')
  @ApiOperation({ summary: 'Let somebody stand in for oneself between two dates' })
  @ApiCreatedResponse({ standardSchema: delegationView })
  async create(
    @CurrentActor() actor: Actor,
    @Body({ schema: newDelegation }) body: z.infer<typeof newDelegation>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DelegationView> {
    const made = await this.service.create(actor, body);
    void reply.header('Location', `/api/v1/delegations/${made.id}`);
    return tagged(reply, made);
  }

  @Get(':id')
  @SignedIn()
  @ApiOperation({ summary: 'Read a delegation' })
  @ApiOkResponse({ standardSchema: delegationView })
  async read(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) delegationId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DelegationView> {
    return tagged(reply, await this.delegations.byId(actor, delegationId));
  }

  @Post(':id/revoke')
  @SignedIn()
  @HttpCode(200)
  @ApiOperation({ summary: 'Revoke a delegation at once' })
  @ApiOkResponse({ standardSchema: delegationView })
  async revoke(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) delegationId: string,
    @IfMatch() version: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DelegationView> {
    return tagged(reply, await this.service.revoke(actor, delegationId, version));
  }
}

function tagged(reply: FastifyReply, delegation: DelegationView): DelegationView {
  void reply.header('ETag', etag(delegation.version));
  return delegation;
}
