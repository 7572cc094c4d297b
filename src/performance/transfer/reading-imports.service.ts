import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { requirePermission, type Actor } from '../../identity/index.js';
import {
  Audit,
  canonicalJson,
  Clock,
  conflict,
  Database,
  FileRefused,
  notFound,
  Problem,
  rows,
  sha256Hex,
  SpreadsheetReader,
  type Grid,
  type ProblemIssue,
  type SpreadsheetFormat,
  type Tx,
} from '../../platform/index.js';
import { MeasuresQueries } from '../measures.queries.js';
import { periodLabel } from '../period.rules.js';
import { nextRecorded } from '../measure-ledger.js';
import { planReadings, type ReadingChange, type RecordedFigure } from '../reading.rules.js';
import { READ_USUAL } from '../readings.sql.js';
import { ReadingsService } from '../readings.service.js';
import { doubtsOf, gapOf, unsaidStates, type UsualFigure } from './doubts.rules.js';
import { readingOf, wrongOf, type ImportChoices } from './import.rules.js';
import type { ImportView } from './import-view.js';
import { readLayout, type Layout } from './read-layout.js';
import type { MatchableMeasure } from './measure-index.js';
import type { ImportFindings, FileFigure } from './import-findings.js';

/** Figures compared in one step: small enough to show progress, large enough to need few statements. */
const BATCH = 2000;

export interface ImportFile {
  format: SpreadsheetFormat;
  bytes: Buffer;
}

/** The hashes from a dry run that a person confirms. */
export interface Confirmed {
  sha256: string;
  plan: string;
}

/** How far an import is. `comparing` is reported at least once, when the file has been read. */
export interface Progress {
  stage: 'comparing' | 'recording';
  done: number;
  total: number;
}

/** A figure of the file with what it changes. */
interface FigureChange {
  figure: FileFigure;
  change: ReadingChange;
}

/**
 * Imports the readings of a file. A dry run lists what would change and what cannot be imported. With the hashes that it gave, the same
 * import is carried out: all of it or nothing.
 */
