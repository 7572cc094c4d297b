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
import { etag, IfMatch, pageOf, pageQuery, type Page, type PageQuery } from '../../platform/index.js';
import type { Actor } from '../access/actor.js';
import { PERMISSION_NAMES, PERMISSIONS } from '../access/permissions.js';
import { CurrentActor, Policy } from '../access/policy.js';
import { RolesQueries, roleView, type RoleView } from './roles.queries.js';
import { RolesService } from './roles.service.js';
import { newRole, roleChange } from './roles.input.js';

const id = z.uuid();

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
  constructor(
    private readonly roles: RolesQueries,
    private readonly service: RolesService,
  ) {}

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
    const role = await this.service.create(actor, body);
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
    return tagged(reply, await this.service.change(actor, roleId, version, body));
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
    return this.service.delete(actor, roleId, version);
  }
}

function tagged(reply: FastifyReply, role: RoleView): RoleView {
  void reply.header('ETag', etag(role.version));
  return role;
}
