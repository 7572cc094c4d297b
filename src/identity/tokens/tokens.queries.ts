import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import {
  Database,
  entityVersion,
  notFound,
  page,
  readCursor,
  type Page,
  type PageQuery,
} from '../../platform/index.js';

/** A token as lists show it; the token itself is shown once, when it is made. */
export const tokenView = z
  .object({
    id: z.uuid(),
    userId: z.uuid(),
    name: z.string(),
    createdAt: z.string(),
    expiresAt: z.string(),
    revokedAt: z.string().nullable(),
    /** London date. */
    lastUsedOn: z.string().nullable(),
    permissions: z
      .array(z.string())
      .nullable()
      .describe('What it may do, of what its person may; null, of an earlier release: all of that.'),
    version: entityVersion,
  })
  .meta({ id: 'ApiToken' });
export type TokenView = z.infer<typeof tokenView>;

export const TOKEN = `id, user_id as "userId", name, audit_instant(created_at) as "createdAt", audit_instant(expires_at) as "expiresAt",
  audit_instant(revoked_at) as "revokedAt", last_used_on::text as "lastUsedOn", permissions, version`;

@Injectable()
export class TokensQueries {
  constructor(private readonly database: Database) {}

  async list(userId: string, query: PageQuery): Promise<Page<TokenView>> {
    const [after] = readCursor(query.cursor, 1);
    const found = await this.database.query<TokenView>(
      `select ${TOKEN} from api_token where user_id = $1 and ($2::uuid is null or id > $2::uuid) order by id limit $3`,
      [userId, after, query.limit + 1],
    );
    return page(found, query.limit, (token) => [token.id]);
  }

  /** @throws Problem 404 when there is none of this person's. */
  async own(userId: string, id: string): Promise<TokenView> {
    const [token] = await this.database.query<TokenView>(
      `select ${TOKEN} from api_token where id = $1 and user_id = $2`,
      [id, userId],
    );
    if (!token) throw notFound('token');
    return token;
  }
}
