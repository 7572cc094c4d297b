import { Injectable } from '@nestjs/common';
import {
  Audit,
  Clock,
  Database,
  forbidden,
  invalid,
  notFound,
  row,
  rows,
  stale,
  type Tx,
} from '../../platform/index.js';
import { requirePermission, type Actor } from '../access/actor.js';
import { passwordIssues } from '../sign-in/password.rules.js';
import { PasswordHasher } from '../sign-in/password-hasher.js';
import { SessionsService } from '../sign-in/sessions.service.js';
import { USER, UsersQueries, type UserView } from './users.queries.js';
import type { NewUser, UserChange } from './users.input.js';

/** Locks the user first; grants and delegations lock them too. */
async function lock(tx: Tx, id: string, version: number): Promise<UserView> {
  const [user] = await rows<UserView>(tx, `select ${USER} from app_user where id = $1 for update`, [id]);
  if (!user) throw notFound('user');
  if (user.version !== version) throw stale('user');
  return user;
}

/** Accounts belong to no programme, so the permission must hold for every programme. */
@Injectable()
export class UsersService {
  constructor(
    private readonly database: Database,
    private readonly users: UsersQueries,
    private readonly hasher: PasswordHasher,
    private readonly sessions: SessionsService,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async create(actor: Actor, body: NewUser): Promise<UserView> {
    requirePermission(actor, 'user.manage', null);
    const hash =
      body.password === undefined ? null : await this.newHash(body.password, body.email, 'password');
    return this.database.write(async (tx) => {
      const user = await row<UserView>(
        tx,
        `insert into app_user (email, name, job_title, password_hash) values (lower($1), $2, $3, $4) returning ${USER}`,
        [body.email, body.name, body.jobTitle, hash],
      );
      await this.audit.append(tx, actor.audit, {
        action: 'user.created',
        subjectKind: 'user',
        subjectId: user.id,
        detail: { name: user.name, jobTitle: user.jobTitle, withPassword: hash !== null },
      });
      return user;
    });
  }

  async change(actor: Actor, id: string, version: number, change: UserChange): Promise<UserView> {
    requirePermission(actor, 'user.manage', null);
    return this.database.write(async (tx) => {
      const before = await lock(tx, id, version);
      const after = await row<UserView>(
        tx,
        `update app_user set email = lower(coalesce($2, email)), name = coalesce($3, name), job_title = coalesce($4, job_title),
           version = version + 1 where id = $1 returning ${USER}`,
        [id, change.email ?? null, change.name ?? null, change.jobTitle ?? null],
      );
      await this.audit.append(tx, actor.audit, {
        action: 'user.changed',
        subjectKind: 'user',
        subjectId: id,
        detail: {
          changed: Object.keys(change),
          from: { name: before.name, jobTitle: before.jobTitle },
          to: { name: after.name, jobTitle: after.jobTitle },
        },
      });
      return after;
    });
  }

  /** Ends their sessions and revokes their tokens, which stay revoked when the account is enabled again. */
  async disable(actor: Actor, id: string, version: number): Promise<UserView> {
    requirePermission(actor, 'user.manage', null);
    if (id === actor.userId) throw forbidden('You cannot disable your own account: somebody must be left.');
    return this.database.write(async (tx) => {
      await lock(tx, id, version);
      await this.shutOut(tx, id);
      await rows(tx, `update app_user set disabled_at = coalesce(disabled_at, $2) where id = $1`, [
        id,
        this.clock.now().toISOString(),
      ]);
      return this.finish(tx, actor, id, 'user.disabled');
    });
  }

  async enable(actor: Actor, id: string, version: number): Promise<UserView> {
    requirePermission(actor, 'user.manage', null);
    return this.database.write(async (tx) => {
      await lock(tx, id, version);
      await rows(tx, `update app_user set disabled_at = null where id = $1`, [id]);
      return this.finish(tx, actor, id, 'user.enabled');
    });
  }

  async endSessions(actor: Actor, id: string, version: number): Promise<UserView> {
    requirePermission(actor, 'user.manage', null);
    return this.database.write(async (tx) => {
      await lock(tx, id, version);
      await this.sessions.endAll(tx, id);
      return this.finish(tx, actor, id, 'user.sessions_ended');
    });
  }

  /** For another person, whose password may be known to others: ends their sessions and revokes their tokens too. */
  async setPassword(actor: Actor, id: string, version: number, password: string): Promise<UserView> {
    requirePermission(actor, 'user.manage', null);
    if (id === actor.userId)
      throw forbidden('Change your own password on your profile, where the present one is asked for.');
    const hash = await this.newHash(password, (await this.users.byId(id)).email, 'password');
    return this.database.write(async (tx) => {
      await lock(tx, id, version);
      await this.shutOut(tx, id);
      await rows(tx, `update app_user set password_hash = $2 where id = $1`, [id, hash]);
      return this.finish(tx, actor, id, 'user.password_set');
    });
  }

  /**
   * One's own password. Does NOT check the present one: the caller does.
   * @param sessionId the session that stays open; every other one ends.
   */
  async changeOwnPassword(
    actor: Actor,
    version: number,
    password: string,
    sessionId: string,
  ): Promise<UserView> {
    const hash = await this.newHash(password, (await this.users.byId(actor.userId)).email, 'newPassword');
    return this.database.write(async (tx) => {
      await lock(tx, actor.userId, version);
      await this.sessions.endAll(tx, actor.userId, sessionId);
      await rows(tx, `update app_user set password_hash = $2 where id = $1`, [actor.userId, hash]);
      return this.finish(tx, actor, actor.userId, 'user.password_changed');
    });
  }

  private async newHash(password: string, email: string, path: string): Promise<string> {
    const issues = passwordIssues(password, email, path);
    if (issues.length > 0) throw invalid(issues);
    return this.hasher.hash(password);
  }

  private async shutOut(tx: Tx, id: string): Promise<void> {
    await this.sessions.endAll(tx, id);
    await rows(
      tx,
      `update api_token set revoked_at = $2, version = version + 1 where user_id = $1 and revoked_at is null`,
      [id, this.clock.now().toISOString()],
    );
  }

  /** Increases the version and audits; the caller has written the change. */
  private async finish(tx: Tx, actor: Actor, id: string, action: string): Promise<UserView> {
    const user = await row<UserView>(
      tx,
      `update app_user set version = version + 1 where id = $1 returning ${USER}`,
      [id],
    );
    await this.audit.append(tx, actor.audit, { action, subjectKind: 'user', subjectId: id });
    return user;
  }
}
