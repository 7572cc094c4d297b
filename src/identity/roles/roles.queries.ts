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

export const roleView = z
  .object({
    id: z.uuid(),
    key: z.string(),
    name: z.string(),
    description: z.string(),
    builtIn: z.boolean(),
    /** In alphabetical order. */
    permissions: z.array(z.string()),
    version: entityVersion,
  })
  .meta({ id: 'Role' });
export type RoleView = z.infer<typeof roleView>;

export const ROLE = `r.id, r.key, r.name, r.description, r.built_in as "builtIn", r.version,
  array(select p.permission::text from role_permission p where p.role_id = r.id order by 1) as permissions`;

@Injectable()
export class RolesQueries {
  constructor(private readonly database: Database) {}

  async list(query: PageQuery): Promise<Page<RoleView>> {
    const [after] = readCursor(query.cursor, 1);
    const found = await this.database.query<RoleView>(
      `select ${ROLE} from role r where $1::text is null or r.key > $1 order by r.key limit $2`,
      [after, query.limit + 1],
    );
    return page(found, query.limit, (role) => [role.key]);
  }

  async byId(id: string): Promise<RoleView> {
    const [role] = await this.database.query<RoleView>(`select ${ROLE} from role r where r.id = $1`, [id]);
    if (!role) throw notFound('role');
    return role;
  }
}
