import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { entityVersion, etag, IfMatch, pageOf, pageQuery, type Page } from '../../platform/index.js';
import type { Actor } from '../access/actor.js';
import { CurrentActor, Policy, SignedIn } from '../access/policy.js';
import { Assignments, type AssignmentView } from './assignments.service.js';

const id = z.uuid();

const newAssignment = z
  .strictObject({
    userId: z.uuid(),
    roleId: z.uuid(),
    /** Null = every programme. It must be said: nobody gets every programme by leaving something out. */
    programmeId: z.uuid().nullable(),
    startsOn: z.iso.date().nullable().default(null),
    endsOn: z.iso.date().nullable().default(null),
  })
  .refine((body) => body.startsOn === null || body.endsOn === null || body.startsOn <= body.endsOn, {
    path: ['endsOn'],
    message: 'The last day is before the first.',
  });

const assignmentList = pageQuery.extend({
  userId: z.uuid().optional(),
  programmeId: z.uuid().optional(),
  /** `true`: only those that count today. */
  active: z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true'),
});

const assignmentView = z
  .object({
    id: z.uuid(),
    userId: z.uuid(),
    userName: z.string(),
    roleId: z.uuid(),
    roleKey: z.string(),
    programmeId: z.uuid().nullable(),
    startsOn: z.string().nullable(),
    endsOn: z.string().nullable(),
    grantedBy: z.uuid().nullable(),
    grantedAt: z.string(),
    endedAt: z.string().nullable(),
    endedBy: z.uuid().nullable(),
    version: entityVersion,
  })
  .meta({ id: 'Assignment' });

@ApiTags('Assignments')
@Controller('api/v1/assignments')
export class AssignmentsController {
  constructor(private readonly assignments: Assignments) {}

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
  async grant(
    @CurrentActor() actor: Actor,
    @Body({ schema: newAssignment }) body: z.infer<typeof newAssignment>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AssignmentView> {
    const made = await this.assignments.grant(actor, body);
    void reply.header('Location', `/api/v1/assignments/${made.id}`);
    return tagged(reply, made);
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
    return tagged(reply, await this.assignments.end(actor, assignmentId, version));
  }
}

function tagged(reply: FastifyReply, assignment: AssignmentView): AssignmentView {
  void reply.header('ETag', etag(assignment.version));
  return assignment;
}
