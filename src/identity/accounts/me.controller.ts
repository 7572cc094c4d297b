import { Body, Controller, Get, Put, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { etag, IfMatch } from '../../platform/index.js';
import type { Actor } from '../access/actor.js';
import { PERMISSION_NAMES } from '../access/permissions.js';
import { CurrentActor, SignedIn } from '../access/policy.js';
import { AssignmentsQueries } from '../assignments/assignments.queries.js';
import { PasswordsService } from './passwords.service.js';
import { ownPassword } from './users.input.js';
import { UsersQueries, userView, type UserView } from './users.queries.js';

const profile = z
  .object({
    user: userView,
    via: z.enum(['session', 'token']),
    permissions: z.array(
      z.object({ permission: z.enum(PERMISSION_NAMES), programmeIds: z.array(z.uuid()).nullable() }),
    ),
    assignments: z
      .array(
        z.object({
          assignmentId: z.uuid(),
          roleName: z.string(),
          roleKey: z.string(),
          programmeId: z.uuid().nullable().describe('Null = every programme.'),
          endsOn: z.iso.date().nullable(),
        }),
      )
      .describe('Roles of one’s own that count today; each can be delegated by its id.'),
    csrfToken: z.string().nullable(),
  })
  .meta({ id: 'Profile' });

@ApiTags('Own account')
@Controller('api/v1/me')
@SignedIn()
export class MeController {
  constructor(
    private readonly users: UsersQueries,
    private readonly assignments: AssignmentsQueries,
    private readonly passwords: PasswordsService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Who am I, and what may I do at this moment' })
  @ApiOkResponse({ standardSchema: profile, headers: { ETag: {} } })
  async read(
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const user = await this.users.byId(actor.userId);
    void reply.header('ETag', etag(user.version)).header('Cache-Control', 'no-store');
    return {
      user,
      via: actor.via,
      permissions: actor.permissions(),
      assignments: await this.assignments.own(actor),
      csrfToken: actor.via === 'session' ? (request.session.csrfToken ?? null) : null,
    } satisfies z.infer<typeof profile>;
  }

  @Put('password')
  @ApiOperation({
    summary: 'Change one’s own password; every other session ends, and every token is revoked',
  })
  @ApiOkResponse({ standardSchema: userView })
  async changePassword(
    @CurrentActor() actor: Actor,
    @IfMatch() version: number,
    @Body({ schema: ownPassword }) body: z.infer<typeof ownPassword>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UserView> {
    const user = await this.passwords.changeOwn(actor, version, body, {
      sessionId: request.session.sessionId,
      address: request.ip,
    });
    void reply.header('ETag', etag(user.version));
    return user;
  }
}
