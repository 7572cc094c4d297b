import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { requirePermission, type Actor, type Permission } from '../identity/index.js';
import {
  Database,
  entityVersion,
  notFound,
  page,
  readCursor,
  type Page,
  type PageQuery,
} from '../platform/index.js';
import { AREAS, measureDefinition, MISSING_REASONS, STATES } from './measures.content.js';
import { DEFINITION } from './measures.sql.js';
import { readStoredMeasures } from './stored-measures.js';
import { periodDate, periodLabel, SPANS, type Span } from './period.rules.js';

const recorded = {
  recordedBy: z
    .object({ id: z.uuid(), name: z.string(), jobTitle: z.string() })
    .describe('Who recorded it, as they are called now.'),
  recordedAt: z.iso.datetime().describe('UTC.'),
};

export const groupView = z
  .object({
    id: z.uuid(),
    programmeId: z.uuid(),
    number: z.int().min(1).max(99).describe('Its place among the groups.'),
    title: z.string().nullable(),
    themeId: z.uuid().nullable().describe('The theme that prints it; null = after the themes.'),
    ownerId: z.uuid().nullable().describe('Who drafts it; null = anyone who may edit.'),
    version: entityVersion,
  })
  .meta({ id: 'MeasureGroup' });
export type GroupView = z.infer<typeof groupView>;

export const measureView = z
  .object({
    id: z.uuid(),
    programmeId: z.uuid(),
    groupId: z.uuid().nullable().describe('Null: no longer reported.'),
    position: z.int().min(1).max(999),
    definition: measureDefinition,
    version: entityVersion,
    ...recorded,
  })
  .meta({ id: 'Measure', description: 'A measure with its newest definition.' });
export type MeasureView = z.infer<typeof measureView>;

export const definitionView = measureView
  .omit({ id: true, programmeId: true })
  .extend({
    reason: z
      .string()
      .nullable()
      .describe('Why it was changed; null of the first version, and of those of earlier releases.'),
  })
  .meta({ id: 'MeasureDefinitionVersion', description: 'One version of a measure’s definition.' });
export type DefinitionView = z.infer<typeof definitionView>;

export const readingView = z
  .object({
    span: z.enum(SPANS),
    period: z.string().describe('2020-01; a quarter as 2019/20 Q4, a year as 2018/19.'),
    missingReason: z.enum(MISSING_REASONS).nullable(),
    value: z.number().nullable(),
    decimals: z.int(),
    numerator: z.number().nullable(),
    denominator: z.number().nullable(),
    asAt: z.iso.date().nullable(),
    state: z.enum(STATES),
    reason: z.string().nullable(),
    revisions: z.int().min(1).describe('How often something was recorded for this period, up to this one.'),
    ...recorded,
  })
  .meta({ id: 'Reading', description: 'What was recorded for one measure and period.' });
export type ReadingView = z.infer<typeof readingView>;

export const benchmarkView = z
  .object({
    id: z.uuid(),
    area: z.enum(AREAS),
    missingReason: z.enum(MISSING_REASONS).nullable(),
    value: z.number().nullable(),
    decimals: z.int(),
    period: z.string().nullable(),
    periodEndsOn: z.iso.date().nullable(),
    source: z.string().nullable(),
    knownOn: z.iso.date().nullable(),
    likeForLike: z.boolean(),
    ...recorded,
  })
  .meta({ id: 'Benchmark' });
export type BenchmarkView = z.infer<typeof benchmarkView>;

export const rebaseView = z
  .object({ from: z.string().describe('2020-01'), reason: z.string(), ...recorded })
  .meta({ id: 'MeasureRebase' });
export type RebaseView = z.infer<typeof rebaseView>;

const GROUP = `g.id, g.programme_id as "programmeId", g.number, g.title, g.theme_id as "themeId", g.owner_id as "ownerId", g.version`;
/** Of a row `k`, with its author `u`. */
const RECORDED = `json_build_object('id', u.id, 'name', u.name, 'jobTitle', u.job_title) as "recordedBy", audit_instant(k.recorded_at) as "recordedAt"`;
/** Numbers leave the database as JSON, because the driver gives NUMERIC as text. */
const NUMBERS = `k.missing_reason as "missingReason", to_json(k.value) as value, k.decimals`;
const DICTIONARY = `d.group_id as "groupId", d.position, ${DEFINITION} as definition, d.version`;
const READING = `k.span, k.period::text as period, ${NUMBERS}, to_json(k.numerator) as numerator, to_json(k.denominator) as denominator,
  k.as_at::text as "asAt", k.state, k.reason, ${RECORDED}`;

@Injectable()
export class MeasuresQueries {
  constructor(private readonly database: Database) {}

