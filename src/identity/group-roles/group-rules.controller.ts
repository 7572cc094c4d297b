import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { IfMatch, pageOf, pageQuery, tagged, type Page, type PageQuery } from '../../platform/index.js';
import type { Actor } from '../access/actor.js';
import { CurrentActor, Policy } from '../access/policy.js';
import { newGroupRule, type NewGroupRule } from './group-rules.input.js';
import {
  groupRuleEffect,
  GroupRulesQueries,
  groupRuleView,
  type GroupRuleEffect,
  type GroupRuleView,
} from './group-rules.queries.js';
import { GroupRulesService } from './group-rules.service.js';

const id = z.uuid();

@ApiTags('Roles by groups')
@Controller('api/v1/group-rules')
export class GroupRulesController {
  constructor(
    private readonly rules: GroupRulesQueries,
    private readonly service: GroupRulesService,
  ) {}

  @Get()
  @Policy('assignment.read')
  @ApiOperation({ summary: 'List the rules by which groups of the identity provider give roles' })
  @ApiOkResponse({ standardSchema: pageOf(groupRuleView) })
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: pageQuery }) query: PageQuery,
  ): Promise<Page<GroupRuleView>> {
    return this.rules.list(actor, query);
  }

  @Post('preview')
  @Policy('assignment.manage')
  @HttpCode(200)
  @ApiOperation({ summary: 'Who would gain a role by a rule; writes nothing' })
  @ApiOkResponse({ standardSchema: groupRuleEffect })
  preview(
    @CurrentActor() actor: Actor,
    @Body({ schema: newGroupRule }) body: NewGroupRule,
  ): Promise<GroupRuleEffect> {
    return this.service.wouldMake(actor, body);
  }

  @Post()
  @Policy('assignment.manage')
  @ApiOperation({ summary: 'Make a rule; it counts at the next sign-in of each person' })
  @ApiCreatedResponse({ standardSchema: groupRuleView })
  async make(
    @CurrentActor() actor: Actor,
    @Body({ schema: newGroupRule }) body: NewGroupRule,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<GroupRuleView> {
    const made = await this.service.make(actor, body);
    void reply.header('Location', `/api/v1/group-rules/${made.id}`);
    return tagged(reply, made);
  }

  @Get(':id')
  @Policy('assignment.read')
  @ApiOperation({ summary: 'Read a rule' })
  @ApiOkResponse({ standardSchema: groupRuleView })
  async read(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) ruleId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<GroupRuleView> {
    return tagged(reply, await this.rules.byId(actor, ruleId));
  }

  @Get(':id/preview-end')
  @Policy('assignment.manage')
  @ApiOperation({ summary: 'Who would lose a role if the rule ended' })
  @ApiOkResponse({ standardSchema: groupRuleEffect })
  async previewEnd(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) ruleId: string,
  ): Promise<GroupRuleEffect> {
    await this.rules.byId(actor, ruleId);
    return this.rules.effectOf({ end: ruleId });
  }

  @Post(':id/end')
  @Policy('assignment.manage')
  @HttpCode(204)
  @ApiOperation({ summary: 'End a rule, and every role that came by it, at once' })
  @ApiNoContentResponse({ description: 'Ended' })
  async end(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) ruleId: string,
    @IfMatch() version: number,
  ): Promise<void> {
    await this.service.end(actor, ruleId, version);
  }
}