@Injectable()
export class ReadingImportsService {
  constructor(
    private readonly reader: SpreadsheetReader,
    private readonly measures: MeasuresQueries,
    private readonly readings: ReadingsService,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /**
   * @param confirmed null for a dry run.
   * @param report called with the progress.
   * @throws Problem 404 · 403 · 422 the file cannot be read, or (when confirmed) has problems: each with its place ·
   * 413 more than {@link FILE_LIMITS} ·
   * 409 another file or another plan than confirmed · 503 too many files at once.
   */
  async run(
    actor: Actor,
    programmeId: string,
    file: ImportFile,
    choices: ImportChoices,
    confirmed: Confirmed | null,
    report: (progress: Progress) => void = () => undefined,
  ): Promise<ImportView> {
    if (!actor.can('measure.read', programmeId)) throw notFound('programme');
    requirePermission(actor, 'reading.record', programmeId);
    const sha256 = createHash('sha256').update(file.bytes).digest('hex');
    if (confirmed && confirmed.sha256 !== sha256)
      throw conflict(
        'another-file',
        'This is not the file that the dry run was made with. Nothing was written.',
      );
    const { grid, layout, findings, measures } = await this.readFile(actor, programmeId, file, choices.asAt);
    return this.database.write(async (tx) => {
      // Locks the ledger before the figures are compared: what is planned is then still true when it is written.
      const recorded = confirmed && (await nextRecorded(tx, programmeId));
      const planned = await this.plan(tx, programmeId, findings, choices, report);
      const usual = await rows<UsualFigure>(tx, READ_USUAL, [programmeId, choices.asAt]);
      const changing = new Set(
        planned.flatMap(({ figure, change }) => (change.outcome === 'same' ? [] : [figure])),
      );
      for (const { figure, reason } of doubtsOf(findings.figures, usual))
        if (changing.has(figure)) findings.doubt(figure, reason);
      const gap = gapOf(findings.figures, measures, usual);
      if (gap !== null) findings.warn(null, null, gap);
      const unsaid = choices.state === null ? unsaidStates(planned) : null;
      if (unsaid !== null) findings.warn(null, null, unsaid);
      const view = viewOf({
        sha256,
        grid,
        layout,
        findings,
        planned,
        choices,
        programmeId,
        dryRun: confirmed === null,
      });
      if (confirmed === null || recorded === null) return view;
      if (findings.problemCount > 0) throw refused(findings);
      if (view.plan !== confirmed.plan) throw planChanged();
      refuseUnaccepted(findings, choices.accepted);
      await this.record(tx, actor, programmeId, recorded, planned, view, report);
      return view;
    });
  }

  /** The figures of a text that was copied out of a spreadsheet; nothing is compared. @throws Problem 413 or 422. */
  async readText(
    actor: Actor,
    programmeId: string,
    text: string,
    asAt: string,
  ): Promise<{ layout: Layout; findings: ImportFindings }> {
    return this.readFile(actor, programmeId, { format: 'csv', bytes: Buffer.from(text, 'utf8') }, asAt);
  }

  private async readFile(
    actor: Actor,
    programmeId: string,
    { format, bytes }: ImportFile,
    asAt: string,
  ): Promise<{
    grid: Grid;
    layout: Layout;
    findings: ImportFindings;
    measures: readonly MatchableMeasure[];
  }> {
    try {
      const grid = await this.reader.read(format, bytes);
      const measures = await this.measuresOf(actor, programmeId);
      return { grid, measures, ...readLayout(grid, measures, asAt) };
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

  private async measuresOf(actor: Actor, programmeId: string): Promise<MatchableMeasure[]> {
    const matchable: MatchableMeasure[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.measures.list(actor, programmeId, { limit: 200, cursor });
      for (const { id, groupId, definition } of page.items)
        matchable.push({ id, reported: groupId !== null, ...definition });
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return matchable;
  }

  /** What each figure of the file changes. What is wrong with one becomes a problem at its place. */
  private async plan(
    tx: Tx,
    programmeId: string,
    findings: ImportFindings,
    choices: ImportChoices,
    report: (progress: Progress) => void,
  ): Promise<FigureChange[]> {
    const planned: FigureChange[] = [];
    const total = findings.figures.length;
    for (let from = 0; from === 0 || from < total; from += BATCH) {
      report({ stage: 'comparing', done: from, total });
      const batch = findings.figures.slice(from, from + BATCH);
      const keys = batch.map(({ measure, span, period }) => ({ measureId: measure.id, span, period }));
      const recorded = await this.readings.lookUp(tx, programmeId, keys);
      planned.push(...this.planBatch(batch, recorded, findings, choices));
    }
    report({ stage: 'comparing', done: total, total });
    return planned;
  }

  private planBatch(
    batch: readonly FileFigure[],
    recorded: readonly (RecordedFigure | null)[],
    findings: ImportFindings,
    choices: ImportChoices,
  ): FigureChange[] {
    const valid = batch.flatMap((figure, n) => {
      const known = recorded[n] ?? null;
      const input = readingOf(figure, known?.newest ?? null, choices);
      const wrong = wrongOf(input);
      if (wrong === undefined) return [{ figure, known, input }];
      findings.problemAt(figure, wrong);
      return [];
    });
    const known = valid.map((one) => one.known);
    const today = this.clock.today();
    const inputs = valid.map(({ input }) => input);
    const first = planReadings(inputs, known, today);
    const withReasons = inputs.map((input, n) =>
      first.issues.some(({ path }) => path === `readings[${n}].reason`)
        ? { ...input, reason: choices.reason }
        : input,
    );
    const { changes, issues } = choices.reason === null ? first : planReadings(withReasons, known, today);
    for (const { path, message } of issues) {
      const figure = valid[Number(/^readings\[(\d+)\]/.exec(path)?.[1])]?.figure;
      if (figure) findings.problemAt(figure, message);
    }
    return valid.flatMap(({ figure }, n) => {
      const change = changes[n];
      return change ? [{ figure, change }] : [];
    });
  }

  /** Writes what was planned since the ledger was locked. */
  private async record(
    tx: Tx,
    actor: Actor,
    programmeId: string,
    recorded: string,
    planned: readonly FigureChange[],
    { sha256, plan, layout, counts }: ImportView,
    report: (progress: Progress) => void,
  ): Promise<void> {
    const changes = planned.map(({ change }) => change).filter(({ outcome }) => outcome !== 'same');
    report({ stage: 'recording', done: 0, total: changes.length });
    await this.readings.insert(tx, actor, programmeId, recorded, changes);
    await this.audit.append(tx, actor.audit, {
      action: 'reading.imported',
      subjectKind: 'programme',
      subjectId: programmeId,
      programmeId,
      detail: { file: sha256, plan, layout, ...counts },
    });
    report({ stage: 'recording', done: changes.length, total: changes.length });
  }
}

const planChanged = (): Problem =>
  conflict(
    'plan-changed',
    'What is recorded has changed since the dry run. Nothing was written: look at a new dry run first.',
  );

/** @throws Problem 422 with each figure that can hardly be true and that nobody accepted. */
function refuseUnaccepted({ warnings }: ImportFindings, accepted: readonly string[]): void {
  const open = warnings.filter(({ accept }) => accept !== null && !accepted.includes(accept));
  if (open.length === 0) return;
  throw new Problem({
    code: 'figures-not-accepted',
    status: 422,
    detail: `${open.length === 1 ? 'One figure' : `${open.length} figures`} can hardly be true. Nothing was written: mend them in the file, or accept each.`,
    issues: open.map(({ row, column, reason, accept }) => ({
      path: `row ${row}, column ${column}`,
      message: `${reason} If it is right, send ${accept} in “accepted”.`,
    })),
  });
}

function refused(findings: ImportFindings): Problem {
  const issues = findings.problems.map(({ row, column, reason }): ProblemIssue => ({
    path: [row === null ? [] : `row ${row}`, column === null ? [] : `column ${column}`].flat().join(', '),
    message: reason,
  }));
  return new Problem({
    code: 'import-has-problems',
    status: 422,
    detail: `${findings.problemCount === 1 ? 'One place' : `${findings.problemCount} places`} in the file cannot be imported. Nothing was written.`,
    issues,
  });
}

function viewOf(facts: {
  sha256: string;
  grid: Grid;
  layout: Layout;
  findings: ImportFindings;
  planned: readonly FigureChange[];
  choices: ImportChoices;
  programmeId: string;
  dryRun: boolean;
}): ImportView {
  const { sha256, grid, layout, findings, planned, choices, programmeId, dryRun } = facts;
  const changes = planned.flatMap(({ figure, change }): ImportView['changes'] => {
    const { outcome, before, after, span, period } = change;
    const { id, reference, title, unit } = figure.measure;
    return outcome === 'same'
      ? []
      : [
          {
            row: figure.row,
            column: figure.column,
            measure: { id, reference, title, unit },
            span,
            period: periodLabel(span, period),
            kind: outcome,
            before,
            after,
          },
        ];
  });
  const count = (outcome: ReadingChange['outcome']): number =>
    planned.filter(({ change }) => change.outcome === outcome).length;
  return {
    dryRun,
    sha256,
    // What is accepted is no part of the plan: it is answered after the plan was looked at.
    plan: sha256Hex(canonicalJson({ programmeId, sha256, choices: { ...choices, accepted: [] }, changes })),
    layout,
    sheet: grid.sheet,
    asAt: choices.asAt,
    rows: grid.rows.length,
    counts: {
      figures: findings.figures.length,
      new: count('new'),
      changed: count('changed'),
      restated: count('restated'),
      same: count('same'),
      problems: findings.problemCount,
    },
    changes,
    problems: findings.problems,
    warnings: findings.warnings,
    ignored: findings.ignored,
  };
}
