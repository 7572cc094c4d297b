import type { FastifyRequest } from 'fastify';
import { Injectable } from '@nestjs/common';
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import { z } from 'zod';
import { Audit, Clock, Database, forbidden, invalid } from '../../platform/index.js';
import type { Actor } from '../access/actor.js';
import { KeyChecks } from '../security-keys/key-checks.js';
import { sessionHash } from './session-hash.js';
import { SignInService } from './sign-in.service.js';

const LASTS_MS = 5 * 60_000;

/** Part of the input of whatever asks for it. */
export const confirmingPassword = z
  .string()
  .max(512)
  .nullable()
  .default(null)
  .describe(
    'Of the person who is signed in. Not needed within five minutes of the last time in this session.',
  );

/** Somebody gave their password just now, or within the last five minutes. Only this room makes one. */
export class Confirmation {
  constructor(readonly userId: string) {}
}

/**
 * That the person themselves sits in front of the session, for what cannot be undone. Signing in does not count: what is confirmed is
 * that the session is still theirs.
 */
@Injectable()
export class ConfirmationsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly signIn: SignInService,
    private readonly keys: KeyChecks,
    private readonly audit: Audit,
  ) {}

  /**
   * @param password null where the person relies on an earlier time.
   * @throws Problem 403 for an API token · 422 at `password` when it is missing or wrong · 429 after too many attempts.
   */
  async give(actor: Actor, request: FastifyRequest, password: string | null): Promise<Confirmation> {
    refuseProgram(actor);
    if (password === null || password === '') {
      if ((await this.lastsUntil(request)) === null)
        throw invalid([{ path: 'password', message: 'Enter your password.' }]);
      return new Confirmation(actor.userId);
    }
    await this.signIn.confirm(actor, password, request.ip, {
      path: 'password',
      message: 'This is not your password.',
    });
    return this.note(actor, request);
  }

  /** What a browser asks one's own security keys; null without one. */
  async askKey(actor: Actor): Promise<PublicKeyCredentialRequestOptionsJSON | null> {
    return (await this.keys.ask(actor.userId, 'confirm')) ?? null;
  }

  /**
   * A security key that has asked for its PIN or a finger counts as the password does.
   * @throws Problem 403 for an API token · 422 at `key` when it does not count.
   */
  async giveKey(
    actor: Actor,
    request: FastifyRequest,
    key: AuthenticationResponseJSON,
  ): Promise<Confirmation> {
    refuseProgram(actor);
    if (!(await this.keys.signed(actor.userId, 'confirm', key, actor.audit))) {
      await this.audit.note(actor.audit, {
        action: 'second_factor.refused',
        subjectKind: 'user',
        subjectId: actor.userId,
        detail: { address: request.ip },
      });
      throw invalid([{ path: 'key', message: 'The security key was not accepted. Try once more.' }]);
    }
    return this.note(actor, request);
  }

  private async note(actor: Actor, request: FastifyRequest): Promise<Confirmation> {
    await this.database.query(`update session set confirmed_at = $2 where id_hash = $1`, [
      sessionHash(request.session.sessionId),
      this.clock.now().toISOString(),
    ]);
    return new Confirmation(actor.userId);
  }

  /** Until when the password that was given counts; null when it has to be given. */
  async lastsUntil(request: FastifyRequest): Promise<Date | null> {
    const [session] = await this.database.query<{ at: Date | null }>(
      `select confirmed_at as at from session where id_hash = $1`,
      [sessionHash(request.session.sessionId)],
    );
    return this.until(session?.at ?? null);
  }

  /** The same, and whether the person has a security key that counts as the password does. */
  async standing(actor: Actor, request: FastifyRequest): Promise<{ until: Date | null; hasKey: boolean }> {
    const [found] = await this.database.query<{ at: Date | null; hasKey: boolean }>(
      `select (select confirmed_at from session where id_hash = $1) as at,
         exists (select from security_key where user_id = $2) as "hasKey"`,
      [sessionHash(request.session.sessionId), actor.userId],
    );
    return { until: this.until(found?.at ?? null), hasKey: found?.hasKey ?? false };
  }

  private until(given: Date | null): Date | null {
    if (given === null) return null;
    const until = new Date(given.getTime() + LASTS_MS);
    return until > this.clock.now() ? until : null;
  }
}

function refuseProgram(actor: Actor): void {
  if (actor.via === 'token')
    throw forbidden(
      'This has to be confirmed with a password, by the person themselves. An API token cannot do it.',
      'password-needed',
    );
}
