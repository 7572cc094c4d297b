import { Injectable } from '@nestjs/common';
import type { Actor } from '../identity/index.js';
import { Database, notFound } from '../platform/index.js';
import type { ConcernKind } from './concerns.content.js';
import { READ_CONCERNS } from './concerns.sql.js';

@Injectable()
export class ConcernsQueries {
  constructor(private readonly database: Database) {}

  /** One contribution's register as JSON text, with the version it belongs to. @throws Problem 404, also for another section's. */
  async document(
    actor: Actor,
    kind: ConcernKind,
    contributionId: string,
  ): Promise<{ version: number; json: string }> {
    const [found] = await this.database.query<{ version: number; json: string }>(
      `select e.version, c.body::text as json from envelope e join (${READ_CONCERNS}) c on c.id = e.id
        where e.kind = 'contribution' and e.section = $2 and ($3::uuid[] is null or e.programme_id = any($3))`,
      [[contributionId], kind, actor.programmesWith('contribution.read')],
    );
    if (!found) throw notFound('contribution');
    return found;
  }
}
