import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Database, entityVersion, notFound, page, readCursor, type Page } from '../../platform/index.js';
import { hasFactor } from '../second-factor/has-factor.sql.js';
import type { UserList } from './users.input.js';

/** An account as the API shows it; never its password's hash. */
export const userView = z
  .object({
    id: z.uuid(),
    email: z.string(),
    name: z.string(),
    jobTitle: z.string(),
    /** False until the person has chosen one, and after a reset until they choose another. */
    hasPassword: z.boolean(),
    /** Whether a code is asked for after the password. */
    hasSecondFactor: z.boolean(),
    /** UTC instant, or null while the account is in use. */
    disabledAt: z.string().nullable(),
    leftAt: z
      .string()
      .nullable()
      .describe('UTC instant from which on the account is a reference and nothing more, for good; or null.'),
    createdAt: z.string(),
    version: entityVersion,
  })
  .meta({ id: 'User' });
export type UserView = z.infer<typeof userView>;

export const USER = `id, email, name, job_title as "jobTitle", password_hash is not null as "hasPassword",
  ${hasFactor('app_user.id')} as "hasSecondFactor",
  audit_instant(disabled_at) as "disabledAt", audit_instant(left_at) as "leftAt",
  audit_instant(created_at) as "createdAt", version`;

@Injectable()
export class UsersQueries {
  constructor(private readonly database: Database) {}

  async list(query: UserList): Promise<Page<UserView>> {
    const [name, id] = readCursor(query.cursor, 2);
    const found = await this.database.query<UserView>(
      `select ${USER} from app_user
        where ($1::text is null or (name, id) > ($1::text, $2::uuid))
          and ($3::text is null or strpos(lower(name || ' ' || job_title || ' ' || email), lower($3)) > 0)
        order by name, id limit $4`,
      [name, id, query.search ?? null, query.limit + 1],
    );
    return page(found, query.limit, (user) => [user.name, user.id]);
  }

  async byId(id: string): Promise<UserView> {
    const [user] = await this.database.query<UserView>(`select ${USER} from app_user where id = $1`, [id]);
    if (!user) throw notFound('user');
    return user;
  }
}
