import { Injectable } from '@nestjs/common';
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import { Clock, Config, Database, type AuditActor } from '../../platform/index.js';
import { KeyChecks } from '../security-keys/key-checks.js';
import type { AuthenticatedUser } from '../sign-in/sign-in.service.js';
import { recoveryCodeHash } from './recovery-codes.js';
import { openKey } from './second-factors.service.js';
import { SecondStepNotes } from './second-step-notes.js';
import { matchingStep } from './totp.js';

/** How somebody may show their second factor. */
export interface WaysOfSecondStep {
  /** With an authenticator app; a recovery code counts in any case. */
  app: boolean;
  key: PublicKeyCredentialRequestOptionsJSON | null;
}

/** Whether what somebody gives as their second factor counts. Each counts once. Does NOT limit wrong ones. */
@Injectable()
export class FactorProofs {
  constructor(
    private readonly database: Database,
    private readonly notes: SecondStepNotes,
    private readonly keys: KeyChecks,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** What this person may show: whether codes of an app count, and what a browser asks their security keys; null without one. */
  async ways(userId: string): Promise<WaysOfSecondStep> {
    const [app] = await this.database.query(
      `select 1 from second_factor where user_id = $1 and confirmed_at is not null`,
      [userId],
    );
    return { app: app !== undefined, key: (await this.keys.ask(userId, 'sign-in')) ?? null };
  }

  /** @returns undefined when something has ended their sessions since. */
  async personAt(id: string, epoch: number): Promise<AuthenticatedUser | undefined> {
    const [found] = await this.database.query<Pick<AuthenticatedUser, 'id' | 'email' | 'name' | 'jobTitle'>>(
      `select id, email, name, job_title as "jobTitle" from app_user where id = $1 and epoch = $2 and disabled_at is null`,
      [id, epoch],
    );
    return found && { ...found, epoch, rehash: null, secondFactor: 'needed' };
  }

  async counts(
    userId: string,
    { typed, key }: { typed: string; key: AuthenticationResponseJSON | null },
    actor: AuditActor,
  ): Promise<boolean> {
    if (key !== null) return this.keys.signed(userId, 'sign-in', key, actor);
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
