import { createHash, randomBytes } from 'node:crypto';
import { decodeJwt } from 'jose';
import type { FastifyRequest, Session as FastifySession } from 'fastify';
import type { SessionStore } from '@fastify/session';
import { Injectable } from '@nestjs/common';
import {
  Audit,
  Clock,
  Config,
  Database,
  forbidden,
  notFound,
  rows,
  type AuditActor,
  type Tx,
} from '../../platform/index.js';
import type { ActorFacts } from '../access/actor.js';
import type { Actor } from '../access/actor.js';
import { AccountPost } from '../accounts/account-post.js';
import { permissionsOf, type Permission } from '../access/permissions.js';
import { watchers } from '../held-changes/guarded.queries.js';
import type { LogoutNotice } from '../provider/provider.client.js';
import { AuthenticationQueries } from './authentication.queries.js';
import { sessionHash } from './session-hash.js';

declare module 'fastify' {
  interface Session {
    /** Present while somebody is signed in; read from the database with each request, never written back. */
    facts?: ActorFacts;
    csrfToken?: string;
  }
}

/** Who hears the bell of the emergency account. */
const BELL: readonly Permission[] = [...permissionsOf('administration'), 'audit.read'];

const READ_ONLY = new Set(['cookie', 'facts', 'csrfToken']);

/**
 * Server-side sessions on the table `session`. Only {@link start} inserts rows, at sign-in, so a request without an
 * account leaves none. Implements the store that @fastify/session asks for.
 */
