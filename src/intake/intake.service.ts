import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { PeopleQueries, requirePermission, type Actor } from '../identity/index.js';
import {
  Audit,
  Clock,
  conflict,
  Database,
  DocumentReader,
  FileRefused,
  invalid,
  notFound,
  Problem,
  row,
  rows,
  stale,
  type SourceDocument,
  type Tx,
} from '../platform/index.js';
import { intakeChoices, type IntakeChoices } from './choices.js';
import { IntakeQueries, KEPT_DAYS, type IntakeAtWork, type KeptIntake } from './intake.queries.js';
import { PlanWriter, type IntakeOutcome } from './plan-writer.js';

/**
 * Last month's report, brought from a document: read and kept as data, mended by the person who brought it, and written by the rooms. One for
 * each person and programme; the file itself is not kept.
 */
@Injectable()
export class IntakeService {
  constructor(
    private readonly database: Database,
    private readonly reader: DocumentReader,
    private readonly queries: IntakeQueries,
    private readonly writer: PlanWriter,
    private readonly people: PeopleQueries,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /**
   * Reads a file and keeps what it says, in place of what the same person had brought. @throws Problem 404 · 403 · 413 · 422 the file cannot
   * be read · 503 too many at once.
   */
  async bring(actor: Actor, programmeId: string, bytes: Buffer): Promise<IntakeAtWork> {
    await this.queries.own(actor, programmeId);
    requirePermission(actor, 'period.open', programmeId);
    const document = await this.read(bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await this.database.write(async (tx) => {
      await this.forgetOld(tx);
      const { id } = await row<{ id: string }>(
        tx,
        `insert into intake (programme_id, person_id, sha256, document, choices, created_at) values ($1, $2, $3, $4::jsonb, $5::jsonb, $6)
         on conflict on constraint intake_one do update
           set sha256 = excluded.sha256, document = excluded.document, choices = excluded.choices, created_at = excluded.created_at,
               version = intake.version + 1
         returning id`,
        [
          programmeId,
          actor.userId,
          sha256,
          JSON.stringify(document),
          JSON.stringify(intakeChoices.parse({})),
          this.clock.now().toISOString(),
        ],
      );
      const tables = document.blocks.filter(({ kind }) => kind === 'table').length;
      await this.audit.append(tx, actor.audit, {
        action: 'intake.read',
        subjectKind: 'intake',
        subjectId: id,
        programmeId,
        detail: { sha256, tables },
      });
    });
    return this.queries.atWork(actor, programmeId);
  }

  /** Keeps what the person decided. @throws Problem 404 · 403 · 412 · 422 naming whoever has no role in the programme. */
  async choose(
    actor: Actor,
    programmeId: string,
    version: number,
    choices: IntakeChoices,
  ): Promise<IntakeAtWork> {
    const kept = await this.mine(actor, programmeId);
    const places = Object.entries(choices.people).map(([name, id]) => ({ path: `people.${name}`, id }));
    const issues = await this.people.withoutRole(programmeId, places);
    if (issues.length > 0) throw invalid(issues);
    await this.database.write(async (tx) => {
      const changed = await rows(
        tx,
        `update intake set choices = $3::jsonb, version = version + 1 where id = $1 and version = $2 returning id`,
        [kept.id, version, JSON.stringify(choices)],
      );
      if (changed.length === 0) throw stale('report that you bring');
      await this.audit.append(tx, actor.audit, {
        action: 'intake.changed',
        subjectKind: 'intake',
        subjectId: kept.id,
        programmeId,
        detail: { tables: Object.keys(choices.tables).length, people: Object.keys(choices.people).length },
      });
    });
    return this.queries.atWork(actor, programmeId);
  }

  /**
   * Writes everything on which no question is open, as drafts of the newest period. Then what was brought is deleted.
   * @throws Problem 404 · 403 · 412 also when it is being written already · 409 nothing to write, or no period is open.
   */
  async write(actor: Actor, programmeId: string, version: number): Promise<IntakeOutcome> {
    const kept = await this.mine(actor, programmeId);
    if (kept.version !== version) throw stale('report that you bring');
    const atWork = await this.queries.atWork(actor, programmeId);
    if (atWork.known.period === null)
      throw conflict('no-period', 'Open the first reporting period, then write the drafts into it.');
    if (atWork.plan.themes.length > 0 && !atWork.known.may.themes)
      throw conflict(
        'no-theme',
        `The programme lacks ${atWork.plan.themes.map(({ number, title }) => `theme ${number} (${title})`).join(', ')}. An administrator adds themes; then write the drafts.`,
      );
    // The version goes up before anything is written, so that of two who confirm at once the second is told.
    const begun = await this.database.write((tx) =>
      rows(tx, `update intake set version = version + 1 where id = $1 and version = $2 returning id`, [
        kept.id,
        version,
      ]),
    );
    if (begun.length === 0) throw stale('report that you bring');
    const outcome = await this.writer.write(actor, atWork);
    await this.database.write(async (tx) => {
      await rows(tx, `delete from intake where id = $1`, [kept.id]);
      await this.audit.append(tx, actor.audit, {
        action: 'intake.written',
        subjectKind: 'intake',
        subjectId: kept.id,
        programmeId,
        detail: {
          written: Object.fromEntries(outcome.written.map(({ what, count }) => [what, count])),
          left: outcome.left.length,
        },
      });
    });
    return outcome;
  }

  /** Deletes what the actor has brought. @throws Problem 404 · 412. */
  async discard(actor: Actor, programmeId: string, version: number): Promise<void> {
    const kept = await this.mine(actor, programmeId);
    await this.database.write(async (tx) => {
      const gone = await rows(tx, `delete from intake where id = $1 and version = $2 returning id`, [
        kept.id,
        version,
      ]);
      if (gone.length === 0) throw stale('report that you bring');
      await this.audit.append(tx, actor.audit, {
        action: 'intake.discarded',
        subjectKind: 'intake',
        subjectId: kept.id,
        programmeId,
        detail: {},
      });
    });
  }

  /** Deletes what is older than a week, of everybody. @returns how many. */
  async forgetOld(tx: Tx): Promise<number> {
    const gone = await rows(
      tx,
      `delete from intake where created_at <= $1::timestamptz - make_interval(days => $2::int) returning id`,
      [this.clock.now().toISOString(), KEPT_DAYS],
    );
    return gone.length;
  }

  private async mine(actor: Actor, programmeId: string): Promise<KeptIntake> {
    const kept = await this.queries.own(actor, programmeId);
    requirePermission(actor, 'period.open', programmeId);
    if (!kept) throw notFound('report that you bring');
    return kept;
  }

  private async read(bytes: Buffer): Promise<SourceDocument> {
    try {
      return await this.reader.read(bytes);
    } catch (error) {
      if (!(error instanceof FileRefused)) throw error;
      throw new Problem({
        code: error.code,
        status: error.code === 'file-too-large' ? 413 : 422,
        detail: error.message,
        issues: error.places,
      });
    }
  }
}
