import type { FastifyRequest } from 'fastify';
import { Injectable } from '@nestjs/common';
import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/server';
import type { z } from 'zod';
import { Clock, conflict, Database, forbidden, invalid, notFound, row, rows } from '../../platform/index.js';
import type { Actor } from '../access/actor.js';
import { hasFactor } from '../second-factor/has-factor.sql.js';
import { OwnFactors } from '../second-factor/own-factors.js';
import { SessionsService } from '../sign-in/sessions.service.js';
import { KeyChecks } from './key-checks.js';
import type { newKey } from './security-keys.input.js';

/** More help nobody, and each is a way in. */
const MOST = 10;

/** One's own security keys and passkeys. Adding and removing take the password, and end every other session. */
@Injectable()
export class SecurityKeysService {
  constructor(
    private readonly database: Database,
    private readonly checks: KeyChecks,
    private readonly factors: OwnFactors,
    private readonly sessions: SessionsService,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem 403 to a program, 409 with ten keys, 422 at `password`, 429. */
  async begin(
    actor: Actor,
    password: string,
    request: FastifyRequest,
  ): Promise<PublicKeyCredentialCreationOptionsJSON> {
    await this.factors.prove(actor, password, request);
    const { keys } = await this.factors.own(actor);
    if (keys.length >= MOST)
      throw conflict('too-many-keys', `You have ${MOST} security keys. Remove one before you add another.`);
    return this.options(actor);
  }

  /** For the page that is shown again; undefined when nothing was begun in the last five minutes. */
  async begun(actor: Actor): Promise<PublicKeyCredentialCreationOptionsJSON | undefined> {
    return (await this.checks.isAsked(actor.userId)) ? this.options(actor) : undefined;
  }

  /**
   * @returns recovery codes, where it is the first factor of this person: they are shown this once.
   * @throws Problem 403 to a program, 422 at `name` when another key is called so, at `response` when the answer does not count.
   */
  async finish(
    actor: Actor,
    { name, response }: z.output<typeof newKey>,
    request: FastifyRequest,
  ): Promise<string[] | null> {
    if (actor.via === 'token') throw forbidden('Sign in with your password to add a security key.');
    const { keys } = await this.factors.own(actor);
    if (keys.some((key) => key.name.toLowerCase() === name.toLowerCase()))
      throw invalid([{ path: 'name', message: 'Another key of yours is called so.' }]);
    const credential = await this.checks.registered(actor.userId, response);
    if (!credential)
      throw invalid([{ path: 'response', message: 'The security key was not accepted. Begin once more.' }]);
    return this.database.write(async (tx) => {
      await rows(tx, `select 1 from app_user where id = $1 for update`, [actor.userId]);
      const { had } = await row<{ had: boolean }>(tx, `select ${hasFactor('$1::uuid')} as had`, [
        actor.userId,
      ]);
      const made = await rows(
        tx,
        `insert into security_key (user_id, credential_id, public_key, counter, transports, name, added_at)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning id`,
        [
          actor.userId,
          Buffer.from(credential.id, 'base64url'),
          Buffer.from(credential.publicKey),
          credential.counter,
          credential.transports ?? [],
          name,
          this.clock.now().toISOString(),
        ],
      );
      if (made.length === 0) throw conflict('key-there', 'This security key is of an account here already.');
      await this.sessions.endAll(tx, actor.userId, request.session.sessionId);
      const codes = had ? null : await this.factors.newCodes(tx, actor.userId);
      await this.factors.say(
        tx,
        actor,
        'key_added',
        `You added the security key “${name}”. Every other browser was signed out.`,
      );
      return codes;
    });
  }

  /** The last factor takes the recovery codes with it. @throws Problem 403 to a program, 404, 422 at `password`, 429. */
  async remove(actor: Actor, id: string, password: string, request: FastifyRequest): Promise<void> {
    await this.factors.prove(actor, password, request);
    await this.database.write(async (tx) => {
      await rows(tx, `select 1 from app_user where id = $1 for update`, [actor.userId]);
      const [gone] = await rows<{ name: string }>(
        tx,
        `delete from security_key where id = $2 and user_id = $1 returning name`,
        [actor.userId, id],
      );
      if (!gone) throw notFound('security key');
      await this.factors.dropUnusedCodes(tx, actor.userId);
      await this.sessions.endAll(tx, actor.userId, request.session.sessionId);
      await this.factors.say(
        tx,
        actor,
        'key_removed',
        `You removed the security key “${gone.name}”. Every other browser was signed out.`,
      );
    });
  }

  private async options(actor: Actor): Promise<PublicKeyCredentialCreationOptionsJSON> {
    const [person] = await this.database.query<{ id: string; email: string; name: string }>(
      `select id, email, name from app_user where id = $1`,
      [actor.userId],
    );
    if (!person) throw new Error('BUG: an actor without an account');
    return this.checks.newKey(person);
  }
}
