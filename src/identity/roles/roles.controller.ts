import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
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
import type { Actor } from '../access/actor.js';
import { PERMISSION_NAMES, PERMISSIONS } from '../access/permissions.js';
import { CurrentActor, Policy } from '../access/policy.js';
import { Roles, type RoleView } from './roles.service.js';

const id = z.uuid();

const newRole = z.strictObject({
  key: z
    .string()
    .max(40)
    .regex(/^[a-z][a-z0-9_]*$/, 'Use lower-case letters, digits and underscores, beginning with a letter.'),
  name: line(80),
  description: line(300),
  permissions: z.array(z.enum(PERMISSION_NAMES)).max(PERMISSION_NAMES.length),
});

const roleChange = newRole
  .omit({ key: true })
  .partial()
  .refine(
    (change) => Object.values(change).some((value) => value !== undefined),
    'Nothing is to be changed.',
  );

const roleView = z
  .object({
    id: z.uuid(),
    key: z.string(),
    name: z.string(),
    description: z.string(),
    builtIn: z.boolean(),
    permissions: z.array(z.string()),
    version: entityVersion,
  })
  .meta({ id: 'Role' });

const permissionView = z
  .object({
    name: z.enum(PERMISSION_NAMES),
    description: z.string(),
    kind: z.enum(['read', 'write', 'approval', 'administration']),
  })
  .meta({ id: 'Permission' });

@ApiTags('Roles')
@Controller('api/v1')
export class RolesController {
  constructor(private readonly roles: Roles) {}

  /** The whole catalogue: it is closed and short, so it comes as one page. */
  @Get('permissions')
  @Policy('role.read')
  @ApiOperation({ summary: 'The catalogue of permissions' })
  @ApiOkResponse({ standardSchema: pageOf(permissionView) })
  permissions(): Page<z.infer<typeof permissionView>> {
    return {
      items: PERMISSION_NAMES.map((name) => ({ name, ...PERMISSIONS[name] })),
      nextCursor: null,
    };
  }

  @Get('roles')
  @Policy('role.read')
  @ApiOperation({ summary: 'List roles by key' })
  @ApiOkResponse({ standardSchema: pageOf(roleView) })
  list(@Query({ schema: pageQuery }) query: PageQuery): Promise<Page<RoleView>> {
    return this.roles.list(query);
  }

  @Post('roles')
  @Policy('role.manage')
  @ApiOperation({ summary: 'Create a role' })
  @ApiCreatedResponse({ standardSchema: roleView })
  async create(
    @CurrentActor() actor: Actor,
    @Body({ schema: newRole }) body: z.infer<typeof newRole>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RoleView> {
    const role = await this.roles.create(actor, body);
    void reply.header('Location', `/api/v1/roles/${role.id}`);
    return tagged(reply, role);
  }

  @Get('roles/:id')
  @Policy('role.read')
  @ApiOperation({ summary: 'Read a role' })
  @ApiOkResponse({ standardSchema: roleView })
  async read(
    @Param('id', { schema: id }) roleId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RoleView> {
    return tagged(reply, await this.roles.byId(roleId));
  }

  @Patch('roles/:id')
  @Policy('role.manage')
  @ApiOperation({ summary: 'Change a role; it counts from the next request of everybody who holds it' })
  @ApiOkResponse({ standardSchema: roleView })
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) roleId: string,
    @IfMatch() version: number,
    @Body({ schema: roleChange }) body: z.infer<typeof roleChange>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RoleView> {
    return tagged(reply, await this.roles.change(actor, roleId, version, body));
  }

  @Delete('roles/:id')
  @Policy('role.manage')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a role that was never assigned' })
  @ApiNoContentResponse({ description: 'Deleted' })
  delete(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) roleId: string,
    @IfMatch() version: number,
  ): Promise<void> {
    return this.roles.delete(actor, roleId, version);
  }
}

function tagged(reply: FastifyReply, role: RoleView): RoleView {
  void reply.header('ETag', etag(role.version));
  return role;
}
