import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { Injectable } from '@nestjs/common';
import { RateLimiterRes, type RateLimiterPostgres } from 'rate-limiter-flexible';
import {
  Audit,
  Clock,
  Database,
  forbidden,
  invalid,
  Problem,
  row,
  rows,
  stale,
  type Tx,
} from '../../platform/index.js';
import { actorLabel, type Actor } from '../access/actor.js';
import { passwordIssues } from '../sign-in/password.rules.js';
import { PasswordHasher } from '../sign-in/password-hasher.js';
import { SessionsService } from '../sign-in/sessions.service.js';
import { AccountPost } from './account-post.js';
import { counter } from '../sign-in/sign-in.limits.js';
import { SignInService } from '../sign-in/sign-in.service.js';
import type { OwnPassword } from './users.input.js';
import { USER, type UserView } from './users.queries.js';
import { isLinkToken, LINK_LIFE_MS, linkTokenHash, newLinkToken } from './link-token.js';

/** Whose password a link sets. */
export interface LinkAccount {
  userId: string;
  email: string;
  name: string;
  jobTitle: string;
}

/** Links that somebody who has forgotten their password may ask for within an hour. */
const PER_HOUR = 3;

/** Of a link `l` and its account `u`. */
const COUNTS = `l.used_at is null and l.ended_at is null and l.epoch = u.epoch and u.disabled_at is null`;

/** One answer for a token that was never given, was used, has expired, or was replaced. */
const over = (): Problem =>
  new Problem({
    code: 'link-over',
    status: 410,
    detail: 'This link was used before, is older than an hour, or a newer one was sent.',
  });

/**
 * People choose their passwords themselves, with a link or with the present one: nobody else ever knows one. A link is a token of 256 random bits, of which the hash
 * is kept. It counts once, for an hour after it was sent, and only as long as nothing ended the account's sessions and no newer link
 * was asked for.
 */
@Injectable()
export class PasswordsService {
  private readonly asked: RateLimiterPostgres;

