import type { FastifyReply, FastifyRequest } from 'fastify';
import { Injectable } from '@nestjs/common';
import {
  Audit,
  Config,
  Database,
  invalid,
  Problem,
  type AuditActor,
  type ProblemIssue,
  type Tx,
} from '../../platform/index.js';
import { actorLabel, type Actor } from '../access/actor.js';
import { hasFactor } from '../second-factor/has-factor.sql.js';
import { PasswordHasher } from './password-hasher.js';
import { SessionsService } from './sessions.service.js';
import { DevicesService } from './devices.service.js';
import { Paused, SignInLimits, type Attempt } from './sign-in.limits.js';
import { sessionCookie } from './web-security.js';

/** A person who has just given the right password. */
export interface AuthenticatedUser {
  id: string;
  email: string;
  name: string;
  jobTitle: string;
  /** The account's epoch at that moment: a session begins only if nothing has ended them since. */
  epoch: number;
  /** A hash to store in place of the old one, when that was made with other parameters than today's. */
  rehash: { from: string; to: string } | null;
  /** Whether a code is asked for after the password; while it is needed no session begins. */
  secondFactor: 'none' | 'needed' | 'given';
}

interface StoredAccount {
  id: string;
  email: string;
  name: string;
  jobTitle: string;
  epoch: number;
  hash: string | null;
  disabled: boolean;
  hasFactor: boolean;
}

/** One answer for an unknown address, a wrong password and a disabled account. */
const refused = (): Problem =>
  new Problem({
    code: 'sign-in-failed',
    status: 401,
    detail: 'The e-mail address or the password is not right.',
  });

@Injectable()
export class SignInService {
  constructor(
    private readonly database: Database,
    private readonly hasher: PasswordHasher,
    private readonly limits: SignInLimits,
    private readonly devices: DevicesService,
    private readonly sessions: SessionsService,
    private readonly audit: Audit,
    private readonly config: Config,
  ) {}

  /**
   * @param email folded ({@link foldAddress}): what is counted is what is looked up.
   * @param request from where, and in which browser.
   * @param aim `link`: the password shows whose account of the identity provider it is, which also those do whose password does not sign in.
   * @throws Problem 401, the same for every reason; 429 after too many attempts.
   */
  async authenticate(
    email: string,
    password: string,
    request: FastifyRequest,
    aim: 'sign-in' | 'link' = 'sign-in',
  ): Promise<AuthenticatedUser> {
    const nobody: AuditActor = { userId: null, label: 'not signed in', correlationId: request.id };
    const address = request.ip;
    const attempt = { email, address, device: await this.devices.of(request, email) };
    await this.admit(attempt, nobody);
    const [account] = await this.database.query<StoredAccount>(
      `select id, email, name, job_title as "jobTitle", epoch, password_hash as hash, disabled_at is not null as disabled,
          ${hasFactor('app_user.id')} as "hasFactor"
         from app_user where email = $1`,
      [email],
    );
    const right = await this.hasher.matches(account?.hash ?? null, password);
    const { PASSWORD_SIGN_IN, BREAK_GLASS_EMAIL } = this.config;
    const off = aim === 'sign-in' && PASSWORD_SIGN_IN === 'break-glass' && email !== BREAK_GLASS_EMAIL;
    if (!account || !right || account.disabled || off) {
      await this.audit.note(nobody, {
        action: 'session.refused',
        subjectKind: 'user',
        subjectId: account?.id ?? null,
        // The address as typed is not stored: people sometimes type their password there.
        detail: {
          reason: !account
            ? 'unknown account'
            : !right
              ? 'wrong password'
              : account.disabled
                ? 'disabled account'
                : 'passwords are switched off',
          address,
        },
      });
      throw refused();
    }
    await this.limits.succeeded(attempt);
    const { id, name, jobTitle, epoch, hash } = account;
    const outdated = hash !== null && this.hasher.isOutdated(hash);
    return {
      id,
      email: account.email,
      name,
      jobTitle,
      epoch,
      secondFactor: account.hasFactor ? 'needed' : 'none',
      rehash: outdated ? { from: hash, to: await this.hasher.hash(password) } : null,
    };
  }

