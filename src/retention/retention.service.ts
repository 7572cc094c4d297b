import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { z } from 'zod';
import { holdProgrammes, requirePermission, type Actor, type Confirmation } from '../identity/index.js';
import { keepHolds } from '../holds/index.js';
import {
  Audit,
  Clock,
  Config,
  conflict,
  Database,
  rows,
  sha256Digest,
  sha256Hex,
  type AuditActor,
  type Tx,
} from '../platform/index.js';
import { leave } from './leave.js';
import {
  CLASSES,
  cutoff,
  periodOf,
  periodWords,
  SWEPT,
  sweptClass,
  type SweptKey,
} from './retention.rules.js';
import { SWEEPS } from './retention.sql.js';

/** Rows that one sweep of a class takes away at most; the next one goes on. */
const AT_ONCE = 5000;
/** Rows that a dry run lists. */
const LISTED = 500;

export const dueClass = z
  .object({
    key: z.string(),
    name: z.string(),
    what: z.string(),
    readBy: z.string(),
    period: z.string().describe('As set: “365 days”, “6 years”; or in words.'),
    setting: z.string().nullable().describe('The variable that changes it.'),
    from: z.string().describe('What it is counted from.'),
    reason: z.string(),
    does: z.string(),
    keeps: z.string().describe('What keeps it all the same.'),
    due: z
      .object({
        now: z.int().describe('Rows that a sweep takes away now.'),
        nextMonth: z.int().describe('Rows that will be due a month from now, those of now included.'),
        held: z.int().describe('Rows whose time is over, and that a hold or a rule keeps.'),
      })
      .nullable()
      .describe('Null where no sweep counts it.'),
  })
  .meta({ id: 'RetentionClass' });
export type DueClass = z.infer<typeof dueClass>;

export const dryRun = z
  .object({
    key: z.string(),
    count: z.int().describe('Rows that a sweep takes away now.'),
    sha256: sha256Digest.describe(
      'Of their ids. A sweep by hand names it, so that it takes away what was shown.',
    ),
    items: z
      .array(z.object({ id: z.string(), at: z.iso.datetime(), label: z.string() }))
      .describe(`The oldest first; at most ${LISTED}.`),
    kept: z
      .array(
        z.object({
          id: z.string(),
          label: z.string(),
          holds: z.array(z.uuid()),
          because: z.string().nullable(),
        }),
      )
      .describe(`Whose time is over, and that stay: by which holds, or why; at most ${LISTED}.`),
  })
  .meta({ id: 'RetentionDryRun' });
export type DryRun = z.infer<typeof dryRun>;

export const sweepResult = z
  .object({ key: z.string(), count: z.int(), sha256: sha256Digest.nullable() })
  .meta({ id: 'RetentionSweep' });
export type SweepResult = z.infer<typeof sweepResult>;

interface DueRow {
  id: string;
  at: string;
  label: string;
  held: string[];
  kept: string | null;
}

const looked = (key: SweptKey): string => `with due as (${SWEEPS[key].due})
  select d.id, d.at, d.label, h.held, d.kept from due d
    cross join lateral (select coalesce(d.held, held_by(d.programme_id, d.person_id, d.day)) as held) h`;
const GOES = `held = '{}' and kept is null`;

/** Over what a sweep takes away, in the order of the ids. */
const hashOf = (ids: readonly string[]): string => sha256Hex([...ids].sort().join('\n'));