  /** By number. */
  async groups(actor: Actor, programmeId: string, query: PageQuery): Promise<Page<GroupView>> {
    const [number] = readCursor(query.cursor, 1);
    const found = await this.database.query<GroupView>(
      `select ${GROUP} from measure_group g where g.programme_id = $1 and ($2::uuid[] is null or g.programme_id = any($2))
          and ($3::int is null or g.number > $3::int) order by g.number limit $4`,
      [programmeId, actor.programmesWith('measure.read'), number, query.limit + 1],
    );
    return page(found, query.limit, (group) => [String(group.number)]);
  }

  /** How many there are in a programme. Does NOT check permissions: the caller has read the programme. */
  async counts(programmeId: string): Promise<{ groups: number; measures: number; figures: number }> {
    const [found] = await this.database.query<{ groups: number; measures: number; figures: number }>(
      `select (select count(*)::int from measure_group where programme_id = $1) as groups,
              (select count(*)::int from measure where programme_id = $1) as measures,
              (select count(*)::int from reading r join measure m on m.id = r.measure_id where m.programme_id = $1) as figures`,
      [programmeId],
    );
    return found ?? { groups: 0, measures: 0, figures: 0 };
  }

  async group(actor: Actor, id: string): Promise<GroupView> {
    const [found] = await this.database.query<GroupView>(
      `select ${GROUP} from measure_group g where g.id = $1 and ($2::uuid[] is null or g.programme_id = any($2))`,
      [id, actor.programmesWith('measure.read')],
    );
    if (!found) throw notFound('group of measures');
    return found;
  }

  /** In printed order; those that are no longer reported last. */
  async list(actor: Actor, programmeId: string, query: PageQuery): Promise<Page<MeasureView>> {
    const [number, position, id] = readCursor(query.cursor, 3);
    const found = await this.database.query<MeasureView & { groupNumber: number }>(
      `select m.id, m.programme_id as "programmeId", ${DICTIONARY}, ${RECORDED}, coalesce(g.number, 100) as "groupNumber"
         from measure m
        cross join lateral (select * from measure_definition where measure_id = m.id order by version desc limit 1) d
        cross join lateral (select d.*) k cross join lateral (select d.*) t
         left join measure_group g on g.id = d.group_id
         join app_user u on u.id = k.recorded_by
        where m.programme_id = $1 and ($2::uuid[] is null or m.programme_id = any($2))
          and ($3::int is null or (coalesce(g.number, 100), d.position, m.id) > ($3::int, $4::int, $5::uuid))
        order by coalesce(g.number, 100), d.position, m.id limit $6`,
      [programmeId, actor.programmesWith('measure.read'), number, position, id, query.limit + 1],
    );
    const cut = page(found, query.limit, (measure) => [
      String(measure.groupNumber),
      String(measure.position),
      measure.id,
    ]);
    return { ...cut, items: cut.items.map(({ groupNumber: _, ...measure }) => measure) };
  }

  async get(actor: Actor, id: string): Promise<MeasureView> {
    const [found] = await this.database.query<MeasureView>(
      `select m.id, m.programme_id as "programmeId", ${DICTIONARY}, ${RECORDED}
         from measure m
        cross join lateral (select * from measure_definition where measure_id = m.id order by version desc limit 1) d
        cross join lateral (select d.*) k cross join lateral (select d.*) t
         join app_user u on u.id = k.recorded_by
        where m.id = $1 and ($2::uuid[] is null or m.programme_id = any($2))`,
      [id, actor.programmesWith('measure.read')],
    );
    if (!found) throw notFound('measure');
    return found;
  }

  /** The programme of a measure that the actor sees and may do this with. @throws Problem 404, 403. */
  async programmeOf(actor: Actor, id: string, permission: Permission): Promise<string> {
    const [found] = await this.database.query<{ programmeId: string }>(
      `select programme_id as "programmeId" from measure where id = $1 and ($2::uuid[] is null or programme_id = any($2))`,
      [id, actor.programmesWith('measure.read')],
    );
    if (!found) throw notFound('measure');
    requirePermission(actor, permission, found.programmeId);
    return found.programmeId;
  }

  /** Newest version first. */
  async definitions(actor: Actor, id: string, query: PageQuery): Promise<Page<DefinitionView>> {
    await this.programmeOf(actor, id, 'measure.read');
    const [version] = readCursor(query.cursor, 1);
    const found = await this.database.query<DefinitionView>(
      `select ${DICTIONARY}, d.reason, ${RECORDED}
         from measure_definition d cross join lateral (select d.*) k cross join lateral (select d.*) t
         join app_user u on u.id = k.recorded_by
        where d.measure_id = $1 and ($2::int is null or d.version < $2::int) order by d.version desc limit $3`,
      [id, version, query.limit + 1],
    );
    return page(found, query.limit, (definition) => [String(definition.version)]);
  }