@Injectable()
export class SessionsService implements SessionStore {
  constructor(
    private readonly database: Database,
    private readonly authentication: AuthenticationQueries,
    private readonly post: AccountPost,
    private readonly audit: Audit,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /**
   * @param sessionId a new one, never the id that the browser sent (session fixation).
   * @param idToken of a session that begins at the identity provider.
   * @returns the CSRF token; undefined when the account was disabled, or its sessions were ended, in the meantime.
   */
  async start(
    tx: Tx,
    user: { id: string; epoch: number },
    sessionId: string,
    actor: AuditActor,
    idToken: string | null = null,
  ): Promise<string | undefined> {
    const now = this.clock.now();
    const expires = new Date(now.getTime() + this.config.SESSION_ABSOLUTE_HOURS * 3_600_000);
    const csrfToken = randomBytes(32).toString('base64url');
    const made = await rows(
      tx,
      `insert into session (id_hash, user_id, csrf_secret, epoch, created_at, last_seen_at, expires_at, id_token, provider_sid)
       select $1, id, $3, epoch, $4, $4, $5, $7, $8 from app_user
        where id = $2 and disabled_at is null and epoch = $6 for no key update
       returning user_id`,
      [
        sessionHash(sessionId),
        user.id,
        csrfToken,
        now.toISOString(),
        expires.toISOString(),
        user.epoch,
        idToken,
        idToken === null ? null : sidOf(idToken),
      ],
    );
    if (made.length === 0) return undefined;
    await rows(tx, `delete from session where expires_at <= $1`, [now.toISOString()]);
    await this.endOldest(tx, user.id, actor, now);
    await this.audit.append(tx, actor, {
      action: 'session.started',
      subjectKind: 'user',
      subjectId: user.id,
      ...(idToken === null ? {} : { detail: { by: 'identity provider' } }),
    });
    if (idToken === null && this.config.PASSWORD_SIGN_IN === 'break-glass')
      await this.ringBell(tx, user.id, actor);
    return csrfToken;
  }

  /** Of more sessions than may be at once the oldest end, and their person is told. */
  private async endOldest(tx: Tx, userId: string, actor: AuditActor, now: Date): Promise<void> {
    const { SESSIONS_AT_ONCE, SESSION_IDLE_MINUTES } = this.config;
    const ended = await rows(
      tx,
      `delete from session where id_hash in (
         select id_hash from session where user_id = $1 and last_seen_at > $3::timestamptz - make_interval(mins => $4)
          order by created_at desc, id_hash offset $2) returning user_id`,
      [userId, SESSIONS_AT_ONCE, now.toISOString(), SESSION_IDLE_MINUTES],
    );
    if (ended.length === 0) return;
    await this.post.tell(
      tx,
      userId,
      `You signed in once more than is possible at once, which is ${SESSIONS_AT_ONCE} times. The oldest session was ended.`,
      actor.correlationId,
    );
    await this.audit.append(tx, actor, {
      action: 'session.ended',
      subjectKind: 'user',
      subjectId: userId,
      detail: { reason: 'too many at once', sessions: ended.length },
    });
  }

  /** The one password that signs in although passwords are switched off: everybody who administers or audits is told. */
  private async ringBell(tx: Tx, userId: string, actor: AuditActor): Promise<void> {
    const sentence = `${actor.label} signed in with the password of the emergency account, although passwords are switched off.`;
    const told = new Set(await watchers(tx, null, this.clock.today(), BELL)).add(userId);
    for (const id of told) await this.post.tell(tx, id, sentence, actor.correlationId);
    await this.audit.append(tx, actor, {
      action: 'session.break_glass',
      subjectKind: 'user',
      subjectId: userId,
    });
  }

  /**
   * The identity provider says that a session of its own has ended, or all of a person: those that began there end here.
   * @returns how many ended; undefined for a notice that was taken already.
   */
  async endByProvider(
    { issuer, jti, subject, sid }: LogoutNotice,
    correlationId: string,
  ): Promise<number | undefined> {
    const now = this.clock.now();
    return this.database.write(async (tx) => {
      await rows(tx, `delete from logout_notice where taken_at < $1::timestamptz - interval '1 day'`, [
        now.toISOString(),
      ]);
      const first = await rows(
        tx,
        `insert into logout_notice (notice_hash, taken_at) values ($1, $2) on conflict do nothing returning taken_at`,
        [
          createHash('sha256')
            .update(JSON.stringify([issuer, jti]))
            .digest(),
          now.toISOString(),
        ],
      );
      if (first.length === 0) return undefined;
      const ended = await rows<{ userId: string }>(
        tx,
        `delete from session where id_token is not null and ($3::text is null or provider_sid = $3)
            and ($2::text is null or user_id in (select user_id from external_identity where issuer = $1 and subject = $2))
         returning user_id as "userId"`,
        [issuer, subject, sid],
      );
      for (const userId of new Set(ended.map((one) => one.userId)))
        await this.audit.append(
          tx,
          { userId: null, label: 'identity provider', correlationId },
          {
            action: 'session.ended',
            subjectKind: 'user',
            subjectId: userId,
            detail: { by: 'identity provider' },
          },
        );
      return ended.length;
    });
  }

  /** @returns the ID token of a session that began at the identity provider; null of any other. */
  async idTokenOf(sessionId: string): Promise<string | null> {
    const [found] = await this.database.query<{ idToken: string | null }>(
      `select id_token as "idToken" from session where id_hash = $1`,
      [sessionHash(sessionId)],
    );
    return found?.idToken ?? null;
  }

  /** Signs out. Nothing happens, and nothing is audited, when the session had ended already. */
  async end(tx: Tx, sessionId: string, actor: AuditActor): Promise<void> {
    const ended = await rows(tx, `delete from session where id_hash = $1 returning user_id`, [
      sessionHash(sessionId),
    ]);
    if (ended.length > 0)
      await this.audit.append(tx, actor, {
        action: 'session.ended',
        subjectKind: 'user',
        subjectId: actor.userId,
      });
  }

  /**
   * Ends every session of a user by raising their epoch; the rows go too.
   * @param except the id of the session that stays.
   */
  async endAll(tx: Tx, userId: string, except?: string): Promise<void> {
    const kept = except === undefined ? null : sessionHash(except);
    await rows(tx, `update app_user set epoch = epoch + 1 where id = $1`, [userId]);
    // A browser that is forgotten is a new one when it is met again; the one that stays is known.
    await rows(
      tx,
      `update sign_in_device set forgotten = true
        where user_id = $1 and id_hash is distinct from (select device_hash from session where id_hash = $2::bytea)`,
      [userId, kept],
    );
    await rows(tx, `delete from session where user_id = $1 and id_hash is distinct from $2::bytea`, [
      userId,
      kept,
    ]);
    await rows(
      tx,
      `update session set epoch = (select epoch from app_user where id = $1) where user_id = $1 and id_hash = $2::bytea`,
      [userId, kept],
    );
  }

  /**
   * Ends one of one's own sessions.
   * @param id the hash of the session's id, as lists show it.
   * @throws Problem 404 when there is none of this person's, 403 to a program with a token.
   */
  async endOwn(actor: Actor, id: string): Promise<void> {
    refuseProgram(actor);
    await this.database.write(async (tx) => {
      const ended = await rows(
        tx,
        `delete from session where id_hash = decode($1, 'hex') and user_id = $2 returning user_id`,
        [id, actor.userId],
      );
      if (ended.length === 0) throw notFound('session');
      await this.audit.append(tx, actor.audit, {
        action: 'session.ended',
        subjectKind: 'user',
        subjectId: actor.userId,
      });
    });
  }

  /** Ends one's own sessions but the one that asks. @throws Problem 403 to a program with a token. */
  async endOthers(actor: Actor, sessionId: string): Promise<void> {
    refuseProgram(actor);
    await this.database.write(async (tx) => {
      await this.endAll(tx, actor.userId, sessionId);
      await this.audit.append(tx, actor.audit, {
        action: 'user.sessions_ended',
        subjectKind: 'user',
        subjectId: actor.userId,
      });
    });
  }

  /**
   * Ends every session and revokes every token of a user. A council account is linked no more: whoever knew the password may have linked
   * theirs.
   * @param except the id of the session that stays.
   */
  async shutOut(tx: Tx, userId: string, except?: string): Promise<void> {
    await this.endAll(tx, userId, except);
    await rows(tx, `delete from external_identity where user_id = $1`, [userId]);
    await rows(
      tx,
      `update api_token set revoked_at = $2, version = version + 1 where user_id = $1 and revoked_at is null`,
      [userId, this.clock.now().toISOString()],
    );
  }

  /** Makes who has just signed in known to the rest of the same request. */
  async introduce({ session }: FastifyRequest): Promise<void> {
    const open = await this.authentication.bySession(sessionHash(session.sessionId));
    if (!open) return;
    session.facts = open.facts;
    session.csrfToken = open.csrfToken;
  }

  get(sessionId: string, done: (error: unknown, session?: FastifySession | null) => void): void {
    this.authentication.bySession(sessionHash(sessionId)).then(
      (open) =>
        done(
          null,
          open
            ? {
                ...open.data,
                cookie: { originalMaxAge: null },
                facts: open.facts,
                csrfToken: open.csrfToken,
              }
            : null,
        ),
      done,
    );
  }

  /** Stores what pages put into the session. A session that was never started is not stored. */
  set(sessionId: string, session: FastifySession, done: (error?: unknown) => void): void {
    const data = Object.fromEntries(Object.entries(session).filter(([key]) => !READ_ONLY.has(key)));
    if (!session.facts && Object.keys(data).length === 0) return done();
    this.database
      .query(`update session set data = $2::jsonb where id_hash = $1`, [
        sessionHash(sessionId),
        JSON.stringify(data),
      ])
      .then(() => done(), done);
  }

  destroy(sessionId: string, done: (error?: unknown) => void): void {
    this.database
      .query(`delete from session where id_hash = $1`, [sessionHash(sessionId)])
      .then(() => done(), done);
  }
}

/** The name that the provider gave its own session, where it gives one. */
function sidOf(idToken: string): string | null {
  const { sid } = decodeJwt(idToken);
  return typeof sid === 'string' && sid.length <= 255 ? sid : null;
}

function refuseProgram(actor: Actor): void {
  if (actor.via === 'token') throw forbidden('Sign in with your password to end sessions.');
}
