import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Actor } from '../identity/index.js';
import { Database } from '../platform/index.js';
import { ContributionsQueries } from '../workflow/index.js';

/** Something that was done to what a report says. */
export const reportChange = z
  .object({
    kind: z
      .enum(['part', 'words', 'answer', 'decision'])
      .describe(
        'A part, the report’s own words, an answer to a question, or a decision about the public edition.',
      ),
    partId: z.uuid().nullable().describe('Of a part.'),
    deed: z
      .string()
      .nullable()
      .describe('A step of the workflow, or the effect of a decision; null for an answer.'),
    said: z.string().nullable().describe('The question, the reason of a decision, or the comment of a step.'),
    by: z.string(),
    at: z.string(),
  })
  .meta({ id: 'ReportChange' });
export type ReportChange = z.infer<typeof reportChange>;

const MOST = 50;

/** What was done to a report's content after somebody had read it. */
@Injectable()
export class ReportChangesQueries {
  constructor(
    private readonly database: Database,
    private readonly contributions: ContributionsQueries,
  ) {}

  /**
   * The newest 50, the newest first. Figures are not listed: those of an approved part cannot change without a step of the part.
   * @param instant ISO. @throws Problem 404 when the report is absent or not the actor's to see.
   */
  async since(actor: Actor, reportId: string, instant: string): Promise<ReportChange[]> {
    const { periodId, programmeId } = await this.contributions.get(actor, 'report', reportId);
    return this.database.query<ReportChange>(
      `select kind, "partId", deed, said, by, audit_instant(at) as at from (
         select case e.kind when 'report' then 'words' else 'part' end as kind,
                case e.kind when 'report' then null else e.id end as "partId",
                w.action as deed, w.comment as said, called(w.actor_id, w.actor_label) as by, w.at
           from workflow_event w join envelope e on e.id = w.envelope_id
          where w.at > $4::timestamptz
            and ((e.kind = 'contribution' and e.period_id = $2) or (e.id = $1 and w.action = 'save'))
         union all
         select 'answer', null, null, a.question, u.name, a.answered_at
           from challenge_answer a join app_user u on u.id = a.answered_by
          where a.report_id = $1 and a.answered_at > $4::timestamptz
         union all
         select 'decision', null, d.effect, d.reason, u.name, d.decided_at
           from publication_decision d join app_user u on u.id = d.decided_by
          where d.programme_id = $3 and d.decided_at > $4::timestamptz
       ) happened order by happened.at desc limit ${MOST}`,
      [reportId, periodId, programmeId, instant],
    );
  }
}
