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
import { matrix, type Matrix, type RiskEntryDocument, type RisksContent } from './risks.content.js';
import { derive, type Previous } from './risks.rules.js';
import { ENTRY, MATRIX, READ_RISKS } from './risks.sql.js';

export const matrixView = matrix.extend({ id: z.uuid() }).meta({ id: 'RiskMatrix' });
export type MatrixView = z.infer<typeof matrixView>;

export const riskSetting = z
  .object({ matrixId: z.uuid().describe('What the next register uses.'), version: entityVersion })
  .meta({ id: 'RiskSetting' });
export type RiskSettingView = z.infer<typeof riskSetting>;

/** An entry in one approved register. */
export const riskHistoryEntry = z
  .object({
    periodId: z.uuid(),
    period: z.string(),
    asAt: z.iso.date(),
    kind: z.string(),
    status: z.string(),
    probability: z.int().nullable(),
    impact: z.int().nullable(),
    score: z.int().nullable(),
    severity: z.string().nullable(),
  })
  .meta({ id: 'RiskHistoryEntry' });
export type RiskHistoryEntry = z.infer<typeof riskHistoryEntry>;

/** A register of a programme: the one that was approved last, and the one of the newest period while that is not approved. */
export interface ProgrammeRegister {
  partId: string;
  status: string;
  period: { id: string; label: string; asAt: string };
}

/** What a programme has of registers. */
export interface ProgrammeRegisters {
  programmeName: string;
  approved: ProgrammeRegister | null;
  /** Later than the approved one. */
  atWork: ProgrammeRegister | null;
}

/** An entry in one register, with what is derived from it. */
export interface EntryAt extends ProgrammeRegister {
  matrix: Matrix;
  entry: RisksContent['entries'][number];
}

/** The row that {@link READ_RISKS} reads for one contribution. */
export interface RegisterRow {
  id: string;
  follows: boolean;
  matrix: Matrix;
  rows: { entry: RiskEntryDocument; previous: Previous | null }[];
}

/** The register with everything that is derived from it. */
export function registerContent({ matrix: table, rows, follows }: RegisterRow): RisksContent {
  return {
    matrix: table,
    entries: rows.map(({ entry, previous }) => ({
      ...entry,
      derived: derive(entry, table, previous, follows),
    })),
  };
}

@Injectable()
export class RisksQueries {
  constructor(private readonly database: Database) {}

  /** One contribution's register, with the version it belongs to. @throws Problem 404, also for another section's. */
  async document(actor: Actor, contributionId: string): Promise<{ version: number; content: RisksContent }> {
    const [found] = await this.database.query<RegisterRow & { version: number }>(
      `select e.version, c.* from envelope e join (${READ_RISKS}) c on c.id = e.id
        where e.kind = 'contribution' and ($2::uuid[] is null or e.programme_id = any($2))`,
      [[contributionId], actor.programmesWith('contribution.read')],
    );
    if (!found) throw notFound('contribution');
    return { version: found.version, content: registerContent(found) };
  }

  /** @throws Problem 404 where the programme is not the actor's to see. */
  async registers(actor: Actor, programmeId: string): Promise<ProgrammeRegisters> {
    const [found] = await this.database.query<{ programmeName: string; newest: ProgrammeRegister[] }>(
      `select p.name as "programmeName", coalesce((
           select json_agg(json_build_object('partId', r.id, 'status', r.status,
                    'period', json_build_object('id', r.period_id, 'label', r.label, 'asAt', r.as_at)) order by r.starts_on desc)
             from (select e.id, e.status, e.period_id, rp.label, rp.as_at, rp.starts_on,
                          row_number() over (partition by e.status = 'approved' order by rp.starts_on desc) as place
                     from envelope e join reporting_period rp on rp.id = e.period_id
                    where e.kind = 'contribution' and e.section = 'risks' and e.programme_id = p.id) r
            where r.place = 1), '[]'::json) as newest
         from programme p where p.id = $1 and ($2::uuid[] is null or p.id = any($2))`,
      [programmeId, actor.programmesWith('contribution.read')],
    );
    if (!found) throw notFound('programme');
    const [first = null] = found.newest;
    return {
      programmeName: found.programmeName,
      approved: found.newest.find(({ status }) => status === 'approved') ?? null,
      atWork: first?.status === 'approved' ? null : first,
    };
  }

