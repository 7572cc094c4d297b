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
  type AuditAction,
  type Tx,
} from '../../platform/index.js';
import { requirePermission, type Actor } from '../access/actor.js';
import { holdProgrammes } from '../access/hold-programmes.js';
import { HeldChangesService, type Outcome } from '../held-changes/held-changes.service.js';
import { SessionsService } from '../sign-in/sessions.service.js';
import { AccountPost } from './account-post.js';
import { PasswordsService } from './passwords.service.js';
import { USER, type UserView } from './users.queries.js';
import { takeAway } from '../second-factor/take-away.js';
import type { NewUser, UserChange } from './users.input.js';

/** Locks the user first; grants and delegations lock them too. @param version undefined for what was asked for earlier. */
async function lock(tx: Tx, id: string, version: number | undefined): Promise<UserView> {
  const [user] = await rows<UserView>(tx, `select ${USER} from app_user where id = $1 for update`, [id]);
  if (!user) throw notFound('user');
  if (version !== undefined && user.version !== version) throw stale('user');
  if (user.leftAt !== null)
    throw conflict(
      'person-left',
      'This person has left: nothing of the account can be changed, and it never comes back.',
    );
  return user;
}

/** Says where the address that somebody has already was given. */
async function sayTaken<T>(write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (error) {
    if (violatedConstraint(error) === 'app_user_email_unique')
      throw conflict('already-exists', 'Somebody has an account with this address already.', [
        { path: 'email', message: 'This is already in use.' },
      ]);
    throw error;
  }
}

