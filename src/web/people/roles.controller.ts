import { Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import {
  AssignmentsQueries,
  CurrentActor,
  isPermission,
  Policy,
  requirePermission,
  RoleEffectsQueries,
  RolesQueries,
  RolesService,
  type Actor,
  type RoleView,
} from '../../identity/index.js';
import { everyItem, forbidden, pageQuery, Problem } from '../../platform/index.js';
import { ProgrammesQueries } from '../../programmes/index.js';
import {
  Once,
  Page,
  paths,
  seeOther,
  SentFields,
  sentVersion,
  show,
  submit,
  textOf,
  Twin,
  type PageAnswer,
  type SeeOther,
  type Sent,
} from '../shell/index.js';
import { newRoleForm, roleForm } from './roles.form.js';
import {
  presentAskToChange,
  presentAskToDelete,
  presentAssignments,
  presentChangeRole,
  presentNewRole,
  presentRole,
  presentRoles,
} from './roles.presenter.js';

const id = z.uuid();
/** People of a role, or rows of the list, on one page. */
const SHOWN = 50;
/** The role that keeps everything else manageable. */
const FIXED = 'admin';

@Page('admin/roles')
export class RolesPagesController {
  constructor(
    private readonly roles: RolesQueries,
    private readonly assignments: AssignmentsQueries,
    private readonly service: RolesService,
    private readonly once: Once,
  ) {}

  @Get()
  @Policy('role.read')
  async list(@CurrentActor() actor: Actor): Promise<PageAnswer> {
    const [roles, holders] = await Promise.all([
      everyItem((query) => this.roles.list(query)),
      actor.holds('assignment.read') ? this.assignments.holders(actor) : null,
    ]);
    return show('people/roles', presentRoles(roles, holders, { create: actor.can('role.manage', null) }));
  }

  @Get('new')
  @Policy('role.manage')
  page(@CurrentActor() actor: Actor): PageAnswer {
    requirePermission(actor, 'role.manage', null);
    return show('people/edit-role', presentNewRole(newRoleForm.blank()));
  }

  @Post('new')
  @Policy('role.manage')
  @Twin('POST /api/v1/roles')
  create(@CurrentActor() actor: Actor, @SentFields() sent: Sent): Promise<PageAnswer | SeeOther> {
    return submit(
      newRoleForm,
      sent,
      (body) =>
        this.once.run(actor, sent, async () => {
          const role = await keyAsName(this.service.create(actor, body));
          return seeOther(paths.role(role.id), `The role “${role.name}” is created. Nobody has it yet.`);
        }),
      (form) => show('people/edit-role', presentNewRole(form)),
    );
  }
}

/** The key is made of the name: where another role has it, the name is what can be mended. */
async function keyAsName<T>(write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw new Problem({
      code: error.code,
      status: error.status,
      detail: error.message,
      issues: error.issues.map((issue) => (issue.path === 'key' ? { ...issue, path: 'name' } : issue)),
    });
  }
}

@Page('admin/roles/:id')
export class RolePageController {
  constructor(
    private readonly roles: RolesQueries,
    private readonly assignments: AssignmentsQueries,
    private readonly effects: RoleEffectsQueries,
    private readonly service: RolesService,
  ) {}

  @Get()
  @Policy('role.read')
  async page(@CurrentActor() actor: Actor, @Param('id', { schema: id }) roleId: string): Promise<PageAnswer> {
    const role = await this.roles.byId(roleId);
    const [holders, own] = await Promise.all([
      actor.holds('assignment.read') ? this.assignments.held(actor, { roleId, limit: SHOWN }) : null,
      this.assignments.own(actor),
    ]);
    return show(
      'people/role',
      presentRole({
        role,
        holders,
        manages: actor.can('role.manage', null),
        own: own.some(({ roleKey }) => roleKey === role.key),
        fixed: role.key === FIXED,
        seesUsers: actor.can('user.read', null),
      }),
    );
  }

  @Get('change')
  @Policy('role.manage')
  async form(@CurrentActor() actor: Actor, @Param('id', { schema: id }) roleId: string): Promise<PageAnswer> {
    const role = await this.managed(actor, roleId);
    return show('people/edit-role', presentChangeRole(roleForm.filled(role), role, role.version));
  }

  /** What it would do to whom is shown first, unless only its words change. */
  @Post('change')
  @Policy('role.manage')
  @Twin('PATCH /api/v1/roles/:id')
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) roleId: string,
    @SentFields() sent: Sent,
  ): Promise<PageAnswer | SeeOther> {
    const role = await this.managed(actor, roleId);
    const version = sentVersion(sent);
    return submit(
      roleForm,
      sent,
      async (body): Promise<PageAnswer | SeeOther> => {
        const added = body.permissions.filter((name) => !role.permissions.includes(name));
        const removed = role.permissions
          .filter(isPermission)
          .filter((name) => !body.permissions.includes(name));
        if (added.length + removed.length > 0 && textOf(sent['confirmed']) !== 'yes') {
          const effect = await this.effects.ofChange(roleId, body.permissions);
          const names = actor.can('assignment.read', null);
          return show(
            'people/ask',
            presentAskToChange({ role, version, added, removed, effect, sent, names }),
          );
        }
        const { name } = await this.service.change(actor, roleId, version, body);
        return seeOther(paths.role(roleId), `The role “${name}” was changed.`);
      },
      (form) => show('people/edit-role', presentChangeRole(form, role, version)),
    );
  }

  @Get('delete')
  @Policy('role.manage')
  async askToDelete(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) roleId: string,
  ): Promise<PageAnswer> {
    return show('people/ask', presentAskToDelete(await this.managed(actor, roleId)));
  }

  @Post('delete')
  @Policy('role.manage')
  @Twin('DELETE /api/v1/roles/:id')
  async delete(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) roleId: string,
    @SentFields() sent: Sent,
  ): Promise<SeeOther> {
    const { name } = await this.managed(actor, roleId);
    await this.service.delete(actor, roleId, sentVersion(sent));
    return seeOther(paths.roles(), `The role “${name}” is deleted.`);
  }

  /** @throws Problem 403 for the role that stays as it is; of a role of one's own the room says so when it is written. */
  private async managed(actor: Actor, roleId: string): Promise<RoleView> {
    requirePermission(actor, 'role.manage', null);
    const role = await this.roles.byId(roleId);
    if (role.key === FIXED) throw forbidden('The administrator’s role cannot be changed.', 'role-fixed');
    return role;
  }
}

const listQuery = pageQuery
  .pick({ cursor: true })
  // A browser sends an empty choice too.
  .extend({ programme: z.union([z.uuid(), z.literal('')]).optional() });

@Page('admin/assignments')
export class AssignmentsPageController {
  constructor(
    private readonly assignments: AssignmentsQueries,
    private readonly programmes: ProgrammesQueries,
  ) {}

  @Get()
  @Policy('assignment.read')
  async list(
    @CurrentActor() actor: Actor,
    @Query({ schema: listQuery }) { programme = '', cursor }: z.infer<typeof listQuery>,
  ): Promise<PageAnswer> {
    const programmeId = programme === '' ? undefined : programme;
    const [page, programmes] = await Promise.all([
      this.assignments.held(actor, { limit: SHOWN, cursor, programmeId }),
      everyItem((query) => this.programmes.list(actor, query)),
    ]);
    const visible = programmes.filter(({ id: one }) => actor.can('assignment.read', one));
    return show(
      'people/assignments',
      presentAssignments(page, visible, programmeId, actor.can('user.read', null)),
    );
  }
}
