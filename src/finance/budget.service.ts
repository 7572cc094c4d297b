import { randomUUID } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { requirePermission, type Actor } from '../identity/index.js';
import {
  Audit,
  conflict,
  Database,
  invalid,
  rows,
  stale,
  type ProblemIssue,
  type ReadTx,
  type Tx,
} from '../platform/index.js';
import { writeSetting } from '../programmes/index.js';
import { DraftSaver, Sections, type Section, type SectionSubject } from '../workflow/index.js';
import type { BudgetContent, BudgetDocument, KeptBudget } from './budget.content.js';
import { BudgetQueries, type BudgetSettings } from './budget.queries.js';
import { budgetBlockers, budgetContentOf } from './budget.rules.js';
import {
  COPY_BUDGET_LINES,
  READ_BUDGETS,
  START_BUDGET,
  UPDATE_THRESHOLDS,
  WRITE_BUDGET,
} from './budget.sql.js';
import { planLedgerImport, type LedgerPlan } from './ledger.rules.js';

/** What an import did, or would do. */
export interface LedgerImport extends LedgerPlan {
  dryRun: boolean;
  version: number;
}

/** The finance room: a programme's budget, actual and forecast as a section of the workflow. */
@Injectable()
export class BudgetService implements Section<BudgetContent>, OnModuleInit {
  readonly kind = 'budget';

  constructor(
    private readonly database: Database,
    private readonly drafts: DraftSaver,
    private readonly sections: Sections,
    private readonly budgets: BudgetQueries,
    private readonly audit: Audit,
  ) {}

  onModuleInit(): void {
    this.sections.register(this);
  }

  /** Saves a draft's whole document. @returns the new version. @throws as {@link DraftSaver.save}. */
  save(actor: Actor, contributionId: string, version: number, document: BudgetDocument): Promise<number> {
    return this.drafts.save(actor, {
      kind: 'contribution',
      envelopeId: contributionId,
      version,
      section: this.kind,
      document,
      writes: WRITE_BUDGET,
    });
  }

  /**
   * Imports the figures of a ledger's file into a draft: all or nothing.
   * @throws Problem 422 with every row that could not be placed, unless it is a dry run, which lists them; otherwise as {@link save}.
   */
  async import(
    actor: Actor,
    contributionId: string,
    version: number,
    file: string,
    dryRun: boolean,
  ): Promise<LedgerImport> {
    const read = await this.budgets.read(actor, contributionId);
    if (read.version !== version) throw stale('contribution');
    const lines = read.content.lines.map(({ derived: _, ...line }) => line);
    const { lines: after, ...plan } = planLedgerImport(file, lines, randomUUID);
    if (dryRun) {
      if (read.status !== 'draft')
        throw conflict('not-possible', 'Figures can be imported only while this contribution is a draft.');
      return { ...plan, dryRun, version };
    }
    if (plan.problems.length > 0)
      throw invalid(
        plan.problems.map(({ row, column, reason }) => ({
          path: `row ${row}${column === null ? '' : `, ${column}`}`,
          message: reason,
        })),
        'Not every row of the file could be placed, so nothing was imported.',
      );
    return { ...plan, dryRun, version: await this.save(actor, contributionId, version, { lines: after }) };
  }

  /** Changes the threshold of drafts and of what begins later. What is submitted or approved keeps its own, which it prints. */
  async changeSettings(
    actor: Actor,
    programmeId: string,
    version: number,
    thresholdPercent: number,
  ): Promise<BudgetSettings> {
    const before = await this.budgets.settings(actor, programmeId);
    requirePermission(actor, 'programme.manage', programmeId);
    await this.database.write(async (tx) => {
      await writeSetting(
        tx,
        'budget_setting',
        { programmeId, version },
        { threshold_percent: thresholdPercent },
      );
      const drafts = await rows<{ id: string }>(tx, UPDATE_THRESHOLDS, [programmeId, thresholdPercent]);
      // Nobody becomes an author of a budget by a setting.
      await this.drafts.touch(
        tx,
        actor.audit,
        drafts.map(({ id }) => id),
        [],
      );
      await this.audit.append(tx, actor.audit, {
        action: 'budget_settings.changed',
        subjectKind: 'programme',
        subjectId: programmeId,
        programmeId,
        detail: { before: before.thresholdPercent, after: thresholdPercent },
      });
    });
    return this.budgets.settings(actor, programmeId);
  }

  subjects(_: Tx, programmeId: string): Promise<SectionSubject[]> {
    return Promise.resolve([{ id: programmeId, number: 1, title: 'Progress against budget', ownerId: null }]);
  }

  async start(tx: Tx, contributionId: string, copyFrom: string | null): Promise<void> {
    await rows(tx, START_BUDGET, [contributionId]);
    if (copyFrom !== null) await rows(tx, COPY_BUDGET_LINES, [contributionId, copyFrom]);
  }

  async content(tx: ReadTx, contributionIds: readonly string[]): Promise<Map<string, BudgetContent>> {
    const found = await rows<{ id: string; body: KeptBudget }>(tx, READ_BUDGETS, [contributionIds]);
    return new Map(found.map(({ id, body }) => [id, budgetContentOf(body)]));
  }

  blockers(content: BudgetContent): ProblemIssue[] {
    return budgetBlockers(content);
  }
}
