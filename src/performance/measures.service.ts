import { Injectable } from '@nestjs/common';
import { holdProgrammes, requirePermission, type Actor } from '../identity/index.js';
import {
  Audit,
  conflict,
  Database,
  databaseCode,
  invalid,
  row,
  rows,
  stale,
  violatedConstraint,
  type AuditAction,
  type Tx,
} from '../platform/index.js';
import { ProgrammesQueries } from '../programmes/index.js';
import { DictionaryChecks } from './dictionary-checks.js';
import { nextRecorded } from './measure-ledger.js';
import type {
  BenchmarkInput,
  GroupInput,
  MeasureInput,
  ReadingInput,
  RebaseInput,
  RedefinitionInput,
} from './measures.input.js';
import { MeasuresQueries, type GroupView, type MeasureView } from './measures.queries.js';
import { MeasuresSection } from './measures-section.js';
import type { ReadingChange } from './reading.rules.js';
import { ReadingsService } from './readings.service.js';

/** A version of a measure's definition. */
interface DefinedMeasure {
  id: string;
  version: number;
  /** Why it is another one than the version before; null of the first. */
  reason: string | null;
}

/** The dictionary: groups, measures and their definitions, benchmarks, and the months from which charts have new limits. */
@Injectable()
export class MeasuresService {
  constructor(
    private readonly database: Database,
    private readonly programmes: ProgrammesQueries,
    private readonly measures: MeasuresQueries,
    private readonly section: MeasuresSection,
    private readonly readings: ReadingsService,
    private readonly checks: DictionaryChecks,
    private readonly audit: Audit,
  ) {}

  async createGroup(actor: Actor, programmeId: string, input: GroupInput): Promise<GroupView> {
    await this.programmes.get(actor, programmeId);
    requirePermission(actor, 'measure.manage', programmeId);
    const id = await this.database.write(async (tx) => {
      const created = await this.insertGroup(tx, programmeId, input);
      await this.auditGroup(tx, actor, programmeId, created, input);
      return created;
    });
    return this.measures.group(actor, id);
  }

  /** @returns its id. @throws Problem 409 where the number is in use · 422 for a theme or an owner who is not there. */
  private async insertGroup(
    tx: Tx,
    programmeId: string,
    { number, title, themeId, ownerId }: GroupInput,
  ): Promise<string> {
    await checkTheme(tx, programmeId, themeId);
    await this.checks.owner(tx, programmeId, 'ownerId', ownerId, null);
    const { id } = await explain(() =>
      row<{ id: string }>(
        tx,
        `insert into measure_group (programme_id, number, title, theme_id, owner_id) values ($1, $2, $3, $4, $5) returning id`,
        [programmeId, number, title, themeId, ownerId],
      ),
    );
    return id;
  }

  private auditGroup(
    tx: Tx,
    actor: Actor,
    programmeId: string,
    id: string,
    input: GroupInput,
  ): Promise<void> {
    return this.audit.append(tx, actor.audit, {
      action: 'measure_group.created',
      subjectKind: 'measure_group',
      subjectId: id,
      programmeId,
      detail: { ...input },
    });
  }

  /**
   * Adds groups and measures: all of them, or none.
   * @param measures each in a group that is there, by its id, or in a new one, by its number.
   * @throws Problem 409 where the number of a group is in use · 422 for what is not in this programme.
   */
  async createAll(
    actor: Actor,
    programmeId: string,
    groups: readonly GroupInput[],
    measures: readonly (Omit<MeasureInput, 'groupId'> & { group: { id: string } | { number: number } })[],
  ): Promise<void> {
    await this.programmes.get(actor, programmeId);
    requirePermission(actor, 'measure.manage', programmeId);
    await this.database.write(async (tx) => {
      const made = new Map<number, string>();
      for (const group of groups) made.set(group.number, await this.insertGroup(tx, programmeId, group));
      const defined: (DefinedMeasure & { input: MeasureInput })[] = [];
      for (const { group, ...rest } of measures) {
        const groupId = 'id' in group ? group.id : made.get(group.number);
        if (groupId === undefined) throw new Error('BUG: a measure names a group that is not made');
        const input = { ...rest, groupId };
        const { id } = await insertMeasure(tx, programmeId);
        await this.write(tx, actor, { id, programmeId, version: 1, reason: null }, input, null);
        defined.push({ id, version: 1, reason: null, input });
      }
      await this.section.refresh(tx, actor, [
        ...new Set(defined.flatMap(({ input }) => input.groupId ?? [])),
      ]);
      // The audit trail comes last: everybody else waits for its lock.
      for (const group of groups)
        await this.auditGroup(tx, actor, programmeId, made.get(group.number) ?? '', group);
      for (const one of defined) await this.auditDefinition(tx, actor, programmeId, one);
    });
  }