/** What is due of each class, and its deletion. A dry run is the statement of the sweep without its second half. */
@Injectable()
export class RetentionService {
  constructor(
    private readonly database: Database,
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** Every class, with how many rows are due. @throws Problem 403. */
  async classes(actor: Actor): Promise<DueClass[]> {
    requirePermission(actor, 'retention.read', null);
    return this.counted();
  }

  /** As {@link classes}, for the operator at a terminal. */
  async counted(): Promise<DueClass[]> {
    const found: DueClass[] = [];
    for (const one of CLASSES) {
      const swept = SWEPT.find((key) => key === one.key);
      found.push({
        key: one.key,
        name: one.name,
        what: one.what,
        readBy: one.readBy,
        period: periodWords(one, this.config),
        setting: typeof one.period === 'string' ? one.period : null,
        from: one.from,
        reason: one.reason,
        does: one.does,
        keeps: one.keeps,
        due: swept === undefined ? null : await this.counts(swept),
      });
    }
    return found;
  }

  private async counts(key: SweptKey): Promise<NonNullable<DueClass['due']>> {
    const now = this.clock.now();
    const later = DateTime.fromJSDate(now).plus({ months: 1 }).toJSDate();
    const [found] = await this.database.query<{ now: number; held: number; nextMonth: number }>(
      `with looked as (${looked(key)}) select count(*) filter (where at <= $2::timestamptz and ${GOES})::int as now,
         count(*) filter (where at <= $2::timestamptz and not (${GOES}))::int as held,
         count(*) filter (where ${GOES})::int as "nextMonth" from looked`,
      [this.before(key, later), this.before(key, now)],
    );
    return found ?? { now: 0, held: 0, nextMonth: 0 };
  }

  /** What a sweep of the class takes away now, and what it leaves. Nothing is taken away. @throws Problem 403. */
  async dryRun(actor: Actor, key: SweptKey): Promise<DryRun> {
    requirePermission(actor, 'retention.read', null);
    return this.database.read(async (tx) => {
      const all = await rows<DueRow>(
        tx,
        `with looked as (${looked(key)}) select id, audit_instant(at) as at, label, held::text[] as held, kept from looked order by looked.at, id`,
        [this.before(key, this.clock.now())],
      );
      const goes = all.filter(({ held, kept }) => held.length === 0 && kept === null).slice(0, AT_ONCE);
      return {
        key,
        count: goes.length,
        sha256: hashOf(goes.map(({ id }) => id)),
        items: goes.slice(0, LISTED).map(({ id, at, label }) => ({ id, at, label })),
        kept: all
          .filter(({ held, kept }) => held.length > 0 || kept !== null)
          .slice(0, LISTED)
          .map(({ id, label, held, kept }) => ({ id, label, holds: held, because: kept })),
      };
    });
  }

  /**
   * By a person, after a dry run.
   * @param sha256 of the dry run. @throws Problem 403 · 409 when something else is due now.
   */
  async sweepBy(
    actor: Actor,
    key: SweptKey,
    sha256: string,
    confirmation: Confirmation,
  ): Promise<SweepResult> {
    requirePermission(actor, 'retention.manage', null);
    if (confirmation.userId !== actor.userId) throw new Error('BUG: confirmed by another person');
    return this.sweep(key, actor.audit, sha256);
  }

  /**
   * Takes away what is due of a class, in one transaction with one event of the trail. A second worker waits and finds nothing.
   * @param shown the hash of what a person was shown; undefined: whatever is due.
   */
  async sweep(key: SweptKey, by: AuditActor, shown?: string): Promise<SweepResult> {
    return this.database.write(async (tx) => {
      if (SWEEPS[key].printed) await holdProgrammes(tx, null);
      await keepHolds(tx);
      await rows(tx, `select pg_advisory_xact_lock(hashtextextended('retention of ' || $1, 0))`, [key]);
      const due = await rows<{ id: string; at: string }>(
        tx,
        `with looked as (${looked(key)}) select id, audit_instant(at) as at from looked where ${GOES} order by looked.at, id limit $2`,
        [this.before(key, this.clock.now()), AT_ONCE],
      );
      const ids = due.map(({ id }) => id);
      if (shown !== undefined && shown !== hashOf(ids))
        throw conflict(
          'something-else-due',
          'Something else is due now than you were shown. Look at it again.',
        );
      if (ids.length === 0) return { key, count: 0, sha256: null };
      await this.take(tx, key, ids);
      const result = { key, count: ids.length, sha256: hashOf(ids) };
      await this.audit.append(tx, by, {
        action: 'retention.swept',
        subjectKind: 'retention',
        subjectId: key,
        detail: { ...result, did: sweptClass(key).does, oldest: due[0]?.at, newest: due.at(-1)?.at },
      });
      return result;
    });
  }

  private async take(tx: Tx, key: SweptKey, ids: readonly string[]): Promise<void> {
    if (key === 'leavers') {
      for (const id of ids) await leave(tx, id, this.clock.now());
      return;
    }
    const gone = await rows(tx, SWEEPS[key].take, [ids]);
    // Somebody changed one in between: nothing of it counts, and the next sweep looks again.
    if (gone.length !== ids.length)
      throw new Error(`Of ${ids.length} rows of ${key} that were due ${gone.length} could be taken away.`);
  }

  private before(key: SweptKey, now: Date): string {
    const period = periodOf(sweptClass(key), this.config);
    if (period === null) throw new Error(`BUG: ${key} has no period.`);
    return cutoff(now, period).toISOString();
  }
}
