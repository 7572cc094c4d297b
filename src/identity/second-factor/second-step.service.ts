import type { FastifyRequest } from 'fastify';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Clock, Config, Database, Problem, seal, unseal, type AuditActor } from '../../platform/index.js';
import { actorLabel } from '../access/actor.js';
import { DevicesService } from '../sign-in/devices.service.js';
import { Paused, SignInLimits, type Attempt } from '../sign-in/sign-in.limits.js';
import { SignInService, type AuthenticatedUser } from '../sign-in/sign-in.service.js';
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import { KeyChecks } from '../security-keys/key-checks.js';
import { recoveryCodeHash } from './recovery-codes.js';
import { openKey } from './second-factors.service.js';
import { SecondStepNotes } from './second-step-notes.js';
import { matchingStep } from './totp.js';

const PURPOSE = 'people who have given their password and no code yet';
const LASTS_MS = 10 * 60_000;

/** How somebody may show their second factor. */
export interface WaysOfSecondStep {
  /** With an authenticator app; a recovery code counts in any case. */
  app: boolean;
  key: PublicKeyCredentialRequestOptionsJSON | null;
}

const waiting = z.object({ id: z.uuid(), epoch: z.int(), at: z.number() });

/** One answer for a wrong code, one that was used, one of a key that cannot be read, and a security key that was refused. */
const wrong = (): Problem =>
  new Problem({
    code: 'second-factor-wrong',
    status: 401,
    detail: 'The code or the security key is not right, or was used before.',
  });

/** The step after the password, for people who have a second factor. */
@Injectable()
export class SecondStepService {
  constructor(
    private readonly database: Database,
    private readonly signIn: SignInService,
    private readonly limits: SignInLimits,
    private readonly devices: DevicesService,
    private readonly notes: SecondStepNotes,
    private readonly keys: KeyChecks,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** For the page that asks for the code: that this person has just given their password. It opens nothing by itself. */
  async wait(person: AuthenticatedUser): Promise<string> {
    await this.signIn.rehash(person);
    const { id, epoch } = person;
    return seal(PURPOSE, { id, epoch, at: this.clock.now().getTime() }, this.config.SESSION_SECRET);
  }

  /** What this person may show: whether codes count, and what a browser asks their security keys; null without one. */
  async ways(userId: string): Promise<WaysOfSecondStep> {
    const [app] = await this.database.query(
      `select 1 from second_factor where user_id = $1 and confirmed_at is not null`,
      [userId],
    );
    return { app: app !== undefined, key: (await this.keys.ask(userId, 'sign-in')) ?? null };
  }

  /** @returns who waits; undefined after ten minutes, and when something has ended their sessions since. */
  async whoWaits(text: string): Promise<AuthenticatedUser | undefined> {
    const { data } = waiting.safeParse(unseal(PURPOSE, text, this.config.SESSION_SECRET));
    if (!data || this.clock.now().getTime() - data.at > LASTS_MS) return undefined;
    const [found] = await this.database.query<Pick<AuthenticatedUser, 'id' | 'email' | 'name' | 'jobTitle'>>(
      `select id, email, name, job_title as "jobTitle" from app_user where id = $1 and epoch = $2 and disabled_at is null`,
      [data.id, data.epoch],
    );
    return found && { ...found, epoch: data.epoch, rehash: null, secondFactor: 'needed' };
  }

  /**
   * Takes a code of the app, a recovery code, or what a security key signed, each once. Wrong ones are limited as wrong passwords are, with counts of their own: whoever knows the
   * password does not clear them.
   * @param given `code` null or empty, and `key` null, where none was sent.
   * @throws Problem 401 `second-factor-needed` or `second-factor-wrong`; 429.
   */
  async take(
    person: AuthenticatedUser,
    { code, key = null }: { code: string | null; key?: AuthenticationResponseJSON | null },
    request: FastifyRequest,
  ): Promise<AuthenticatedUser> {
    if (person.secondFactor !== 'needed') return person;
    const typed = (code ?? '').trim();
    if (typed === '' && key === null)
      throw new Problem({
        code: 'second-factor-needed',
        status: 401,
        detail: 'Enter the code of your authenticator app or a recovery code, or use your security key.',
      });
    const attempt: Attempt = {
      email: `second factor of ${person.id}`,
      address: request.ip,
      device: await this.devices.of(request, person.email),
    };
    const actor: AuditActor = { userId: person.id, label: actorLabel(person), correlationId: request.id };
    try {
      await this.limits.admit(attempt);
    } catch (error) {
      if (error instanceof Paused && error.begins)
        await this.notes.paused(person.id, actor, error, request.ip);
      throw error;
    }
    const right =
      key === null
        ? await this.counts(person.id, typed, actor)
        : await this.keys.signed(person.id, 'sign-in', key, actor);
    if (!right) {
      await this.notes.refused(person.id, actor, request.ip);
      throw wrong();
    }
    await this.limits.succeeded(attempt);
    return { ...person, secondFactor: 'given' };
  }

  private async counts(userId: string, typed: string, actor: AuditActor): Promise<boolean> {
    const recovery = recoveryCodeHash(typed);
    return recovery === undefined
      ? this.countsAsAppCode(userId, typed.replace(/\s/g, ''))
      : this.notes.useRecoveryCode(userId, recovery, actor);
  }

  private async countsAsAppCode(userId: string, code: string): Promise<boolean> {
    const [found] = await this.database.query<{ sealedKey: string }>(
      `select sealed_key as "sealedKey" from second_factor where user_id = $1 and confirmed_at is not null`,
      [userId],
    );
    const key = found && openKey(found.sealedKey, this.config);
    if (found && !key) this.notes.unreadable(userId);
    const step = key && matchingStep(key, code, this.clock.now());
    if (step === undefined) return false;
    // One statement, so that of two requests with the same code one counts.
    const taken = await this.database.query(
      `update second_factor set last_step = $2 where user_id = $1 and confirmed_at is not null and last_step < $2 returning user_id`,
      [userId, step],
    );
    return taken.length > 0;
  }
}