function refuseDisabled({ disabledAt }: UserView): void {
  if (disabledAt !== null)
    throw conflict('account-disabled', 'This account is disabled. Enable it before you reset its password.');
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
    private readonly held: HeldChangesService,
  ) {}

  /** The person gets a link by mail, with which they choose their password. */
  async create(actor: Actor, body: NewUser): Promise<UserView> {
    return this.database.write((tx) => this.createIn(tx, actor, body));
  }

  /** As {@link create}, in a transaction of the caller's. */
  async createIn(tx: Tx, actor: Actor, body: NewUser): Promise<UserView> {
    requirePermission(actor, 'user.manage', null);
    this.post.refuseDomain(body.email);
    const user = await sayTaken(
      row<UserView>(
        tx,
        `insert into app_user (email, name, job_title) values ($1, $2, $3) returning ${USER}`,
        [body.email, body.name, body.jobTitle],
      ),
    );
    await this.passwords.mailLink(tx, user.id, 'welcome', actor.correlationId);
    await this.audit.append(tx, actor.audit, {
      action: 'user.created',
      subjectKind: 'user',
      subjectId: user.id,
      detail: { name: user.name, jobTitle: user.jobTitle },
    });
    return user;
  }

  /** @returns what is held, where the address of somebody who approves or administers is to change. */
  async change(actor: Actor, id: string, version: number, change: UserChange): Promise<Outcome<UserView>> {
    requirePermission(actor, 'user.manage', null);
    return this.database.write(async (tx) => {
      await holdProgrammes(tx, null);
      const before = await lock(tx, id, version);
      const { email = before.email, ...rest } = change;
      if (email === before.email) return { done: await this.write(tx, actor, before, change) };
      this.post.refuseDomain(email);
      const held = await this.held.hold(tx, actor, { kind: 'address', userId: id, email });
      if (held === undefined) return { done: await this.write(tx, actor, before, change) };
      if (Object.keys(rest).length > 0)
        throw invalid([
          {
            path: 'email',
            message: 'The address waits for another administrator: change it apart from name and job title.',
          },
        ]);
      return { held };
    });
  }

  /** Carries out a change of address that was held. */
  async changeAddress(tx: Tx, actor: Actor, id: string, email: string): Promise<void> {
    this.post.refuseDomain(email);
    await this.write(tx, actor, await lock(tx, id, undefined), { email });
  }

  /** The caller has locked the person. */
  private async write(tx: Tx, actor: Actor, before: UserView, change: UserChange): Promise<UserView> {
    const { id } = before;
    // A link that went to the old address must not count any more.
    if (change.email !== undefined && change.email !== before.email)
      await rows(
        tx,
        `update password_link set ended_at = $2 where user_id = $1 and used_at is null and ended_at is null`,
        [id, this.clock.now().toISOString()],
      );
    const after = await sayTaken(
      row<UserView>(
        tx,
        `update app_user set email = coalesce($2, email), name = coalesce($3, name), job_title = coalesce($4, job_title),
         version = version + 1 where id = $1 returning ${USER}`,
        [id, change.email ?? null, change.name ?? null, change.jobTitle ?? null],
      ),
    );
    if (after.email !== before.email) {
      const sentence = `The e-mail address of your account was changed from ${before.email} to ${after.email} by ${actor.label}.`;
      for (const email of [before.email, after.email])
        await this.post.tell(tx, id, sentence, actor.correlationId, { email });
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
  }

  /** Ends their sessions and revokes their tokens, which stay revoked when the account is enabled again. */
  async disable(actor: Actor, id: string, version: number): Promise<UserView> {
    requirePermission(actor, 'user.manage', null);
    if (id === actor.userId) throw forbidden('You cannot disable your own account: somebody must be left.');
    return this.database.write(async (tx) => {
      await holdProgrammes(tx, null);
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

  /** @returns what is held, where the person approves or administers. */
  async enable(actor: Actor, id: string, version: number): Promise<Outcome<UserView>> {
    requirePermission(actor, 'user.manage', null);
    return this.database.write(async (tx) => {
      await holdProgrammes(tx, null);
      const { disabledAt } = await lock(tx, id, version);
      const held =
        disabledAt === null ? undefined : await this.held.hold(tx, actor, { kind: 'enable', userId: id });
      return held === undefined ? { done: await this.enableNow(tx, actor, id) } : { held };
    });
  }

  /** Carries out what {@link enable} held. */
  async enableNow(tx: Tx, actor: Actor, id: string): Promise<UserView> {
    await rows(tx, `update app_user set disabled_at = null where id = $1`, [id]);
    await this.tell(tx, actor, id, 'Your account was enabled again');
    return this.finish(tx, actor, id, 'user.enabled');
  }

  /** Tokens too: somebody who has one acts as the person as well as somebody with a session. */
  async endSessions(actor: Actor, id: string, version: number): Promise<UserView> {
    requirePermission(actor, 'user.manage', null);
    return this.database.write(async (tx) => {
      await lock(tx, id, version);
      await this.sessions.shutOut(tx, id);
      await this.tell(tx, actor, id, 'You were signed out everywhere, and tokens of programs were revoked,');
      return this.finish(tx, actor, id, 'user.sessions_ended');
    });
  }

  /**
   * For another person, whose password is forgotten or known to others: it stops counting at once, sessions and tokens end, and the person
   * gets a link by mail. Nobody but the person sees the link.
   * @returns what is held, where the person approves or administers: their password goes on counting until then.
   */
  async resetPassword(actor: Actor, id: string, version: number): Promise<Outcome<UserView>> {
    requirePermission(actor, 'user.manage', null);
    if (id === actor.userId)
      throw forbidden('Change your own password on your account, where the present one is asked for.');
    return this.database.write(async (tx) => {
      refuseDisabled(await lock(tx, id, version));
      const held = await this.held.hold(tx, actor, { kind: 'password', userId: id });
      return held === undefined ? { done: await this.resetNow(tx, actor, id) } : { held };
    });
  }

  /** Carries out what {@link resetPassword} held. */
  async resetNow(tx: Tx, actor: Actor, id: string): Promise<UserView> {
    const user = await lock(tx, id, undefined);
    refuseDisabled(user);
    await this.sessions.shutOut(tx, id);
    await rows(tx, `update app_user set password_hash = null where id = $1`, [id]);
    // Somebody who never chose one has nothing that could be reset.
    await this.passwords.mailLink(tx, id, user.hasPassword ? 'reset' : 'welcome', actor.correlationId);
    return this.finish(tx, actor, id, 'user.password_reset');
  }

  /**
   * For another person who has lost their app and their recovery codes: the password alone signs in until they set up another. Sessions and tokens end.
   * @returns what is held, where the person approves or administers.
   * @throws Problem 404, 412; 403 for one's own; 409 where there is none.
   */
  async resetSecondFactor(actor: Actor, id: string, version: number): Promise<Outcome<UserView>> {
    requirePermission(actor, 'user.manage', null);
    if (id === actor.userId) throw forbidden('Remove your own second factor on your account.');
    return this.database.write(async (tx) => {
      const user = await lock(tx, id, version);
      if (!user.hasSecondFactor) throw conflict('no-second-factor', 'This person has no second factor.');
      const held = await this.held.hold(tx, actor, { kind: 'factor', userId: id });
      return held === undefined ? { done: await this.takeSecondFactor(tx, actor, id) } : { held };
    });
  }

  /** Carries out what {@link resetSecondFactor} held. */
  async takeSecondFactor(tx: Tx, actor: Actor, id: string): Promise<UserView> {
    await takeAway(tx, id);
    await this.sessions.shutOut(tx, id);
    await this.tell(tx, actor, id, 'Your second factor was taken away, and you were signed out everywhere,');
    return this.finish(tx, actor, id, 'user.second_factor_reset');
  }

  private tell(tx: Tx, { label, correlationId }: Actor, id: string, what: string): Promise<void> {
    return this.post.tell(tx, id, `${what} by ${label}.`, correlationId);
  }

  /** Increases the version and audits; the caller has written the change. */
  private async finish(tx: Tx, actor: Actor, id: string, action: AuditAction): Promise<UserView> {
    const user = await row<UserView>(
      tx,
      `update app_user set version = version + 1 where id = $1 returning ${USER}`,
      [id],
    );
    await this.audit.append(tx, actor.audit, { action, subjectKind: 'user', subjectId: id });
    return user;
  }
}