  constructor(
    private readonly database: Database,
    private readonly post: AccountPost,
    private readonly hasher: PasswordHasher,
    private readonly sessions: SessionsService,
    private readonly signIn: SignInService,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {
    this.asked = counter(database, 'forgotten', PER_HOUR, 3600);
  }

  /** Mails a link to the person; earlier ones end. */
  async mailLink(tx: Tx, userId: string, purpose: 'welcome' | 'reset', correlationId: string): Promise<void> {
    const { id } = await row<{ id: string }>(tx, this.insert('id = $1'), [
      userId,
      purpose,
      this.clock.now().toISOString(),
    ]);
    await this.post.sendLink(tx, id, correlationId);
  }

  /**
   * Mails a link to the person who has this address. Does the same for an address that nobody has, but for the mail, so that neither the answer
   * nor its time tells which accounts exist. At most three an hour for one address, in all processes together; further ones do nothing.
   * @param email in lower case.
   */
  async forgotten(email: string, correlationId: string): Promise<void> {
    try {
      await this.asked.consume(createHash('sha256').update(email).digest('base64'));
    } catch (error) {
      if (error instanceof RateLimiterRes) return;
      throw error;
    }
    await this.database.write(async (tx) => {
      const { id } = await row<{ id: string }>(tx, this.insert('email = $1 and disabled_at is null'), [
        email,
        'forgotten',
        this.clock.now().toISOString(),
      ]);
      await this.post.sendLink(tx, id, correlationId);
    });
  }

  /** A link that is handed over at the terminal instead of by mail. @returns its token, which is not kept. */
  async atTerminal(tx: Tx, userId: string): Promise<string> {
    const token = newLinkToken();
    const now = this.clock.now();
    const { id } = await row<{ id: string }>(tx, this.insert('id = $1'), [
      userId,
      'terminal',
      now.toISOString(),
    ]);
    await rows(tx, `update password_link set token_hash = $2, expires_at = $3 where id = $1`, [
      id,
      linkTokenHash(token),
      new Date(now.getTime() + LINK_LIFE_MS).toISOString(),
    ]);
    return token;
  }

  /** Whose password it sets; undefined when it does not count. Looking at it changes nothing: mail scanners open links too. */
  async accountOf(token: string): Promise<LinkAccount | undefined> {
    if (!isLinkToken(token)) return undefined;
    const [found] = await this.database.query<LinkAccount>(
      `select u.id as "userId", u.email, u.name, u.job_title as "jobTitle"
         from password_link l join app_user u on u.id = l.user_id
        where l.token_hash = $1 and l.expires_at > $2::timestamptz and ${COUNTS}`,
      [linkTokenHash(token), this.clock.now().toISOString()],
    );
    return found;
  }

  /**
   * Sets the password that the person chose, and ends every session and token of the account: a person who was in with the old one is out.
   * @throws Problem 410 when the link does not count; 422 for a password that anybody would guess.
   */
  async use(token: string, password: string, request: FastifyRequest): Promise<void> {
    const correlationId = request.id;
    const account = await this.accountOf(token);
    if (!account) throw over();
    const { userId, name, jobTitle } = account;
    const hash = await this.newHash(password, userId, 'password');
    const now = this.clock.now().toISOString();
    await this.database.write(async (tx) => {
      await rows(tx, `select 1 from app_user where id = $1 for update`, [userId]);
      const used = await rows(
        tx,
        `update password_link l set used_at = $2 from app_user u
          where u.id = l.user_id and l.token_hash = $1 and l.expires_at > $2::timestamptz and ${COUNTS} returning l.id`,
        [linkTokenHash(token), now],
      );
      if (used.length === 0) throw over();
      await this.sessions.shutOut(tx, userId);
      // Whoever reads the person's mail is the person: the way in while strangers pause the account everywhere.
      await this.signIn.rememberBrowser(tx, request, userId);
      await rows(tx, `update app_user set password_hash = $2, version = version + 1 where id = $1`, [
        userId,
        hash,
      ]);
      await this.post.tell(
        tx,
        userId,
        'Your password was set with a link that was mailed to you. You were signed out everywhere, and tokens of programs were revoked.',
        correlationId,
      );
      await this.audit.append(
        tx,
        { userId, label: actorLabel({ name, jobTitle }), correlationId },
        { action: 'user.password_chosen', subjectKind: 'user', subjectId: userId },
      );
    });
  }

  /**
   * One's own password. Every other session ends, and so does every token.
   * @param here the session that stays open, and where the request came from.
   * @throws Problem 403 to a program with a token, 422 when the present password is not right, 429 after too many tries.
   */
  async changeOwn(
    actor: Actor,
    version: number,
    { currentPassword, newPassword }: OwnPassword,
    here: { sessionId: string; address: string },
  ): Promise<UserView> {
    if (actor.via === 'token') throw forbidden('Sign in with your password to change it.');
    await this.signIn.confirm(actor, currentPassword, here.address);
    const hash = await this.newHash(newPassword, actor.userId, 'newPassword');
    return this.database.write(async (tx) => {
      const [user] = await rows<{ version: number }>(
        tx,
        `select version from app_user where id = $1 for update`,
        [actor.userId],
      );
      if (user?.version !== version) throw stale('user');
      await this.sessions.shutOut(tx, actor.userId, here.sessionId);
      const changed = await row<UserView>(
        tx,
        `update app_user set password_hash = $2, version = version + 1 where id = $1 returning ${USER}`,
        [actor.userId, hash],
      );
      await this.post.tell(
        tx,
        actor.userId,
        'Your password was changed by you, with the present one. Every other browser was signed out, and tokens of programs were revoked.',
        actor.correlationId,
      );
      await this.audit.append(tx, actor.audit, {
        action: 'user.password_changed',
        subjectKind: 'user',
        subjectId: actor.userId,
      });
      return changed;
    });
  }

  private async newHash(password: string, userId: string, path: string): Promise<string> {
    const [owner] = await this.database.query<{ email: string; name: string; context: string[] }>(
      `select email, name, array(select distinct unnest(array[p.council, p.name, p.code]) from programme p limit 200) as context
         from app_user where id = $1`,
      [userId],
    );
    const issues = await passwordIssues(password, owner ?? { email: '' }, path);
    if (issues.length > 0) throw invalid(issues);
    return this.hasher.hash(password);
  }

  /** $1 finds the account, or none; $2 is the purpose, $3 the time. */
  private insert(whose: string): string {
    return `with account as (select id, epoch from app_user where ${whose}),
      older as (update password_link set ended_at = $3::timestamptz
                 where user_id = (select id from account) and used_at is null and ended_at is null)
      insert into password_link (user_id, epoch, purpose, asked_at)
      values ((select id from account), (select epoch from account), $2, $3::timestamptz) returning id`;
  }
}
