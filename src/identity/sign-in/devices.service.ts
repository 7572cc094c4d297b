import { createHash, randomBytes } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { Injectable } from '@nestjs/common';
import { Clock, Config, Database, rows, type Tx } from '../../platform/index.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** What the cookie of this browser is to hold from now on; set when somebody has signed in. */
    newDevice?: string;
  }
}

const SHAPE = /^[A-Za-z0-9_-]{43}$/;
const DAY_MS = 24 * 3_600_000;

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
        where d.id_hash = $1 and u.email = $2 and d.last_used_at > $3::timestamptz`,
      [idHash, email, this.oldest()],
    );
    return found.length === 0 ? undefined : idHash.toString('base64');
  }

  /** The person has just shown who they are in this browser, which keeps what it has of others. */
  async remember(tx: Tx, request: FastifyRequest, userId: string): Promise<void> {
    const device = this.held(request) ?? randomBytes(32).toString('base64url');
    await rows(tx, `delete from sign_in_device where last_used_at <= $1::timestamptz`, [this.oldest()]);
    await rows(
      tx,
      `insert into sign_in_device (id_hash, user_id, last_used_at) values ($1, $2, $3)
       on conflict (id_hash, user_id) do update set last_used_at = excluded.last_used_at`,
      [hashOf(device), userId, this.clock.now().toISOString()],
    );
    request.newDevice = device;
  }

  private held(request: FastifyRequest): string | undefined {
    const device = request.cookies[deviceCookie(this.config).name];
    return device !== undefined && SHAPE.test(device) ? device : undefined;
  }

  private oldest(): string {
    return new Date(this.clock.now().getTime() - DEVICE_DAYS * DAY_MS).toISOString();
  }
}

const hashOf = (device: string): Buffer => createHash('sha256').update(device).digest();
