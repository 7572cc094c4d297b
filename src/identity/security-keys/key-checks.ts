import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
  VerifiedRegistrationResponse,
} from '@simplewebauthn/server';
import { Audit, Clock, Config, Database, Logger, rows, type AuditActor } from '../../platform/index.js';
import { AccountPost } from '../accounts/account-post.js';

/** What a key is asked for: to be a new one, to sign in, to confirm that its person sits in front of their session. */
export type KeyPurpose = 'register' | 'sign-in' | 'confirm';

export type NewCredential = NonNullable<VerifiedRegistrationResponse['registrationInfo']>['credential'];

/** How long a challenge waits for its answer. */
export const CHALLENGE_MS = 5 * 60_000;
const NAME = 'Highlight reports';

interface StoredKey {
  id: string;
  name: string;
  credentialId: Buffer;
  publicKey: Buffer;
  counter: string;
  transports: string[];
}

const KEYS = `select id, name, credential_id as "credentialId", public_key as "publicKey", counter::text as counter, transports
  from security_key where user_id = $1`;

/**
 * Asks security keys and checks what they answer (WebAuthn). A challenge is of one person and one purpose, counts once and for five minutes; origin
 * and host are those of PUBLIC_URL. The library is loaded with the first key that somebody uses.
 */
@Injectable()
export class KeyChecks {
  constructor(
    private readonly database: Database,
    private readonly post: AccountPost,
    private readonly audit: Audit,
    private readonly clock: Clock,
    private readonly logger: Logger,
    private readonly config: Config,
  ) {}

  /** For a browser that is to make a new key, which is none of those that its person has. */
  async newKey(person: {
    id: string;
    email: string;
    name: string;
  }): Promise<PublicKeyCredentialCreationOptionsJSON> {
    const { generateRegistrationOptions } = await library();
    const keys = await this.database.query<StoredKey>(KEYS, [person.id]);
    const options = await generateRegistrationOptions({
      rpName: NAME,
      rpID: this.host,
      userID: Uint8Array.from(Buffer.from(person.id)),
      userName: person.email,
      userDisplayName: person.name,
      timeout: CHALLENGE_MS,
      attestationType: 'none',
      excludeCredentials: keys.map(asDescriptor),
      authenticatorSelection: { residentKey: 'discouraged', userVerification: 'preferred' },
    });
    await this.keep(person.id, 'register', options.challenge);
    return options;
  }

  /** Whether this person was asked for a new key in the last five minutes, and has not answered. */
  async isAsked(userId: string): Promise<boolean> {
    const found = await this.database.query(
      `select 1 from key_challenge where user_id = $1 and purpose = 'register' and made_at > $2::timestamptz limit 1`,
      [userId, this.oldest()],
    );
    return found.length > 0;
  }

  /** @returns undefined for an answer that does not count; why is in the log alone. */
  async registered(userId: string, response: RegistrationResponseJSON): Promise<NewCredential | undefined> {
    const { verifyRegistrationResponse } = await library();
    try {
      const { registrationInfo } = await verifyRegistrationResponse({
        response,
        expectedChallenge: (challenge) => this.take(userId, 'register', challenge),
        expectedOrigin: this.origin,
        expectedRPID: this.host,
        requireUserVerification: false,
      });
      return registrationInfo?.credential;
    } catch (error) {
      this.refused(error);
      return undefined;
    }
  }

  /** For a browser that is to let a key sign. @returns undefined where the person has none. */
  async ask(
    userId: string,
    purpose: 'sign-in' | 'confirm',
  ): Promise<PublicKeyCredentialRequestOptionsJSON | undefined> {
    const keys = await this.database.query<StoredKey>(KEYS, [userId]);
    if (keys.length === 0) return undefined;
    const { generateAuthenticationOptions } = await library();
    const options = await generateAuthenticationOptions({
      rpID: this.host,
      timeout: CHALLENGE_MS,
      allowCredentials: keys.map(asDescriptor),
      userVerification: verification(purpose),
    });
    await this.keep(userId, purpose, options.challenge);
    return options;
  }

