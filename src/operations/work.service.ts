import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { requirePermission, type Actor } from '../identity/index.js';
import {
  Audit,
  conflict,
  Database,
  notFound,
  Outbox,
  page,
  pageQuery,
  readCursor,
  WORK_STATES,
  type Page,
  type WorkItem,
} from '../platform/index.js';

export const workQuery = pageQuery.extend({
  state: z.enum(WORK_STATES).optional(),
});

/** Background work: waiting, running, and dead letters. It is of every programme, so the permission must hold in every programme. */
@Injectable()
export class WorkService {
  constructor(
    private readonly outbox: Outbox,
    private readonly database: Database,
    private readonly audit: Audit,
  ) {}

  /** Newest first. @throws Problem 403. */
  async list(actor: Actor, query: z.infer<typeof workQuery>): Promise<Page<WorkItem>> {
    requirePermission(actor, 'work.read', null);
    const [before] = readCursor(query.cursor, 1);
    const items = await this.outbox.list({
      before: before ?? undefined,
      limit: query.limit + 1,
      state: query.state,
    });
    return page(items, query.limit, (item) => [item.id]);
  }

  /** @throws Problem 403 · 404. */
  async byId(actor: Actor, id: string): Promise<WorkItem> {
    requirePermission(actor, 'work.read', null);
    const found = await this.outbox.byId(id);
    if (!found) throw notFound('work');
    return found;
  }

  /** Tries a dead letter again. @throws Problem 403 · 409 where it is none. */
  async retry(actor: Actor, id: string): Promise<void> {
    requirePermission(actor, 'work.retry', null);
    await this.database.write(async (tx) => {
      if (!(await this.outbox.retry(tx, id)))
        throw conflict(
          'not-a-dead-letter',
          'This work is not a dead letter: it is done, under way, withdrawn, or will be tried again by itself.',
        );
      await this.audit.append(tx, actor.audit, {
        action: 'work.retried',
        subjectKind: 'work',
        subjectId: id,
      });
    });
  }
}
