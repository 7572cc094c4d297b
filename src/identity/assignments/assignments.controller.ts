import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
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
import type { Actor } from '../access/actor.js';
import { CurrentActor, Policy, SignedIn } from '../access/policy.js';
import { AssignmentsQueries, assignmentView, type AssignmentView } from './assignments.queries.js';
import { AssignmentsService } from './assignments.service.js';
import { heldChangeView, type HeldChangeView } from '../held-changes/held-changes.queries.js';
import { answerOutcome, HELD } from '../held-changes/outcome.js';
import { newAssignment, assignmentList } from './assignments.input.js';

const id = z.uuid();

@ApiTags('Assignments')
@Controller('api/v1/assignments')
export class AssignmentsController {
  constructor(
    private readonly assignments: AssignmentsQueries,
    private readonly service: AssignmentsService,
  ) {}

  @Get()
  @Policy('assignment.read')
  @ApiOperation({ summary: 'List assignments, newest first' })
  @ApiOkResponse({ standardSchema: pageOf(assignmentView) })
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: assignmentList }) query: z.infer<typeof assignmentList>,
  ): Promise<Page<AssignmentView>> {
    return this.assignments.list(actor, query);
  }

  @Post()
  @Policy('assignment.manage')
  @ApiOperation({ summary: 'Grant a role to somebody else' })
  @ApiCreatedResponse({ standardSchema: assignmentView })
  @ApiAcceptedResponse({ standardSchema: heldChangeView, description: HELD })
  async grant(
    @CurrentActor() actor: Actor,
    @Body({ schema: newAssignment }) body: z.infer<typeof newAssignment>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AssignmentView | HeldChangeView> {
    const outcome = await this.service.grant(actor, body);
    if ('done' in outcome) void reply.header('Location', `/api/v1/assignments/${outcome.done.id}`);
    return answerOutcome(reply, outcome);
  }

  @Get(':id')
  @SignedIn()
  @ApiOperation({
    summary: 'Read an assignment: one’s own, or one of a programme whose assignments one may read',
  })
  @ApiOkResponse({ standardSchema: assignmentView })
  async read(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) assignmentId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AssignmentView> {
    return tagged(reply, await this.assignments.byId(actor, assignmentId));
  }

  @Post(':id/end')
  @Policy('assignment.manage')
  @HttpCode(200)
  @ApiOperation({ summary: 'End somebody else’s assignment at once' })
  @ApiOkResponse({ standardSchema: assignmentView })
  async end(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) assignmentId: string,
    @IfMatch() version: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AssignmentView> {
    return tagged(reply, await this.service.end(actor, assignmentId, version));
  }
}