  /** Drafts of the group follow; submitted and approved parts keep their content. */
  async changeGroup(actor: Actor, id: string, version: number, input: GroupInput): Promise<GroupView> {
    const before = await this.measures.group(actor, id);
    const { programmeId } = before;
    requirePermission(actor, 'measure.manage', programmeId);
    await this.database.write(async (tx) => {
      await holdProgrammes(tx, programmeId);
      await nextRecorded(tx, programmeId);
      await checkTheme(tx, programmeId, input.themeId);
      await this.checks.owner(tx, programmeId, 'ownerId', input.ownerId, before.ownerId);
      const changed = await explain(() =>
        rows(
          tx,
          `update measure_group set number = $3, title = $4, theme_id = $5, owner_id = $6, version = version + 1
            where id = $1 and version = $2 returning id`,
          [id, version, input.number, input.title, input.themeId, input.ownerId],
        ),
      );
      if (changed.length === 0) throw stale('group of measures');
      await this.section.refresh(tx, actor, [id]);
      await this.audit.append(tx, actor.audit, {
        action: 'measure_group.changed',
        subjectKind: 'measure_group',
        subjectId: id,
        programmeId,
        detail: { before, after: input },
      });
    });
    return this.measures.group(actor, id);
  }

  async create(actor: Actor, programmeId: string, input: MeasureInput): Promise<MeasureView> {
    await this.programmes.get(actor, programmeId);
    requirePermission(actor, 'measure.manage', programmeId);
    const id = await this.database.write(async (tx) => {
      const created = await insertMeasure(tx, programmeId);
      await this.define(tx, actor, { id: created.id, programmeId, version: 1, reason: null }, input, null);
      return created.id;
    });
    return this.measures.get(actor, id);
  }

  /** Adds a version of the definition. Reports that were approved with an earlier one keep it. @throws Problem 412 as for any change. */
  async redefine(
    actor: Actor,
    id: string,
    version: number,
    { reason, ...input }: RedefinitionInput,
  ): Promise<MeasureView> {
    const before = await this.measures.get(actor, id);
    const { programmeId } = before;
    requirePermission(actor, 'measure.manage', programmeId);
    await this.database.write((tx) =>
      this.define(tx, actor, { id, programmeId, version: version + 1, reason }, input, before),
    );
    return this.measures.get(actor, id);
  }

  private async define(
    tx: Tx,
    actor: Actor,
    measure: DefinedMeasure & { programmeId: string },
    input: MeasureInput,
    before: MeasureView | null,
  ): Promise<void> {
    await this.write(tx, actor, measure, input, before?.definition.ownerId ?? null);
    if (before) await this.checks.firstDay(tx, measure.id, before.definition, input.definition);
    await this.section.refresh(
      tx,
      actor,
      [input.groupId, before?.groupId ?? null].filter((id) => id !== null),
    );
    await this.auditDefinition(tx, actor, measure.programmeId, { ...measure, input });
  }

  /** Drafts do not follow yet, and it is not audited. */
  private async write(
    tx: Tx,
    actor: Actor,
    measure: DefinedMeasure & { programmeId: string },
    { groupId, position, definition }: MeasureInput,
    formerOwnerId: string | null,
  ): Promise<void> {
    const { programmeId, version, reason } = measure;
    this.checks.feed(definition.fedBy);
    await this.checks.owner(tx, programmeId, 'definition.ownerId', definition.ownerId, formerOwnerId);
    const recorded = await nextRecorded(tx, programmeId);
    if (groupId !== null) {
      const known = await rows(tx, `select id from measure_group where id = $1 and programme_id = $2`, [
        groupId,
        programmeId,
      ]);
      if (known.length === 0)
        throw invalid([{ path: 'groupId', message: 'There is no such group in this programme.' }]);
    }
    const defined = await explain(() =>
      rows(
        tx,
        `insert into measure_definition (measure_id, version, group_id, position, reference, title, definition, source, unit, decimals,
                polarity, basis, cell_basis, numerator, denominator, owner_id, statutory, availability_note, target_minimum,
                target_upper, target_from, target_until, tolerance, dead_band, fed_by, below_zero, frequency, recorded, recorded_by, reason)
         select $1, $2::int, $3, $4, d.reference, d.title, d.definition, d.source, d.unit, d.decimals, d.polarity, d.basis, d."cellBasis",
                d.numerator, d.denominator, d."ownerId", d.statutory, d."availabilityNote", (d.target ->> 'minimum')::numeric,
                (d.target ->> 'upper')::numeric, (d.target ->> 'from')::date, (d.target ->> 'until')::date, d.tolerance, d."deadBand",
                d."fedBy", d."belowZero", d.frequency, $6::bigint, $7, $8
           from json_to_record($5::json) as d(reference text, title text, definition text, source text, unit text, decimals int,
                polarity text, basis text, "cellBasis" text, numerator text, denominator text, "ownerId" uuid, statutory boolean,
                "availabilityNote" text, target json, tolerance numeric, "deadBand" numeric,
                "fedBy" text, "belowZero" boolean, frequency text)
          where $2::int = 1 + (select count(*) from measure_definition where measure_id = $1)
         returning version`,
        [measure.id, version, groupId, position, JSON.stringify(definition), recorded, actor.userId, reason],
      ),
    );
    if (defined.length === 0) throw stale('measure');
  }

