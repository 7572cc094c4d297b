import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Actor } from '../identity/index.js';
import {
  Database,
  entityVersion,
  notFound,
  page,
  readCursor,
  rows,
  type Page,
  type PageQuery,
  type ReadTx,
} from '../platform/index.js';
import type { Written } from './programmes.input.js';
import { QUARTER_WINDOWS } from './quarter.rules.js';

export const programmeView = z
  .object({
    id: z.uuid(),
    code: z.string(),
    name: z.string(),
    council: z.string(),
    quarterWindow: z
      .enum(QUARTER_WINDOWS)
      .describe(
        'Which quarters its reports print: the last four that ended and, once it is rated, the one that runs; or the one that runs and the next three.',
      ),
    sections: z.array(z.string()).describe('The kinds of section that its reports have.'),
    closed: z
      .object({ at: z.iso.datetime(), by: z.string(), reason: z.string() })
      .nullable()
      .describe('It has ended: it is read, and nothing in it can be changed. Null while it is open.'),
    version: entityVersion,
  })
  .meta({ id: 'Programme' });
export type ProgrammeView = z.infer<typeof programmeView>;

/** All dates are London dates. */
export const periodView = z
  .object({
    id: z.uuid(),
    programmeId: z.uuid(),
    label: z.string(),
    startsOn: z.iso.date(),
    endsOn: z.iso.date(),
    asAt: z.iso.date().describe('The as-at date: the report describes the state on this day.'),
    draftsDueOn: z.iso.date(),
    reviewDueOn: z.iso.date(),
    approvalDueOn: z.iso.date(),
    version: entityVersion,
  })
  .meta({ id: 'ReportingPeriod', description: 'A reporting period. Dates are London dates.' });
export type PeriodView = z.infer<typeof periodView>;

export interface ProgrammeWithPeriod {
  id: string;
  name: string;
  council: string;
  /** UTC; null while it is open. */
  closedAt: string | null;
  period: { id: string; label: string } | null;
}

const PROGRAMME = `p.id, p.code, p.name, p.council, p.quarter_window as "quarterWindow", p.sections,
  case when p.closed_at is not null then json_build_object('at', audit_instant(p.closed_at), 'by', p.closed_label, 'reason', p.closed_reason) end as closed,
  p.version`;
const PERIOD = `rp.id, rp.programme_id as "programmeId", rp.label, rp.starts_on::text as "startsOn", rp.ends_on::text as "endsOn",
  rp.as_at::text as "asAt", rp.drafts_due_on::text as "draftsDueOn", rp.review_due_on::text as "reviewDueOn",
  rp.approval_due_on::text as "approvalDueOn", rp.version`;

@Injectable()
export class ProgrammesQueries {
  constructor(private readonly database: Database) {}

  /** By code. */
  async list(actor: Actor, query: PageQuery): Promise<Page<ProgrammeView>> {
    const [code] = readCursor(query.cursor, 1);
    const found = await this.database.query<ProgrammeView>(
      `select ${PROGRAMME} from programme p where ($1::uuid[] is null or p.id = any($1)) and ($2::text is null or p.code > $2)
        order by p.code limit $3`,
      [actor.programmesWith('programme.read'), code, query.limit + 1],
    );
    return page(found, query.limit, (programme) => [programme.code]);
  }

  /** Every programme that the reader may see, at most 200, with its newest period: for the navigation, in one statement. */
  async withNewestPeriods(actor: Actor): Promise<ProgrammeWithPeriod[]> {
    return this.database.query<ProgrammeWithPeriod>(
      `select p.id, p.name, p.council, audit_instant(p.closed_at) as "closedAt", (
           select jsonb_build_object('id', rp.id, 'label', rp.label) from reporting_period rp
            where rp.programme_id = p.id order by rp.starts_on desc limit 1) as period
         from programme p where $1::uuid[] is null or p.id = any($1) order by p.name, p.id limit 200`,
      [actor.programmesWith('programme.read')],
    );
  }

  async get(actor: Actor, id: string): Promise<ProgrammeView> {
    const [found] = await this.database.query<ProgrammeView>(
      `select ${PROGRAMME} from programme p where p.id = $1 and ($2::uuid[] is null or p.id = any($2))`,
      [id, actor.programmesWith('programme.read')],
    );
    if (!found) throw notFound('programme');
    return found;
  }

  /** Newest period first. */
  async periods(actor: Actor, programmeId: string, query: PageQuery): Promise<Page<PeriodView>> {
    await this.get(actor, programmeId);
    const [startsOn] = readCursor(query.cursor, 1);
    const found = await this.database.query<PeriodView>(
      `select ${PERIOD} from reporting_period rp where rp.programme_id = $1 and ($2::date is null or rp.starts_on < $2::date)
        order by rp.starts_on desc limit $3`,
      [programmeId, startsOn, query.limit + 1],
    );
    return page(found, query.limit, (period) => [period.startsOn]);
  }

  /** The periods next to one of the same programme. Does NOT check permissions: the caller has read that one. */
  async neighbours({ programmeId, startsOn }: PeriodView): Promise<{
    earlier: { id: string; label: string } | null;
    later: { id: string; label: string } | null;
  }> {
    const [found] = await this.database.query<{
      earlier: { id: string; label: string } | null;
      later: { id: string; label: string } | null;
    }>(
      `select (select json_build_object('id', id, 'label', label) from reporting_period
                where programme_id = $1 and starts_on < $2 order by starts_on desc limit 1) as earlier,
              (select json_build_object('id', id, 'label', label) from reporting_period
                where programme_id = $1 and starts_on > $2 order by starts_on limit 1) as later`,
      [programmeId, startsOn],
    );
    return found ?? { earlier: null, later: null };
  }

  async period(actor: Actor, id: string): Promise<PeriodView> {
    const [found] = await this.database.query<PeriodView>(
      `select ${PERIOD} from reporting_period rp where rp.id = $1 and ($2::uuid[] is null or rp.programme_id = any($2))`,
      [id, actor.programmesWith('programme.read')],
    );
    if (!found) throw notFound('reporting period');
    return found;
  }

  /** What was written in a period; does NOT check permissions. */
  async written(tx: ReadTx, periodId: string): Promise<Written> {
    const [found] = await rows<Written>(
      tx,
      `select (count(*) filter (where e.kind = 'contribution'))::int as parts,
              (count(*) filter (where e.kind = 'contribution' and (e.status <> 'draft'
                 or e.version > 1
                 or exists (select from workflow_event w where w.envelope_id = e.id)
                 or exists (select from evidence v where v.envelope_id = e.id))))::int as written,
              coalesce(bool_or(e.kind = 'report'), false) as report
         from envelope e where e.period_id = $1`,
      [periodId],
    );
    return found ?? { parts: 0, written: 0, report: false };
  }

  /** For other rooms, inside their transaction. Does NOT check permissions: the caller has. Undefined when absent. */
  async load(
    tx: ReadTx,
    periodId: string,
  ): Promise<{ programme: ProgrammeView; period: PeriodView } | undefined> {
    const [found] = await rows<{ programme: ProgrammeView; period: PeriodView }>(
      tx,
      `select (select to_json(x) from (select ${PROGRAMME}) x) as programme, (select to_json(y) from (select ${PERIOD}) y) as period
         from reporting_period rp join programme p on p.id = rp.programme_id where rp.id = $1`,
      [periodId],
    );
    return found;
  }
}
