import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  Audit,
  Clock,
  Database,
  forbidden,
  notFound,
  page,
  readCursor,
  row,
  rows,
  stale,
  type Page,
  type PageQuery,
} from '../../platform/index.js';
import type { Actor } from '../access/actor.js';
import { tokenHash } from '../sign-in/strategies.js';

/** A token as lists show it; the token itself is shown once, when it is made. */
export interface TokenView {
  id: string;
  userId: string;
  name: string;
  createdAt: string;
  expiresAt: string;
  revokedAt: string | null;
  /** London date. */
  lastUsedOn: string | null;
  version: number;
}

const COLUMNS = `id, user_id as "userId", name, audit_instant(created_at) as "createdAt", audit_instant(expires_at) as "expiresAt",
  audit_instant(revoked_at) as "revokedAt", last_used_on::text as "lastUsedOn", version`;

const DAY_MS = 86_400_000;

@Injectable()
export class Tokens {
  constructor(
    private readonly database: Database,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async list(userId: string, query: PageQuery): Promise<Page<TokenView>> {
    const [after] = readCursor(query.cursor, 1);
    const found = await this.database.query<TokenView>(
      `select ${COLUMNS} from api_token where user_id = $1 and ($2::uuid is null or id > $2::uuid) order by id limit $3`,
      [userId, after, query.limit + 1],
    );
    return page(found, query.limit, (token) => [token.id]);
  }

  /**
   * @param days until it expires, 1 to 365.
   * @returns also the token itself, which is not kept and cannot be shown again.
   */
  async create(actor: Actor, name: string, days: number): Promise<TokenView & { token: string }> {
    // A leaked token could otherwise renew itself for ever.
    if (actor.via === 'token') throw forbidden('Sign in with your password to make a token.');
    const token = `hr_${randomBytes(32).toString('base64url')}`;
    const now = this.clock.now();
    return this.database.write(async (tx) => {
      const made = await row<TokenView>(
        tx,
        `insert into api_token (user_id, name, token_hash, created_at, expires_at) values ($1, $2, $3, $4, $5) returning ${COLUMNS}`,
        [
          actor.userId,
          name,
          tokenHash(token),
          now.toISOString(),
          new Date(now.getTime() + days * DAY_MS).toISOString(),
        ],
      );
      await this.audit.append(tx, actor.audit, {
        action: 'token.created',
        subjectKind: 'token',
        subjectId: made.id,
        detail: { userId: actor.userId, name, expiresAt: made.expiresAt },
      });
      return { ...made, token };
    });
  }

  /** One's own, or anybody's for whoever manages all accounts. To everybody else it does not exist. */
  async revoke(actor: Actor, id: string, version: number): Promise<TokenView> {
    return this.database.write(async (tx) => {
      const [token] = await rows<TokenView>(
        tx,
        `select ${COLUMNS} from api_token where id = $1 and (user_id = $2 or $3) for update`,
        [id, actor.userId, actor.can('user.manage', null)],
      );
      if (!token) throw notFound('token');
      if (token.version !== version) throw stale('token');
      const revoked = await row<TokenView>(
        tx,
        `update api_token set revoked_at = coalesce(revoked_at, $2), version = version + 1 where id = $1 returning ${COLUMNS}`,
        [id, this.clock.now().toISOString()],
      );
      await this.audit.append(tx, actor.audit, {
        action: 'token.revoked',
        subjectKind: 'token',
        subjectId: id,
        detail: { userId: token.userId, name: token.name },
      });
      return revoked;
    });
  }
}
