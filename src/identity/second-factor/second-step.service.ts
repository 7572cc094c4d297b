import type { FastifyRequest } from 'fastify';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Clock, Config, Problem, seal, unseal, type AuditActor } from '../../platform/index.js';
import { actorLabel } from '../access/actor.js';
import { DevicesService } from '../sign-in/devices.service.js';
import { Paused, SignInLimits, type Attempt } from '../sign-in/sign-in.limits.js';
import { SignInService, type AuthenticatedUser } from '../sign-in/sign-in.service.js';
import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import { FactorProofs, type WaysOfSecondStep } from './factor-proofs.js';
import { SecondStepNotes } from './second-step-notes.js';

const PURPOSE = 'people who have given their password and no code yet';
const LASTS_MS = 10 * 60_000;

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
    private readonly signIn: SignInService,
    private readonly limits: SignInLimits,
    private readonly devices: DevicesService,
    private readonly notes: SecondStepNotes,
    private readonly proofs: FactorProofs,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** For the page that asks for the code: that this person has just given their password. It opens nothing by itself. */
  async wait(person: AuthenticatedUser): Promise<string> {
    await this.signIn.rehash(person);
    const { id, epoch } = person;
    return seal(PURPOSE, { id, epoch, at: this.clock.now().getTime() }, this.config.SESSION_SECRET);
  }

  /** How this person may show their second factor. */
  ways(userId: string): Promise<WaysOfSecondStep> {
    return this.proofs.ways(userId);
  }

  /** @returns who waits; undefined after ten minutes, and when something has ended their sessions since. */
  async whoWaits(text: string): Promise<AuthenticatedUser | undefined> {
    const { data } = waiting.safeParse(unseal(PURPOSE, text, this.config.SESSION_SECRET));
    if (!data || this.clock.now().getTime() - data.at > LASTS_MS) return undefined;
    return this.proofs.personAt(data.id, data.epoch);
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
    if (!(await this.proofs.counts(person.id, { typed, key }, actor))) {
      await this.notes.refused(person.id, actor, request.ip);
      throw wrong();
    }
    await this.limits.succeeded(attempt);
    return { ...person, secondFactor: 'given' };
  }
}