  private auditDefinition(
    tx: Tx,
    actor: Actor,
    programmeId: string,
    { id, version, reason, input }: DefinedMeasure & { input: MeasureInput },
  ): Promise<void> {
    return this.audit.append(tx, actor.audit, {
      action: version === 1 ? 'measure.created' : 'measure.redefined',
      subjectKind: 'measure',
      subjectId: id,
      programmeId,
      detail: {
        version,
        groupId: input.groupId,
        title: input.definition.title,
        ...(reason === null ? {} : { reason }),
      },
    });
  }

  /** @returns the benchmark's id. */
  async addBenchmark(actor: Actor, id: string, input: BenchmarkInput): Promise<string> {
    const programmeId = await this.measures.programmeOf(actor, id, 'measure.manage');
    return this.database.write(async (tx) => {
      const recorded = await nextRecorded(tx, programmeId);
      const added = await row<{ id: string }>(
        tx,
        `insert into benchmark (measure_id, area, missing_reason, value, decimals, period, period_ends_on, source, known_on, like_for_like,
                recorded, recorded_by)
         select $1, $2, $3, $4, coalesce($5::int, d.decimals), $6, $7, $8, $9, $10, $11, $12
           from measure_definition d where d.measure_id = $1 order by d.version desc limit 1 returning id`,
        [
          id,
          input.area,
          input.missingReason,
          input.value,
          input.decimals,
          input.period,
          input.periodEndsOn,
          input.source,
          input.knownOn,
          input.likeForLike,
          recorded,
          actor.userId,
        ],
      );
      await this.refreshAndAudit(tx, actor, programmeId, id, 'measure.benchmarked', { ...input });
      return added.id;
    });
  }

  /** Gives the chart new limits from a month on. @throws Problem 409 when that month is marked already. */
  async rebase(actor: Actor, id: string, { from, reason }: RebaseInput): Promise<void> {
    const programmeId = await this.measures.programmeOf(actor, id, 'measure.manage');
    await this.database.write(async (tx) => {
      const recorded = await nextRecorded(tx, programmeId);
      await explain(() =>
        rows(
          tx,
          `insert into measure_rebase (measure_id, from_month, reason, recorded, recorded_by) values ($1, ($2 || '-01')::date, $3, $4, $5)`,
          [id, from, reason, recorded, actor.userId],
        ),
      );
      await this.refreshAndAudit(tx, actor, programmeId, id, 'measure.rebased', { from, reason });
    });
  }

  /** Records readings: all of them or none. @throws as {@link ReadingsService.record}. */
  async record(
    actor: Actor,
    programmeId: string,
    readings: readonly ReadingInput[],
  ): Promise<readonly ReadingChange[]> {
    await this.programmes.get(actor, programmeId);
    return this.database.write((tx) => this.readings.record(tx, actor, programmeId, readings));
  }

  private async refreshAndAudit(
    tx: Tx,
    actor: Actor,
    programmeId: string,
    measureId: string,
    action: AuditAction,
    detail: Record<string, unknown>,
  ): Promise<void> {
    await this.section.refreshMeasures(tx, actor, [measureId]);
    await this.audit.append(tx, actor.audit, {
      action,
      subjectKind: 'measure',
      subjectId: measureId,
      programmeId,
      detail,
    });
  }
}

const insertMeasure = (tx: Tx, programmeId: string): Promise<{ id: string }> =>
  row<{ id: string }>(tx, `insert into measure (programme_id) values ($1) returning id`, [programmeId]);

/** @throws Problem 422 on a theme of another programme. */
async function checkTheme(tx: Tx, programmeId: string, themeId: string | null): Promise<void> {
  if (themeId === null) return;
  const known = await rows(tx, `select id from theme where id = $1 and programme_id = $2`, [
    themeId,
    programmeId,
  ]);
  if (known.length === 0)
    throw invalid([{ path: 'themeId', message: 'There is no such theme in this programme.' }]);
}

async function explain<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const constraint = violatedConstraint(error);
    if (databaseCode(error) === '23505' && constraint === 'measure_group_number_unique')
      throw conflict('already-exists', 'There is a group with this number already.', [
        { path: 'number', message: 'This is already in use.' },
      ]);
    if (databaseCode(error) === '23505' && constraint === 'measure_rebase_pkey')
      throw conflict('already-exists', 'The chart already has new limits from this month.', [
        { path: 'from', message: 'This month is already marked.' },
      ]);
    if (constraint === 'measure_group_owner_fk')
      throw invalid([{ path: 'ownerId', message: 'There is no such person.' }]);
    if (constraint === 'measure_definition_owner_fk')
      throw invalid([{ path: 'definition.ownerId', message: 'There is no such person.' }]);
    throw error;
  }
}