  /**
   * Whether one of this person's keys has signed what it was asked to. To confirm takes more than to sign in, where the password was given
   * already: the key has to have asked for its PIN or a finger.
   */
  async signed(
    userId: string,
    purpose: 'sign-in' | 'confirm',
    response: AuthenticationResponseJSON,
    actor: AuditActor,
  ): Promise<boolean> {
    const [key] = await this.database.query<StoredKey>(`${KEYS} and credential_id = $2`, [
      userId,
      Buffer.from(response.id, 'base64url'),
    ]);
    // An answer counts once, also one with a key that is not theirs.
    const asked = await this.take(userId, purpose, challengeIn(response));
    if (!key || !asked) return false;
    const counter = await this.counterOf(key, Number(key.counter), purpose, response);
    if (counter !== undefined) return this.counted(key, counter);
    // Signed by the key all the same, but for what it counts: there are two of it.
    if ((await this.counterOf(key, 0, purpose, response)) !== undefined)
      await this.tellOfCopy(userId, key, actor);
    return false;
  }

  /** @returns what the key counts now; undefined for an answer that is not right. The caller has taken the challenge. */
  private async counterOf(
    key: StoredKey,
    before: number,
    purpose: 'sign-in' | 'confirm',
    response: AuthenticationResponseJSON,
  ): Promise<number | undefined> {
    const { verifyAuthenticationResponse } = await library();
    try {
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response,
        expectedChallenge: challengeIn(response),
        expectedOrigin: this.origin,
        expectedRPID: this.host,
        credential: {
          id: key.credentialId.toString('base64url'),
          publicKey: Uint8Array.from(key.publicKey),
          counter: before,
        },
        requireUserVerification: verification(purpose) === 'required',
      });
      return verified ? authenticationInfo.newCounter : undefined;
    } catch (error) {
      this.refused(error);
      return undefined;
    }
  }

  /** One statement, so that of two answers with one counter one counts. */
  private async counted({ id, counter }: StoredKey, now: number): Promise<boolean> {
    const used = await this.database.query(
      `update security_key set counter = $2, last_used_at = $3 where id = $1 and (counter < $2 or counter = 0 and $2 = 0) and counter >= $4 returning id`,
      [id, now, this.clock.now().toISOString(), counter],
    );
    return used.length > 0;
  }

  private async tellOfCopy(userId: string, { id, name }: StoredKey, actor: AuditActor): Promise<void> {
    await this.database.write(async (tx) => {
      await this.post.tell(
        tx,
        userId,
        `The security key “${name}” was refused: it counts its signatures, and counted back. There may be a copy of it. Remove it from your account.`,
        actor.correlationId,
      );
      await this.audit.append(tx, actor, {
        action: 'second_factor.key_counted_back',
        subjectKind: 'user',
        subjectId: userId,
        detail: { key: id },
      });
    });
  }

  private async keep(userId: string, purpose: KeyPurpose, challenge: string): Promise<void> {
    await this.database.write(async (tx) => {
      await rows(tx, `delete from key_challenge where made_at <= $1::timestamptz`, [this.oldest()]);
      await rows(
        tx,
        `insert into key_challenge (challenge_hash, user_id, purpose, made_at) values ($1, $2, $3, $4)`,
        [hashOf(challenge), userId, purpose, this.clock.now().toISOString()],
      );
    });
  }

  private async take(userId: string, purpose: KeyPurpose, challenge: string): Promise<boolean> {
    const taken = await this.database.query(
      `delete from key_challenge where challenge_hash = $1 and user_id = $2 and purpose = $3 returning made_at > $4::timestamptz as fresh`,
      [hashOf(challenge), userId, purpose, this.oldest()],
    );
    return (taken[0] as { fresh: boolean } | undefined)?.fresh === true;
  }

  private refused(error: unknown): void {
    this.logger.warn(
      { reason: error instanceof Error ? error.message.slice(0, 200) : 'unknown' },
      'The answer of a security key was refused.',
    );
  }

  private oldest(): string {
    return new Date(this.clock.now().getTime() - CHALLENGE_MS).toISOString();
  }

  private get origin(): string {
    return new URL(this.config.PUBLIC_URL).origin;
  }

  private get host(): string {
    return new URL(this.config.PUBLIC_URL).hostname;
  }
}

/** With its certificates it takes about a tenth of a second to load, and most processes never need it. */
const library = () => import('@simplewebauthn/server');

const verification = (purpose: 'sign-in' | 'confirm') => (purpose === 'confirm' ? 'required' : 'discouraged');

const hashOf = (challenge: string): Buffer => createHash('sha256').update(challenge).digest();

const asDescriptor = ({ credentialId, transports }: StoredKey) => ({
  id: credentialId.toString('base64url'),
  transports,
});

function challengeIn({ response }: AuthenticationResponseJSON): string {
  try {
    const { challenge } = JSON.parse(Buffer.from(response.clientDataJSON, 'base64url').toString()) as {
      challenge?: unknown;
    };
    return String(challenge);
  } catch {
    return '';
  }
}
