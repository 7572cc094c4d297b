import type { FastifyRequest } from 'fastify';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import {
  Audit,
  Clock,
  Config,
  Database,
  Problem,
  rows,
  seal,
  unseal,
  type AuditActor,
} from '../../platform/index.js';
import { actorLabel, type Actor } from '../access/actor.js';
import { AccountPost } from '../accounts/account-post.js';
import { sessionHash } from '../sign-in/session-hash.js';
import type { AuthenticatedUser } from '../sign-in/sign-in.service.js';
import type { Vouched } from './provider.client.js';

const PURPOSE = 'accounts of the identity provider that nobody has linked yet';
const LASTS_MS = 15 * 60_000;

const unlinked = z.object({ issuer: z.string(), subject: z.string(), idToken: z.string(), at: z.number() });

/** From an account of the identity provider, by issuer and subject, to an account here. An address says nothing. */
@Injectable()
export class ExternalIdentitiesService {
  constructor(
    private readonly database: Database,
    private readonly post: AccountPost,
    private readonly audit: Audit,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /**
   * @returns whose it is; undefined when nobody has linked it yet.
   * @throws Problem 401 when the account here is disabled.
   */
  async personOf(
    { issuer, subject }: Vouched,
    request: FastifyRequest,
  ): Promise<AuthenticatedUser | undefined> {
    const [found] = await this.database.query<
      Pick<AuthenticatedUser, 'id' | 'email' | 'name' | 'jobTitle' | 'epoch'> & { disabled: boolean }
    >(
      `select u.id, u.email, u.name, u.job_title as "jobTitle", u.epoch, u.disabled_at is not null as disabled
         from external_identity e join app_user u on u.id = e.user_id where e.issuer = $1 and e.subject = $2`,
      [issuer, subject],
    );
    if (!found) return undefined;
    const { disabled, ...person } = found;
    if (disabled) {
      await this.audit.note(
        { userId: null, label: 'not signed in', correlationId: request.id },
        {
          action: 'session.refused',
          subjectKind: 'user',
          subjectId: person.id,
          detail: { reason: 'disabled account', address: request.ip, by: 'identity provider' },
        },
      );
      throw new Problem({
        code: 'sign-in-failed',
        status: 401,
        detail: 'Your account cannot be used. Ask your administrator.',
      });
    }
    // The provider asks for a second factor where the council wants one.
    return { ...person, rehash: null, secondFactor: 'given' };
  }

  /** For the page that asks whose it is: that the provider has just vouched for it. It opens nothing by itself. */
  hold({ issuer, subject, idToken }: Vouched): string {
    const held = { issuer, subject, idToken, at: this.clock.now().getTime() };
    return seal(PURPOSE, held, this.config.SESSION_SECRET);
  }

  /** @returns undefined after a quarter of an hour. */
  held(text: string): Vouched | undefined {
    const { data } = unlinked.safeParse(unseal(PURPOSE, text, this.config.SESSION_SECRET));
    if (!data || this.clock.now().getTime() - data.at > LASTS_MS) return undefined;
    const { issuer, subject, idToken } = data;
    return { issuer, subject, idToken };
  }

  /**
   * Links what the provider vouches for with the account of somebody who has just given its password, and the code of its second factor. It takes the place
   * of an earlier one of this provider.
   * @throws Problem 401 when another account has linked it meanwhile.
   */
  async link(person: AuthenticatedUser, { issuer, subject }: Vouched, correlationId: string): Promise<void> {
    if (person.secondFactor === 'needed') throw new Error('BUG: to link takes the code of the second factor');
    const actor: AuditActor = { userId: person.id, label: actorLabel(person), correlationId };
    await this.database.write(async (tx) => {
      await rows(tx, `select 1 from app_user where id = $1 for update`, [person.id]);
      const replaced = await rows(
        tx,
        `delete from external_identity where issuer = $1 and user_id = $2 returning subject`,
        [issuer, person.id],
      );
      const made = await rows(
        tx,
        `insert into external_identity (issuer, subject, user_id, linked_at) values ($1, $2, $3, $4)
         on conflict (issuer, subject) do nothing returning user_id`,
        [issuer, subject, person.id, this.clock.now().toISOString()],
      );
      if (made.length === 0)
        throw new Problem({
          code: 'provider-refused',
          status: 401,
          detail: 'This council account is linked with another account here. Begin once more.',
        });
      await this.post.tell(
        tx,
        person.id,
        'Your account was linked with an account of your council’s sign-in. That account signs you in from now on.',
        correlationId,
      );
      await this.audit.append(tx, actor, {
        action: 'user.identity_linked',
        subjectKind: 'user',
        subjectId: person.id,
        detail: { issuer, replaced: replaced.length > 0 },
      });
    });
  }

  /**
   * The person has just signed in at the provider once more: it counts as their password does.
   * @throws Problem 401 when it was somebody else.
   */
  async confirm(actor: Actor, vouched: Vouched, request: FastifyRequest): Promise<void> {
    const person = await this.personOf(vouched, request);
    if (person?.id !== actor.userId)
      throw new Problem({
        code: 'provider-refused',
        status: 401,
        detail: 'That was another person’s council account.',
      });
    await this.database.query(`update session set confirmed_at = $2 where id_hash = $1`, [
      sessionHash(request.session.sessionId),
      this.clock.now().toISOString(),
    ]);
  }
}
