import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Actor } from '../../identity/index.js';
import { Clock, conflict, Database, rows, type ReadTx } from '../../platform/index.js';
import { ContributionsQueries } from '../../workflow/index.js';
import { reportChange, ReportChangesQueries } from '../report-changes.queries.js';
import { lookAgain, type KnownLooks } from './looks.rules.js';

/** What happened to a report since somebody looked at it last. */
export const sinceLook = z
  .object({
    since: z
      .object({ sha256: z.string().describe('Of what it said then.'), at: z.string() })
      .nullable()
      .describe('The last look before this sitting; null at the first.'),
    isSame: z.boolean().describe('It says word for word what it said then.'),
    changes: z
      .array(reportChange)
      .describe('What was done to it since, the newest first, at most 50; empty where it says the same.'),
  })
  .meta({ id: 'SinceLook' });
export type SinceLook = z.infer<typeof sinceLook>;

/**
 * What whoever decides about a report saw of it last. It is no deed, so it is not audited, as what a session saw last is not: it tells
 * its reader what is new, and nobody else reads it.
 */
@Injectable()
export class ReportLooksService {
  constructor(
    private readonly database: Database,
    private readonly contributions: ContributionsQueries,
    private readonly happened: ReportChangesQueries,
    private readonly clock: Clock,
  ) {}

  /**
   * Keeps that the person looks at the report now.
   * @param sha256 of what it says now, as the person sees it.
   * @throws Problem 404 when the report is absent or not the actor's to see · 409 when its decision is not theirs now.
   */
  async look(actor: Actor, reportId: string, sha256: string): Promise<SinceLook> {
    const { actions } = await this.contributions.get(actor, 'report', reportId);
    if (!decides(actions))
      throw conflict('not-possible', 'This report does not wait for a decision of yours.');
    const since = await this.database.write(async (tx) => {
      // One look at a time, also of two tabs.
      await rows(tx, `select id from app_user where id = $1 for no key update`, [actor.userId]);
      const known = await this.known(tx, actor, reportId);
      const { kept, since: before } = lookAgain(known, { sha256, at: this.clock.now().toISOString() });
      await rows(
        tx,
        `insert into report_look (user_id, report_id, sha256, looked_at, before_sha256, before_at) values ($1, $2, $3, $4, $5, $6)
         on conflict (user_id, report_id) do update
           set sha256 = excluded.sha256, looked_at = excluded.looked_at,
               before_sha256 = excluded.before_sha256, before_at = excluded.before_at`,
        [
          actor.userId,
          reportId,
          kept.last.sha256,
          kept.last.at,
          kept.before?.sha256 ?? null,
          kept.before?.at ?? null,
        ],
      );
      return before;
    });
    const isSame = since?.sha256 === sha256;
    return {
      since,
      isSame,
      changes: since === null || isSame ? [] : await this.happened.since(actor, reportId, since.at),
    };
  }

  private async known(tx: ReadTx, actor: Actor, reportId: string): Promise<KnownLooks | null> {
    const [found] = await rows<{
      sha256: string;
      at: string;
      beforeSha256: string | null;
      beforeAt: string | null;
    }>(
      tx,
      `select sha256, audit_instant(looked_at) as at, before_sha256 as "beforeSha256", audit_instant(before_at) as "beforeAt"
         from report_look where user_id = $1 and report_id = $2`,
      [actor.userId, reportId],
    );
    if (!found) return null;
    const { sha256, at, beforeSha256, beforeAt } = found;
    const before = beforeSha256 === null || beforeAt === null ? null : { sha256: beforeSha256, at: beforeAt };
    return { last: { sha256, at }, before };
  }
}

/** Whether somebody with these actions is the one who reads the report to decide about it. */
export const decides = (actions: readonly string[]): boolean =>
  actions.includes('approve') || actions.includes('return');