  /**
   * One entry through the approved registers and the one of the newest period, the newest first, at most `most`. The number is that of
   * the latest approved register which has it, else of the one at work; the entry is followed by its id. @throws Problem 404.
   */
  async through(actor: Actor, programmeId: string, number: number, most: number): Promise<EntryAt[]> {
    const found = await this.database.query<
      ProgrammeRegister & { matrix: Matrix; follows: boolean; row: RegisterRow['rows'][number] }
    >(
      `select v.id as "partId", v.status, json_build_object('id', rp.id, 'label', rp.label, 'asAt', rp.as_at) as period, h.follows,
              (select ${MATRIX} from risk_matrix m where m.id = h.matrix_id) as matrix, json_build_object(${ENTRY}) as row
         from envelope v
         join reporting_period rp on rp.id = v.period_id
         join risk_content h on h.contribution_id = v.id
         join risk_entry e on e.contribution_id = v.id and e.id = (
           select n.id from risk_entry n
             join envelope nv on nv.id = n.contribution_id and nv.section = 'risks' and nv.programme_id = $1
             join reporting_period np on np.id = nv.period_id
            where n.number = $2 order by nv.status = 'approved' desc, np.starts_on desc limit 1)
        where v.kind = 'contribution' and v.section = 'risks' and v.programme_id = $1
          and ($3::uuid[] is null or v.programme_id = any($3))
          and (v.status = 'approved' or not exists (
            select from envelope l join reporting_period lp on lp.id = l.period_id
             where l.kind = 'contribution' and l.section = 'risks' and l.programme_id = $1 and lp.starts_on > rp.starts_on))
        order by rp.starts_on desc, v.id limit $4`,
      [programmeId, number, actor.programmesWith('contribution.read'), most],
    );
    if (found.length === 0) throw notFound('entry');
    return found.map(({ row: { entry, previous }, follows, ...register }) => ({
      ...register,
      entry: { ...entry, derived: derive(entry, register.matrix, previous, follows) },
    }));
  }

  /** By name. Matrices belong to the council, not to a programme. */
  async matrices(query: PageQuery): Promise<Page<MatrixView>> {
    const [name] = readCursor(query.cursor, 1);
    const found = await this.database.query<{ id: string; body: Matrix }>(
      `select m.id, ${MATRIX} as body from risk_matrix m where $1::text is null or m.name > $1::text order by m.name limit $2`,
      [name, query.limit + 1],
    );
    return page(
      found.map(({ id, body }) => ({ id, ...body })),
      query.limit,
      (one) => [one.name],
    );
  }

  async matrix(id: string): Promise<MatrixView> {
    const [found] = await this.database.query<{ body: Matrix }>(
      `select ${MATRIX} as body from risk_matrix m where m.id = $1`,
      [id],
    );
    if (!found) throw notFound('risk matrix');
    return { id, ...found.body };
  }

  /** Version 1, with the first matrix that there was, until somebody decides. @throws Problem 404. */
  async setting(actor: Actor, programmeId: string): Promise<RiskSettingView> {
    const [found] = await this.database.query<RiskSettingView>(
      `select coalesce(s.matrix_id, (select m.id from risk_matrix m order by m.created_at, m.id limit 1)) as "matrixId",
              coalesce(s.version, 1) as version
         from programme p left join risk_setting s on s.programme_id = p.id
        where p.id = $1 and ($2::uuid[] is null or p.id = any($2))`,
      [programmeId, actor.programmesWith('programme.read')],
    );
    if (!found) throw notFound('programme');
    return found;
  }

  /**
   * One entry through the approved registers, the oldest first: at most one row for each period. The number is that of the latest
   * register which has it; the entry is followed by its id. @throws Problem 404.
   */
  async history(
    actor: Actor,
    programmeId: string,
    number: number,
    query: PageQuery,
  ): Promise<Page<RiskHistoryEntry>> {
    const [startsOn, periodId] = readCursor(query.cursor, 2);
    const found = await this.database.query<{ startsOn: string; entry: RiskHistoryEntry }>(
      `select rp.starts_on::text as "startsOn",
              json_build_object('periodId', rp.id, 'period', rp.label, 'asAt', rp.as_at, 'kind', e.kind, 'status', e.status,
                                'probability', e.current_probability, 'impact', e.current_impact, 'score', c.score,
                                'severity', e.severity) as entry
         from envelope v
         join reporting_period rp on rp.id = v.period_id
         join risk_content h on h.contribution_id = v.id
         join risk_entry e on e.contribution_id = v.id and e.id = (
           select n.id from risk_entry n
             join envelope nv on nv.id = n.contribution_id and nv.section = 'risks' and nv.status = 'approved' and nv.programme_id = $1
             join reporting_period np on np.id = nv.period_id
            where n.number = $2 order by np.starts_on desc limit 1)
         left join risk_matrix_cell c on c.matrix_id = h.matrix_id and c.probability = e.current_probability and c.impact = e.current_impact
        where v.kind = 'contribution' and v.section = 'risks' and v.status = 'approved' and v.programme_id = $1
          and ($3::uuid[] is null or v.programme_id = any($3))
          and ($4::date is null or (rp.starts_on, rp.id) > ($4::date, $5::uuid))
        order by rp.starts_on, rp.id limit $6`,
      [programmeId, number, actor.programmesWith('contribution.read'), startsOn, periodId, query.limit + 1],
    );
    // A page that follows another may be empty by now: a register can be reopened.
    if (found.length === 0 && query.cursor === undefined) throw notFound('entry');
    const { items, nextCursor } = page(found, query.limit, (one) => [one.startsOn, one.entry.periodId]);
    return { items: items.map(({ entry }) => entry), nextCursor };
  }
}
