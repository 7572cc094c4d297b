import { Injectable } from '@nestjs/common';
import {
  Audit,
  Clock,
  Config,
  conflict,
  Database,
  domainAllowed,
  forbidden,
  invalid,
  notFound,
  row,
  rows,
  stale,
  type Tx,
} from '../../platform/index.js';
import { requirePermission, type Actor } from '../access/actor.js';
import { SessionsService } from '../sign-in/sessions.service.js';
import { AccountPost } from './account-post.js';
import { PasswordsService } from './passwords.service.js';
import { USER, type UserView } from './users.queries.js';
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
    private readonly sessions: SessionsService,
    private readonly passwords: PasswordsService,
    private readonly post: AccountPost,
    private readonly audit: Audit,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** The person gets a link by mail, with which they choose their password. */
  async create(actor: Actor, body: NewUser): Promise<UserView> {
    requirePermission(actor, 'user.manage', null);
    this.refuseDomain(body.email);
    return this.database.write(async (tx) => {
      const user = await row<UserView>(
        tx,
        `insert into app_user (email, name, job_title) values (lower($1), $2, $3) returning ${USER}`,
        [body.email, body.name, body.jobTitle],
      );
      await this.passwords.mailLink(tx, user.id, 'welcome', actor.correlationId);
      await this.audit.append(tx, actor.audit, {
        action: 'user.created',
        subjectKind: 'user',
        subjectId: user.id,
        detail: { name: user.name, jobTitle: user.jobTitle },
      });
      return user;
    });
  }

  async change(actor: Actor, id: string, version: number, change: UserChange): Promise<UserView> {
    requirePermission(actor, 'user.manage', null);
    if (change.email !== undefined) this.refuseDomain(change.email);
    return this.database.write(async (tx) => {
      const before = await lock(tx, id, version);
      // A link that went to the old address must not count any more.
      if (change.email !== undefined && change.email !== before.email)
        await rows(
          tx,
          `update password_link set ended_at = $2 where user_id = $1 and used_at is null and ended_at is null`,
          [id, this.clock.now().toISOString()],
        );
      const after = await row<UserView>(
        tx,
        `update app_user set email = lower(coalesce($2, email)), name = coalesce($3, name), job_title = coalesce($4, job_title),
           version = version + 1 where id = $1 returning ${USER}`,
        [id, change.email ?? null, change.name ?? null, change.jobTitle ?? null],
      );
      if (after.email !== before.email) {
        const sentence = `The e-mail address of your account was changed from ${before.email} to ${after.email} by ${actor.label}.`;
        for (const email of [before.email, after.email])
          await this.post.tell(tx, id, sentence, actor.correlationId, email);
      }
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
      await this.sessions.shutOut(tx, id);
      await rows(tx, `update app_user set disabled_at = coalesce(disabled_at, $2) where id = $1`, [
        id,
        this.clock.now().toISOString(),
      ]);
      await this.tell(tx, actor, id, 'Your account was disabled, and tokens of programs were revoked,');
      return this.finish(tx, actor, id, 'user.disabled');
    });
  }

  async enable(actor: Actor, id: string, version: number): Promise<UserView> {
    requirePermission(actor, 'user.manage', null);
    return this.database.write(async (tx) => {
      await lock(tx, id, version);
      await rows(tx, `update app_user set disabled_at = null where id = $1`, [id]);
      await this.tell(tx, actor, id, 'Your account was enabled again');
      return this.finish(tx, actor, id, 'user.enabled');
    });
  }

  async endSessions(actor: Actor, id: string, version: number): Promise<UserView> {
    requirePermission(actor, 'user.manage', null);
    return this.database.write(async (tx) => {
      await lock(tx, id, version);
      await this.sessions.endAll(tx, id);
      await this.tell(tx, actor, id, 'You were signed out everywhere');
      return this.finish(tx, actor, id, 'user.sessions_ended');
    });
  }

  /**
   * For another person, whose password is forgotten or known to others: it stops counting at once, sessions and tokens end, and the person
   * gets a link by mail. Nobody but the person sees the link.
   */
  async resetPassword(actor: Actor, id: string, version: number): Promise<UserView> {
    requirePermission(actor, 'user.manage', null);
    if (id === actor.userId)
      throw forbidden('Change your own password on your account, where the present one is asked for.');
    return this.database.write(async (tx) => {
      const { disabledAt, hasPassword } = await lock(tx, id, version);
      if (disabledAt !== null)
        throw conflict(
          'account-disabled',
          'This account is disabled. Enable it before you reset its password.',
        );
      await this.sessions.shutOut(tx, id);
      await rows(tx, `update app_user set password_hash = null where id = $1`, [id]);
      // A person who never chose one has nothing that could be reset.
      await this.passwords.mailLink(tx, id, hasPassword ? 'reset' : 'welcome', actor.correlationId);
      return this.finish(tx, actor, id, 'user.password_reset');
    });
  }

  private tell(tx: Tx, { label, correlationId }: Actor, id: string, what: string): Promise<void> {
    return this.post.tell(tx, id, `${what} by ${label}.`, correlationId);
  }

  /** Nobody could choose a password for an account whose mails are refused. */
  private refuseDomain(email: string): void {
    const allowed = this.config.ALLOWED_MAIL_DOMAINS;
    if (!domainAllowed(email, allowed))
      throw invalid([
        { path: 'email', message: `Mail may only be sent to addresses at ${allowed.join(', ')}.` },
      ]);
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
