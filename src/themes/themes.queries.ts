import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Actor } from '../identity/index.js';
import {
  Database,
  entityVersion,
  notFound,
  page,
  readCursor,
  type Page,
  type PageQuery,
} from '../platform/index.js';
import { READ_THEMES } from './theme.sql.js';

export const themeView = z
  .object({
    id: z.uuid(),
    programmeId: z.uuid(),
    number: z.int().min(1).max(99).describe('Its place in the report.'),
    title: z.string(),
    ownerId: z.uuid().nullable().describe('Who drafts it; null = anyone who may edit.'),
    version: entityVersion,
  })
  .meta({ id: 'Theme' });
export type ThemeView = z.infer<typeof themeView>;

const THEME = `t.id, t.programme_id as "programmeId", t.number, t.title, t.owner_id as "ownerId", t.version`;

@Injectable()
export class ThemesQueries {
  constructor(private readonly database: Database) {}

  /** By number. */
  async list(actor: Actor, programmeId: string, query: PageQuery): Promise<Page<ThemeView>> {
    const [number] = readCursor(query.cursor, 1);
    const found = await this.database.query<ThemeView>(
      `select ${THEME} from theme t where t.programme_id = $1 and ($2::uuid[] is null or t.programme_id = any($2))
          and ($3::int is null or t.number > $3::int) order by t.number limit $4`,
      [programmeId, actor.programmesWith('programme.read'), number, query.limit + 1],
    );
    return page(found, query.limit, (theme) => [String(theme.number)]);
  }

  async get(actor: Actor, id: string): Promise<ThemeView> {
    const [found] = await this.database.query<ThemeView>(
      `select ${THEME} from theme t where t.id = $1 and ($2::uuid[] is null or t.programme_id = any($2))`,
      [id, actor.programmesWith('programme.read')],
    );
    if (!found) throw notFound('theme');
    return found;
  }

  /** One contribution's document as the JSON text that the database made, with its version. @throws Problem 404. */
  async document(actor: Actor, contributionId: string): Promise<{ version: number; json: string }> {
    const [found] = await this.database.query<{ version: number; json: string }>(
      `select e.version, c.body::text as json from envelope e join (${READ_THEMES}) c on c.id = e.id
        where e.kind = 'contribution' and ($2::uuid[] is null or e.programme_id = any($2))`,
      [[contributionId], actor.programmesWith('contribution.read')],
    );
    if (!found) throw notFound('contribution');
    return found;
  }
}