  /** What is known of each period, the newest period first. */
  async readings(actor: Actor, id: string, span: Span, query: PageQuery): Promise<Page<ReadingView>> {
    await this.programmeOf(actor, id, 'measure.read');
    const [period] = readCursor(query.cursor, 1);
    const found = await this.database.query<ReadingView>(
      `select ${READING}, (select count(*)::int from reading n
                            where n.measure_id = k.measure_id and n.span = k.span and n.period = k.period) as revisions
         from (select distinct on (r.period) r.*
                 from reading r where r.measure_id = $1 and r.span = $2 and ($3::date is null or r.period < $3::date)
                order by r.period desc, r.recorded desc limit $4) k
         join app_user u on u.id = k.recorded_by order by k.period desc`,
      [id, span, period, query.limit + 1],
    );
    const cut = page(found, query.limit, (reading) => [reading.period]);
    return { ...cut, items: cut.items.map(labelled) };
  }

  /** Everything that was ever recorded for one period, the newest first. @param period as {@link periodDate} takes it. */
  async history(
    actor: Actor,
    id: string,
    { span, period }: { span: Span; period: string },
    query: PageQuery,
  ): Promise<Page<ReadingView>> {
    await this.programmeOf(actor, id, 'measure.read');
    const [number] = readCursor(query.cursor, 1);
    const found = await this.database.query<ReadingView>(
      `select ${READING}, k.revisions
         from (select r.*, row_number() over (order by r.recorded)::int as revisions
                 from reading r where r.measure_id = $1 and r.span = $2 and r.period = $3::date) k
         join app_user u on u.id = k.recorded_by
        where ($4::int is null or k.revisions < $4::int) order by k.revisions desc limit $5`,
      [id, span, periodDate(period), number, query.limit + 1],
    );
    const cut = page(found, query.limit, (reading) => [String(reading.revisions)]);
    return { ...cut, items: cut.items.map(labelled) };
  }

  /** Newest first. */
  async benchmarks(actor: Actor, id: string, query: PageQuery): Promise<Page<BenchmarkView>> {
    await this.programmeOf(actor, id, 'measure.read');
    const [number, benchmarkId] = readCursor(query.cursor, 2);
    const found = await this.database.query<BenchmarkView & { recorded: string }>(
      `select k.id, k.area, ${NUMBERS}, k.period, k.period_ends_on::text as "periodEndsOn", k.source, k.known_on::text as "knownOn",
              k.like_for_like as "likeForLike", k.recorded, ${RECORDED}
         from benchmark k join app_user u on u.id = k.recorded_by
        where k.measure_id = $1 and ($2::bigint is null or (k.recorded, k.id) < ($2::bigint, $3::uuid))
        order by k.recorded desc, k.id desc limit $4`,
      [id, number, benchmarkId, query.limit + 1],
    );
    const cut = page(found, query.limit, (benchmark) => [benchmark.recorded, benchmark.id]);
    return { ...cut, items: cut.items.map(({ recorded: _, ...benchmark }) => benchmark) };
  }

  /** By month. */
  async rebases(actor: Actor, id: string, query: PageQuery): Promise<Page<RebaseView>> {
    await this.programmeOf(actor, id, 'measure.read');
    const [from] = readCursor(query.cursor, 1);
    const found = await this.database.query<RebaseView>(
      `select to_char(k.from_month, 'YYYY-MM') as "from", k.reason, ${RECORDED}
         from measure_rebase k join app_user u on u.id = k.recorded_by
        where k.measure_id = $1 and ($2::text is null or k.from_month > ($2::text || '-01')::date) order by k.from_month limit $3`,
      [id, from, query.limit + 1],
    );
    return page(found, query.limit, (rebase) => [rebase.from]);
  }

  /** One contribution's content as JSON text, with the version it belongs to. */
  async document(actor: Actor, contributionId: string): Promise<{ version: number; json: string }> {
    const [found] = await this.database.query<{ version: number; json: string }>(
      `select e.version, c.body::text as json from envelope e join measures_content c on c.contribution_id = e.id
        where e.id = $1 and e.kind = 'contribution' and ($2::uuid[] is null or e.programme_id = any($2))`,
      [contributionId, actor.programmesWith('contribution.read')],
    );
    if (!found) throw notFound('contribution');
    // Only a text from an earlier release has to be parsed.
    return found.json.includes('"nothing"') || !found.json.includes('"frequency"')
      ? { ...found, json: JSON.stringify(readStoredMeasures(JSON.parse(found.json))) }
      : found;
  }
}

/** The database's first day as people write the period. */
const labelled = (reading: ReadingView): ReadingView => ({
  ...reading,
  period: periodLabel(reading.span, reading.period),
});
