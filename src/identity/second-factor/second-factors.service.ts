import { randomBytes } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { Injectable } from '@nestjs/common';
import { Clock, Config, conflict, Database, invalid, row, rows, seal, unseal } from '../../platform/index.js';
import type { Actor } from '../access/actor.js';
import { SessionsService } from '../sign-in/sessions.service.js';
import { hasFactor } from './has-factor.sql.js';
import { OwnFactors, refuseProgram, type OwnFactor } from './own-factors.js';
import { base32, keyUri, matchingStep } from './totp.js';

/** RFC 4226, 4: 160 bits. */
const KEY_BYTES = 20;
const PURPOSE = 'keys of second factors';
const ISSUER = 'Highlight reports';

/** What a person gives to their authenticator app. */
export interface AppKey {
  /** Base32, to be typed. */
  key: string;
  /** `otpauth://…`, to be read from a square. */
  uri: string;
}

/** Opens what the database keeps of a key; undefined when it was sealed with another secret. */
export function openKey(
  sealed: string,
  { SECOND_FACTOR_KEY, SESSION_SECRET }: Pick<Config, 'SECOND_FACTOR_KEY' | 'SESSION_SECRET'>,
): Buffer | undefined {
  const opened = unseal(PURPOSE, sealed, SECOND_FACTOR_KEY ?? SESSION_SECRET);
  return typeof opened === 'string' ? Buffer.from(opened, 'base64') : undefined;
}

/** One's own authenticator app, and recovery codes for when it is not at hand. Every step needs the password. */
@Injectable()
export class SecondFactorsService {
  constructor(
    private readonly database: Database,
    private readonly factors: OwnFactors,
    private readonly sessions: SessionsService,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  own(actor: Actor): Promise<OwnFactor> {
    return this.factors.own(actor);
  }

  /**
   * Makes a key, in place of one that was never confirmed. Nothing is asked for before {@link confirm}.
   * @throws Problem 403 to a program, 409 when there is a second factor already, 422 at `password`, 429.
   */
  async begin(actor: Actor, password: string, request: FastifyRequest): Promise<AppKey> {
    await this.factors.prove(actor, password, request);
    const key = randomBytes(KEY_BYTES);
    const { SECOND_FACTOR_KEY, SESSION_SECRET } = this.config;
    const made = await this.database.write((tx) =>
      rows(
        tx,
        `insert into second_factor (user_id, sealed_key, begun_at) values ($1, $2, $3)
         on conflict (user_id) do update set sealed_key = excluded.sealed_key, begun_at = excluded.begun_at, last_step = 0
           where second_factor.confirmed_at is null returning user_id`,
        [
          actor.userId,
          seal(PURPOSE, key.toString('base64'), SECOND_FACTOR_KEY ?? SESSION_SECRET),
          this.clock.now().toISOString(),
        ],
      ),
    );
    if (made.length === 0)
      throw conflict(
        'second-factor-there',
        'You have a second factor already. Remove it before you set up another.',
      );
    return this.appKey(actor, key);
  }

  /** The key that waits for its first code, in the half hour in which it was made; undefined when there is none. */
  async begun(actor: Actor): Promise<AppKey | undefined> {
    const [found] = await this.database.query<{ sealedKey: string }>(BEGUN, [
      actor.userId,
      this.clock.now().toISOString(),
    ]);
    const key = found && openKey(found.sealedKey, this.config);
    return key && this.appKey(actor, key);
  }

  /**
   * The app works: from now on a code is asked for at sign-in. Every other session ends.
   * @returns codes for when the app is not at hand, which are shown this once.
   * @throws Problem 403 to a program, 409 when nothing was begun in the last half hour, 422 at `code`.
   */
  async confirm(actor: Actor, code: string, request: FastifyRequest): Promise<string[]> {
    refuseProgram(actor);
    const now = this.clock.now();
    return this.database.write(async (tx) => {
      await rows(tx, `select 1 from app_user where id = $1 for update`, [actor.userId]);
      const [found] = await rows<{ sealedKey: string }>(tx, BEGUN, [actor.userId, now.toISOString()]);
      const key = found && openKey(found.sealedKey, this.config);
      if (!key)
        throw conflict(
          'second-factor-not-begun',
          'There is no key that waits for a code. Set the second factor up from the beginning.',
        );
      const step = matchingStep(key, code.replace(/\s/g, ''), now);
      if (step === undefined)
        throw invalid([
          { path: 'code', message: 'This code is not right. Take the one that the app shows now.' },
        ]);
      await rows(tx, `update second_factor set confirmed_at = $2, last_step = $3 where user_id = $1`, [
        actor.userId,
        now.toISOString(),
        step,
      ]);
      await this.sessions.endAll(tx, actor.userId, request.session.sessionId);
      const codes = await this.factors.newCodes(tx, actor.userId);
      await this.factors.say(
        tx,
        actor,
        'set_up',
        'You set up a second factor. A code is asked for at sign-in from now on, and every other browser was signed out.',
      );
      return codes;
    });
  }

  /**
   * New recovery codes; the old ones no longer count.
   * @throws Problem 403 to a program, 409 without a second factor, 422 at `password`, 429.
   */
  async renewCodes(actor: Actor, password: string, request: FastifyRequest): Promise<string[]> {
    await this.factors.prove(actor, password, request);
    return this.database.write(async (tx) => {
      await rows(tx, `select 1 from app_user where id = $1 for update`, [actor.userId]);
      const { there } = await row<{ there: boolean }>(tx, `select ${hasFactor('$1::uuid')} as there`, [
        actor.userId,
      ]);
      if (!there) throw none();
      const codes = await this.factors.newCodes(tx, actor.userId);
      await this.factors.say(
        tx,
        actor,
        'codes_renewed',
        'You made new recovery codes. The old ones no longer count.',
      );
      return codes;
    });
  }

  /**
   * Removes the app; recovery codes stay while there is a security key. Every other session ends.
   * @throws Problem 403 to a program, 409 without a second factor, 422 at `password`, 429.
   */
  async remove(actor: Actor, password: string, request: FastifyRequest): Promise<void> {
    await this.factors.prove(actor, password, request);
    await this.database.write(async (tx) => {
      const gone = await rows<{ there: boolean }>(
        tx,
        `delete from second_factor where user_id = $1 returning confirmed_at is not null as there`,
        [actor.userId],
      );
      if (gone[0]?.there !== true) throw none();
      await this.factors.dropUnusedCodes(tx, actor.userId);
      await this.sessions.endAll(tx, actor.userId, request.session.sessionId);
      await this.factors.say(
        tx,
        actor,
        'removed',
        'You removed your authenticator app. Its codes no longer count, and every other browser was signed out.',
      );
    });
  }

  private async appKey({ userId }: Actor, key: Buffer): Promise<AppKey> {
    const [found] = await this.database.query<{ email: string }>(`select email from app_user where id = $1`, [
      userId,
    ]);
    return { key: base32(key), uri: keyUri(key, ISSUER, found?.email ?? '') };
  }
}

/** $1 is the person, $2 the time. */
const BEGUN = `select sealed_key as "sealedKey" from second_factor
  where user_id = $1 and confirmed_at is null and begun_at > $2::timestamptz - interval '30 minutes'`;

const none = () => conflict('no-second-factor', 'There is no second factor.');
