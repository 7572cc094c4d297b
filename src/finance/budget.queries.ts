import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Actor } from '../identity/index.js';
import { Database, entityVersion, notFound } from '../platform/index.js';
import type { Status } from '../workflow/index.js';
import { thresholdPercent, type BudgetContent, type KeptBudget } from './budget.content.js';
import { budgetContentOf, DEFAULT_THRESHOLD_PERCENT } from './budget.rules.js';
import { READ_BUDGETS } from './budget.sql.js';

export const budgetSettings = z
  .object({ thresholdPercent, version: entityVersion })
  .meta({ id: 'BudgetSettings', description: 'What a programme has decided about its budget section.' });
export type BudgetSettings = z.infer<typeof budgetSettings>;

/** One contribution's budget as somebody sees it. */
export interface BudgetRead {
  version: number;
  status: Status;
  content: BudgetContent;
}

@Injectable()
export class BudgetQueries {
  constructor(private readonly database: Database) {}

  /** @throws Problem 404, also for a contribution of another section. */
  async read(actor: Actor, contributionId: string): Promise<BudgetRead> {
    const [found] = await this.database.query<{ version: number; status: Status; body: KeptBudget }>(
      `select e.version, e.status, c.body from envelope e join (${READ_BUDGETS}) c on c.id = e.id
        where e.kind = 'contribution' and ($2::uuid[] is null or e.programme_id = any($2))`,
      [[contributionId], actor.programmesWith('contribution.read')],
    );
    if (!found) throw notFound('contribution');
    return { version: found.version, status: found.status, content: budgetContentOf(found.body) };
  }

  /** Version 1, with the default, until somebody decides. @throws Problem 404. */
  async settings(actor: Actor, programmeId: string): Promise<BudgetSettings> {
    const [found] = await this.database.query<BudgetSettings>(
      `select coalesce(s.threshold_percent, ${DEFAULT_THRESHOLD_PERCENT})::float8 as "thresholdPercent", coalesce(s.version, 1) as version
         from programme p left join budget_setting s on s.programme_id = p.id
        where p.id = $1 and ($2::uuid[] is null or p.id = any($2))`,
      [programmeId, actor.programmesWith('programme.read')],
    );
    if (!found) throw notFound('programme');
    return found;
  }
}
