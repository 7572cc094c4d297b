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
  violatedConstraint,
  type Tx,
} from '../../platform/index.js';
import { mixesApprovalAndAdministration } from '../access/access.rules.js';
import { requirePermission, type Actor } from '../access/actor.js';
import { GUARDED_PERMISSIONS, isPermission, PERMISSIONS, type Permission } from '../access/permissions.js';
import { AccountPost } from '../accounts/account-post.js';
import { ROLE, type RoleView } from './roles.queries.js';
import type { NewRole, RoleChange } from './roles.input.js';

/** The role that keeps everything else manageable; it stays as it is. */
const FIXED = 'admin';

/** Roles are data. They count in every programme, so managing them asks for the permission in every programme. */
@Injectable()
export class RolesService {
  constructor(
    private readonly database: Database,
    private readonly post: AccountPost,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async create(actor: Actor, body: NewRole): Promise<RoleView> {
    requirePermission(actor, 'role.manage', null);
    refuseMix(body.permissions);
    return this.database.write(async (tx) => {
      const { id } = await sayTaken(
        row<{ id: string }>(
          tx,
          `insert into role (key, name, description) values ($1, $2, $3) returning id`,
          [body.key, body.name, body.description],
        ),
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
      await sayTaken(
        rows(
          tx,
          `update role set name = coalesce($2, name), description = coalesce($3, description), version = version + 1 where id = $1`,
          [id, change.name ?? null, change.description ?? null],
        ),
      );
      if (change.permissions) {
        await refuseGuarded(tx, before, change.permissions);
        await rows(tx, `delete from role_permission where role_id = $1`, [id]);
        await grantPermissions(tx, id, change.permissions);
      }
      const role = await read(tx, id);
      const added = role.permissions.filter((name) => !before.permissions.includes(name));
      const removed = before.permissions.filter((name) => !role.permissions.includes(name));
      if (added.length + removed.length > 0) await this.tellHolders(tx, actor, role, { added, removed });
      await this.audit.append(tx, actor.audit, {
        action: 'role.changed',
        subjectKind: 'role',
        subjectId: id,
        detail: {
          key: role.key,
          added,
          removed,
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
      if (await wasUsed(tx, id))
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

  /** Everybody who holds the role now or later, of their own or as a stand-in. */
  private async tellHolders(
    tx: Tx,
    actor: Actor,
    role: RoleView,
    { added, removed }: { added: readonly string[]; removed: readonly string[] },
  ): Promise<void> {
    const holders = await rows<{ id: string }>(
      tx,
      `select distinct u.id from assignment a
         left join delegation d on d.assignment_id = a.id and d.revoked_at is null and d.ends_on >= $2::date
         join app_user u on u.id in (a.user_id, d.delegate_id) and u.disabled_at is null
        where a.role_id = $1 and a.ended_at is null and (a.ends_on is null or a.ends_on >= $2::date)`,
      [role.id, this.clock.today()],
    );
    const what = [
      ...added.map((name) => `“${describe(name)}” was added`),
      ...removed.map((name) => `“${describe(name)}” was taken out`),
    ].join('; ');
    for (const { id } of holders)
      await this.post.tell(
        tx,
        id,
        `What the role “${role.name}” allows was changed by ${actor.label}: ${what}.`,
        actor.correlationId,
      );
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

/** Says where the name or the key of another role was given. */
async function sayTaken<T>(write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (error) {
    const path = { role_name_unique: 'name', role_key_unique: 'key' }[violatedConstraint(error) ?? ''];
    if (path !== undefined)
      throw conflict('already-exists', 'There is a role of this name already.', [
        { path, message: 'This is already in use.' },
      ]);
    throw error;
  }
}

const describe = (name: string): string => (isPermission(name) ? PERMISSIONS[name].description : name);

/** Whether anybody ever held it, or was to get it: the history names it then. */
async function wasUsed(tx: Tx, id: string): Promise<boolean> {
  const used = await rows(
    tx,
    `select 1 from assignment where role_id = $1 union all select 1 from held_change where role_id = $1 limit 1`,
    [id],
  );
  return used.length > 0;
}

/** What people hold, or are about to be given, must not turn into approval or administration, nor lose it, by a change of the role. */
async function refuseGuarded(tx: Tx, role: RoleView, permissions: readonly Permission[]): Promise<void> {
  const differs = GUARDED_PERMISSIONS.some(
    (name) => permissions.includes(name) !== role.permissions.includes(name),
  );
  if (differs && (await wasUsed(tx, role.id)))
    throw conflict(
      'role-guarded',
      'Somebody holds, or once held, this role: what it approves or administers cannot be changed. Make a new role and assign that.',
    );
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
