import { Injectable } from '@nestjs/common';
import type { Actor } from '../identity/index.js';
import { Database, notFound } from '../platform/index.js';
import type { WorkforceContent, WorkforceDocument } from './workforce.content.js';
import { workforceContentOf } from './workforce.rules.js';
import { READ_WORKFORCES } from './workforce.sql.js';

@Injectable()
export class WorkforceQueries {
  constructor(private readonly database: Database) {}

  /** One contribution's establishment, with the version it belongs to. @throws Problem 404, also for another section's. */
  async read(actor: Actor, contributionId: string): Promise<{ version: number; content: WorkforceContent }> {
    const [found] = await this.database.query<{ version: number; body: WorkforceDocument }>(
      `select e.version, c.body from envelope e join (${READ_WORKFORCES}) c on c.id = e.id
        where e.kind = 'contribution' and ($2::uuid[] is null or e.programme_id = any($2))`,
      [[contributionId], actor.programmesWith('contribution.read')],
    );
    if (!found) throw notFound('contribution');
    return { version: found.version, content: workforceContentOf(found.body) };
  }
}
