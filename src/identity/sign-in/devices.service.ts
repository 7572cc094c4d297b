import { createHash, randomBytes } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { Injectable } from '@nestjs/common';
import { Audit, Clock, Config, Database, row, rows, type AuditActor, type Tx } from '../../platform/index.js';
import { AccountPost } from '../accounts/account-post.js';
import { browserWords } from './browser-words.js';
import { sessionHash } from './session-hash.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** What the cookie of this browser is to hold from now on; set when somebody has signed in. */
    newDevice?: string;
  }
}

const SHAPE = /^[A-Za-z0-9_-]{43}$/;
const DAY_MS = 24 * 3_600_000;

/** After so many new browsers of a person in a day no more mails go: a program that keeps no cookie is a new one each time. */
const NEW_A_DAY = 4;

/** Days for which a browser is remembered after it was last used to sign in. */
export const DEVICE_DAYS = 90;

/** `__Host-` binds the cookie to this host and to HTTPS; browsers refuse the prefix without HTTPS. */
export function deviceCookie(config: Pick<Config, 'PUBLIC_URL'>): { name: string; secure: boolean } {
  const secure = new URL(config.PUBLIC_URL).protocol === 'https:';
  return { name: secure ? '__Host-device' : 'device', secure };
}

/**
 * Browsers in which somebody has signed in before. Strangers who guess at an account cannot keep its owner out of those: they have a
 * count of their own. A device opens nothing by itself.
 */
@Injectable()
export class DevicesService {
  constructor(
    private readonly database: Database,
    private readonly post: AccountPost,
    private readonly audit: Audit,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** @returns a name for this browser, when the owner of the address has signed in with it before. */
  async of(request: FastifyRequest, email: string): Promise<string | undefined> {
    const device = this.held(request);
    if (device === undefined) return undefined;
    const idHash = hashOf(device);
    const found = await this.database.query(
      `select 1 from sign_in_device d join app_user u on u.id = d.user_id
        where d.id_hash = $1 and u.email = $2 and d.last_used_at > $3::timestamptz and not d.forgotten`,
      [idHash, email, this.oldest()],
    );
    return found.length === 0 ? undefined : idHash.toString('base64');
  }

  /** The person has just shown who they are in this browser, which keeps what it has of others. */
  async remember(tx: Tx, request: FastifyRequest, userId: string): Promise<Met> {
    const device = this.held(request) ?? randomBytes(32).toString('base64url');
    const [browser, now] = [browserWords(request.headers['user-agent']), this.clock.now().toISOString()];
    await rows(tx, `delete from sign_in_device where last_used_at <= $1::timestamptz`, [this.oldest()]);
    const met = await row<Pick<Met, 'known' | 'others' | 'lately'>>(
      tx,
      `with before as (select forgotten from sign_in_device where id_hash = $1 and user_id = $2)
       insert into sign_in_device (id_hash, user_id, first_used_at, last_used_at, browser) values ($1, $2, $3, $3, $4)
       on conflict (id_hash, user_id) do update set last_used_at = excluded.last_used_at, browser = excluded.browser,
           first_used_at = case when sign_in_device.forgotten then excluded.first_used_at else sign_in_device.first_used_at end, forgotten = false
       returning coalesce((select not forgotten from before), false) as known,
         exists (select from sign_in_device o where o.user_id = $2 and o.id_hash <> $1) as others,
         (select count(*)::int from sign_in_device o
           where o.user_id = $2 and o.id_hash <> $1 and o.first_used_at > $3::timestamptz - interval '1 day') as lately`,
      [hashOf(device), userId, now, browser],
    );
    request.newDevice = device;
    return { ...met, browser, hash: hashOf(device) };
  }

  /**
   * A session began in this browser. The person is told by mail when it is one that they have not signed in with before; of their first one nobody
   * need be told. At most four such mails a day: the first is the one that counts.
   */
  async signedIn(tx: Tx, request: FastifyRequest, userId: string, actor: AuditActor): Promise<void> {
    const { known, others, lately, browser, hash } = await this.remember(tx, request, userId);
    await rows(tx, `update session set device_hash = $2 where id_hash = $1`, [
      sessionHash(request.session.sessionId),
      hash,
    ]);
    if (known || !others) return;
    if (lately < NEW_A_DAY)
      await this.post.tell(
        tx,
        userId,
        `Somebody signed in to your account in a browser that was not used for it before: ${browser}. If it was not you, change your password now.`,
        actor.correlationId,
      );
    await this.audit.append(tx, actor, {
      action: 'session.new_browser',
      subjectKind: 'user',
      subjectId: userId,
      detail: { browser, address: request.ip },
    });
  }

  private held(request: FastifyRequest): string | undefined {
    const device = request.cookies[deviceCookie(this.config).name];
    return device !== undefined && SHAPE.test(device) ? device : undefined;
  }

  private oldest(): string {
    return new Date(this.clock.now().getTime() - DEVICE_DAYS * DAY_MS).toISOString();
  }
}

/** How a browser and a person meet. */
interface Met {
  /** Whether this person has signed in with it before. */
  known: boolean;
  /** Whether they have signed in with another one. */
  others: boolean;
  /** How many others were new within a day. */
  lately: number;
  browser: string;
  hash: Buffer;
}

const hashOf = (device: string): Buffer => createHash('sha256').update(device).digest();