  /**
   * Checks the password of a person who is signed in. It counts as a browser of theirs, so that nobody who guesses at the account from
   * elsewhere keeps them from what they have to confirm.
   * @param wrong where and how it is said that it is not right.
   * @throws Problem 422 when it is not right · 429 after too many attempts.
   */
  async confirm(
    actor: Actor,
    password: string,
    address: string,
    wrong: ProblemIssue = { path: 'currentPassword', message: 'This is not your present password.' },
  ): Promise<void> {
    const [account] = await this.database.query<{ email: string; hash: string | null }>(
      `select email, password_hash as hash from app_user where id = $1`,
      [actor.userId],
    );
    if (!account) throw new Error('BUG: an actor without an account');
    const attempt = { email: account.email, address, device: 'signed in' };
    await this.admit(attempt, actor.audit);
    if (!(await this.hasher.matches(account.hash, password))) {
      await this.audit.note(actor.audit, {
        action: 'password.refused',
        subjectKind: 'user',
        subjectId: actor.userId,
        detail: { reason: 'wrong present password', address },
      });
      throw invalid([wrong]);
    }
    await this.limits.succeeded(attempt);
  }

  /**
   * Counts the attempt. A pause is audited once, with the attempt that began it: further attempts during the pause must not fill
   * the trail.
   * @throws Paused
   */
  private async admit(attempt: Attempt, actor: AuditActor): Promise<void> {
    try {
      await this.limits.admit(attempt);
    } catch (error) {
      if (error instanceof Paused && error.begins) {
        const [account] = await this.database.query<{ id: string }>(
          `select id from app_user where email = $1`,
          [attempt.email],
        );
        await this.audit.note(actor, {
          action: 'session.paused',
          subjectKind: 'user',
          subjectId: account?.id ?? null,
          detail: { of: error.of, seconds: error.seconds, address: attempt.address },
        });
      }
      throw error;
    }
  }

  /**
   * Starts a session under a new id and sets its cookie; a session id that the browser sent is never used (session fixation).
   * @param idToken where the identity provider vouches for the person.
   * @returns the CSRF token, to be repeated with every write of this session.
   */
  async open(
    request: FastifyRequest,
    person: AuthenticatedUser,
    idToken: string | null = null,
  ): Promise<string> {
    if (person.secondFactor === 'needed')
      throw new Error('BUG: a session was to begin before the code of the second factor was given');
    await this.rehash(person);
    await request.session.regenerate();
    const { sessionId } = request.session;
    const actor: AuditActor = {
      userId: person.id,
      label: actorLabel(person),
      correlationId: request.id,
    };
    const csrfToken = await this.database.write(async (tx) => {
      const token = await this.sessions.start(tx, person, sessionId, actor, idToken);
      if (token === undefined) throw refused();
      await this.devices.signedIn(tx, request, person.id, actor);
      return token;
    });
    // Marks it as saved, so that the plugin sends the cookie, also behind a proxy that ends TLS.
    await request.session.save();
    return csrfToken;
  }

  /** Stores the password's hash as it is made today. */
  async rehash({ id, rehash }: AuthenticatedUser): Promise<void> {
    if (rehash !== null)
      await this.database.query(
        `update app_user set password_hash = $3 where id = $1 and password_hash = $2`,
        [id, rehash.from, rehash.to],
      );
  }

  /** The person has just shown otherwise than with a password that this browser is theirs. */
  async rememberBrowser(tx: Tx, request: FastifyRequest, userId: string): Promise<void> {
    await this.devices.remember(tx, request, userId);
  }

  /**
   * Signs out: the row goes, then the cookie. A program that came with a token has no session to end.
   * @returns the ID token of a session that began at the identity provider, to end it there too.
   */
  async close(request: FastifyRequest, reply: FastifyReply, actor: Actor): Promise<string | null> {
    if (actor.via === 'token') return null;
    const { sessionId } = request.session;
    const idToken = await this.sessions.idTokenOf(sessionId);
    await this.database.write((tx) => this.sessions.end(tx, sessionId, actor.audit));
    await request.session.destroy();
    const { name, secure } = sessionCookie(this.config);
    void reply.clearCookie(name, { path: '/', httpOnly: true, sameSite: 'lax', secure });
    return idToken;
  }
}
