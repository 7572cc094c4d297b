import { Injectable } from '@nestjs/common';
import {
  Audit,
  Clock,
  conflict,
  Database,
  forbidden,
  invalid,
  notFound,
  row,
  rows,
  stale,
  type Tx,
} from '../../platform/index.js';
import { mixesApprovalAndAdministration } from '../access/access.rules.js';
import { requirePermission, type Actor } from '../access/actor.js';
import type { Permission } from '../access/permissions.js';
import { holdersWhoWouldMix } from './separation.queries.js';
import { ROLE, type RoleView } from './roles.queries.js';
import type { NewRole, RoleChange } from './roles.input.js';

/** The role that keeps everything else manageable; it stays as it is. */
const FIXED = 'admin';

/** Roles are data. They count in every programme, so managing them asks for the permission in every programme. */
@Injectable()
export class RolesService {
  constructor(
    private readonly database: Database,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async create(actor: Actor, body: NewRole): Promise<RoleView> {
    requirePermission(actor, 'role.manage', null);
    refuseMix(body.permissions);
    return this.database.write(async (tx) => {
      const { id } = await row<{ id: string }>(
        tx,
        `insert into role (key, name, description) values ($1, $2, $3) returning id`,
        [body.key, body.name, body.description],
      );
      await grantPermissions(tx, id, body.permissions);
      const role = await read(tx, id);
      await this.audit.append(tx, actor.audit, {
        action: 'role.created',
        subjectKind: 'role',
        subjectId: id,
        detail: { key: role.key, permissions: role.permissions },
      });
      return role;
    });
  }

  async change(actor: Actor, id: string, version: number, change: RoleChange): Promise<RoleView> {
    requirePermission(actor, 'role.manage', null);
    if (change.permissions) refuseMix(change.permissions);
    return this.database.write(async (tx) => {
      const before = await this.lock(tx, actor, id, version);
      await rows(
        tx,
        `update role set name = coalesce($2, name), description = coalesce($3, description), version = version + 1 where id = $1`,
        [id, change.name ?? null, change.description ?? null],
      );
      if (change.permissions) {
        await rows(tx, `delete from role_permission where role_id = $1`, [id]);
        await grantPermissions(tx, id, change.permissions);
        const mixed = await holdersWhoWouldMix(tx, id, this.clock.today());
        if (mixed > 0)
          throw conflict(
            'would-mix-approval-and-administration',
            `${mixed === 1 ? 'One person holds' : `${mixed} people hold`} this role together with another: they would both approve and administer.`,
          );
      }
      const role = await read(tx, id);
      await this.audit.append(tx, actor.audit, {
        action: 'role.changed',
        subjectKind: 'role',
        subjectId: id,
        detail: {
          key: role.key,
          added: role.permissions.filter((name) => !before.permissions.includes(name)),
          removed: before.permissions.filter((name) => !role.permissions.includes(name)),
          from: { name: before.name, description: before.description },
          to: { name: role.name, description: role.description },
        },
      });
      return role;
    });
  }

  async delete(actor: Actor, id: string, version: number): Promise<void> {
    requirePermission(actor, 'role.manage', null);
    await this.database.write(async (tx) => {
      const role = await this.lock(tx, actor, id, version);
      if (role.builtIn) throw conflict('role-built-in', 'A built-in role cannot be deleted.');
      const used = await rows(tx, `select 1 from assignment where role_id = $1 limit 1`, [id]);
      if (used.length > 0)
        throw conflict(
          'role-in-use',
          'This role is, or once was, assigned to somebody and cannot be deleted: the history names it.',
        );
      await rows(tx, `delete from role where id = $1`, [id]);
      await this.audit.append(tx, actor.audit, {
        action: 'role.deleted',
        subjectKind: 'role',
        subjectId: id,
        detail: { key: role.key, permissions: role.permissions },
      });
    });
  }

  /** A grant of the role waits for this lock, so that what it checked stays true. */
  private async lock(tx: Tx, actor: Actor, id: string, version: number): Promise<RoleView> {
    await rows(tx, `select 1 from role where id = $1 for update`, [id]);
    const role = await read(tx, id);
    if (role.version !== version) throw stale('role');
    const held = await rows(
      tx,
      `select 1 from assignment a left join delegation d on d.assignment_id = a.id and d.revoked_at is null and d.ends_on >= $3::date
        where a.role_id = $1 and a.ended_at is null and (a.ends_on is null or a.ends_on >= $3::date)
          and (a.user_id = $2 or d.delegate_id = $2) limit 1`,
      [id, actor.userId, this.clock.today()],
    );
    if (held.length > 0)
      throw forbidden('You hold this role yourself: another administrator has to change it.', 'own-role');
    if (role.key === FIXED) throw conflict('role-fixed', 'The administrator’s role cannot be changed.');
    return role;
  }
}

async function read(tx: Tx, id: string): Promise<RoleView> {
  const [role] = await rows<RoleView>(tx, `select ${ROLE} from role r where r.id = $1`, [id]);
  if (!role) throw notFound('role');
  return role;
}

async function grantPermissions(tx: Tx, id: string, permissions: readonly Permission[]): Promise<void> {
  await rows(tx, `insert into role_permission (role_id, permission) select $1, unnest($2::text[])`, [
    id,
    [...new Set(permissions)],
  ]);
}

function refuseMix(permissions: readonly Permission[]): void {
  if (mixesApprovalAndAdministration(permissions))
    throw invalid([
      {
        path: 'permissions',
        message: 'A role cannot both approve and administer: take out the one or the other.',
      },
    ]);
}
