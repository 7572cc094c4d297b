import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { requirePermission, type Actor } from '../../identity/index.js';
import {
  Audit,
  canonicalJson,
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
import type { ReadingInput } from '../measures.input.js';
import { Measures } from '../measures.queries.js';
import { periodLabel } from '../period.rules.js';
import type { Said } from '../reading.rules.js';
import { Readings, type PlannedReading } from '../readings.service.js';
import { READ_KNOWN } from '../readings.sql.js';
import { readingOf, wrongOf, type ImportChoices } from './import.rules.js';
import type { ImportView } from './import.view.js';
import { readLayout, type Layout } from './layouts.js';
import type { KnownMeasure } from './matching.js';
import type { Findings, Placed } from './placing.js';

/** Figures compared in one go: often enough for whoever watches, seldom enough for the database. */
const STEP = 2000;

export interface ImportFile {
  format: SpreadsheetFormat;
  bytes: Buffer;
}

/** What a person saw in a dry run and now wants done. */
export interface Confirmed {
  sha256: string;
  plan: string;
}

/** How far an import is. `comparing` is told at least once, after the file was read and placed. */
export interface Progress {
  stage: 'comparing' | 'recording';
  done: number;
  total: number;
}

interface Planned {
  placed: Placed;
  input: ReadingInput;
  row: PlannedReading;
}

/**
 * Takes readings out of a file: first a dry run, which lists what would change and what cannot be placed; then, with what the dry
 * run gave, all of it or nothing.
 */
@Injectable()
export class ReadingImports {
  constructor(
    private readonly reader: SpreadsheetReader,
    private readonly measures: Measures,
    private readonly readings: Readings,
    private readonly database: Database,
    private readonly audit: Audit,
  ) {}

  /**
   * @param confirmed null = a dry run.
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
    told: (progress: Progress) => void = () => undefined,
  ): Promise<ImportView> {
    if (!actor.can('measure.read', programmeId)) throw notFound('programme');
    requirePermission(actor, 'reading.record', programmeId);
    const sha256 = createHash('sha256').update(file.bytes).digest('hex');
    if (confirmed && confirmed.sha256 !== sha256)
      throw conflict(
        'another-file',
        'This is not the file that the dry run was made with. Nothing was written.',
      );
    const { grid, layout, found } = await this.place(actor, programmeId, file, choices.asAt);
    return this.database.write(async (tx) => {
      const planned = await this.plan(tx, actor, programmeId, found, choices, told);
      const view = viewOf({
        sha256,
        grid,
        layout,
        found,
        planned,
        choices,
        programmeId,
        dryRun: confirmed === null,
      });
      if (confirmed === null) return view;
      if (found.problemCount > 0) throw refused(found);
      if (view.plan !== confirmed.plan) throw changedMeanwhile();
      await this.record(tx, actor, programmeId, planned, view, told);
      return view;
    });
  }

  private async place(
    actor: Actor,
    programmeId: string,
    { format, bytes }: ImportFile,
    asAt: string,
  ): Promise<{ grid: Grid; layout: Layout; found: Findings }> {
    try {
      const grid = await this.reader.read(format, bytes);
      return { grid, ...readLayout(grid, await this.known(actor, programmeId), asAt) };
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

  private async known(actor: Actor, programmeId: string): Promise<KnownMeasure[]> {
    const known: KnownMeasure[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.measures.list(actor, programmeId, { limit: 200, cursor });
      for (const { id, groupId, definition } of page.items)
        known.push({ id, reported: groupId !== null, ...definition });
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return known;
  }

  /** What each placed figure comes to; what is wrong with one is noted under its place. */
  private async plan(
    tx: Tx,
    actor: Actor,
    programmeId: string,
    found: Findings,
    choices: ImportChoices,
    told: (progress: Progress) => void,
  ): Promise<Planned[]> {
    const planned: Planned[] = [];
    const total = found.placed.length;
    for (let from = 0; from === 0 || from < total; from += STEP) {
      told({ stage: 'comparing', done: from, total });
      const step = found.placed.slice(from, from + STEP);
      planned.push(...(await this.planStep(tx, actor, programmeId, step, found, choices)));
    }
    told({ stage: 'comparing', done: total, total });
    return planned;
  }

  private async planStep(
    tx: Tx,
    actor: Actor,
    programmeId: string,
    step: readonly Placed[],
    found: Findings,
    choices: ImportChoices,
  ): Promise<Planned[]> {
    const asked = step.map(({ measure, span, period }, n) => ({ n, measureId: measure.id, span, period }));
    const known = await rows<{ known: Said | null }>(tx, READ_KNOWN, [programmeId, JSON.stringify(asked)]);
    const inputs = step.flatMap((placed, n) => {
      const input = readingOf(placed, known[n]?.known ?? null, choices);
      const wrong = wrongOf(input);
      if (wrong === undefined) return [{ placed, input }];
      found.problemAt(placed, wrong);
      return [];
    });
    let plan = await this.readings.plan(
      tx,
      actor,
      programmeId,
      inputs.map(({ input }) => input),
    );
    const reasonless = plan.issues.flatMap(({ path }) => /^readings\[(\d+)\]\.reason$/.exec(path)?.[1] ?? []);
    if (choices.reason !== null && reasonless.length > 0) {
      for (const n of reasonless.map(Number)) {
        const one = inputs[n];
        if (one) one.input = { ...one.input, reason: choices.reason };
      }
      plan = await this.readings.plan(
        tx,
        actor,
        programmeId,
        inputs.map(({ input }) => input),
      );
    }
    for (const { path, message } of plan.issues) {
      const placed = inputs[Number(/^readings\[(\d+)\]/.exec(path)?.[1])]?.placed;
      if (placed) found.problemAt(placed, message);
    }
    return inputs.flatMap(({ placed, input }, n) => {
      const row = plan.rows[n];
      return row ? [{ placed, input, row }] : [];
    });
  }

  /** Writes what was planned. @throws Problem 409 when somebody recorded one of the figures in this very moment. */
  private async record(
    tx: Tx,
    actor: Actor,
    programmeId: string,
    planned: readonly Planned[],
    { sha256, plan, layout, counts }: ImportView,
    told: (progress: Progress) => void,
  ): Promise<void> {
    const changes = planned.filter(({ row }) => row.outcome !== 'same');
    told({ stage: 'recording', done: 0, total: changes.length });
    if (changes.length > 0) {
      const done = await this.readings.record(
        tx,
        actor,
        programmeId,
        changes.map(({ input }) => input),
      );
      if (canonicalJson(done) !== canonicalJson(changes.map(({ row }) => row))) throw changedMeanwhile();
    }
    await this.audit.append(tx, actor.audit, {
      action: 'reading.imported',
      subjectKind: 'programme',
      subjectId: programmeId,
      programmeId,
      detail: { file: sha256, plan, layout, ...counts },
    });
    told({ stage: 'recording', done: changes.length, total: changes.length });
  }
}

const changedMeanwhile = (): Problem =>
  conflict(
    'plan-changed',
    'What is recorded has changed since the dry run. Nothing was written: look at a new dry run first.',
  );

function refused(found: Findings): Problem {
  const issues = found.problems.map(({ row, column, reason }): ProblemIssue => ({
    path: [row === null ? [] : `row ${row}`, column === null ? [] : `column ${column}`].flat().join(', '),
    message: reason,
  }));
  return new Problem({
    code: 'import-has-problems',
    status: 422,
    detail: `${found.problemCount === 1 ? 'One place' : `${found.problemCount} places`} in the file cannot be imported. Nothing was written.`,
    issues,
  });
}

function viewOf(facts: {
  sha256: string;
  grid: Grid;
  layout: Layout;
  found: Findings;
  planned: readonly Planned[];
  choices: ImportChoices;
  programmeId: string;
  dryRun: boolean;
}): ImportView {
  const { sha256, grid, layout, found, planned, choices, programmeId, dryRun } = facts;
  const changes = planned.flatMap(({ placed, row: { outcome, before, after } }): ImportView['changes'] =>
    outcome === 'same' || outcome === 'refused' || after === null
      ? []
      : [
          {
            row: placed.row,
            column: placed.column,
            measure: {
              id: placed.measure.id,
              reference: placed.measure.reference,
              title: placed.measure.title,
            },
            span: placed.span,
            period: periodLabel(placed.span, placed.period),
            kind: outcome,
            before,
            after,
          },
        ],
  );
  const count = (outcome: PlannedReading['outcome']): number =>
    planned.filter(({ row }) => row.outcome === outcome).length;
  return {
    dryRun,
    sha256,
    plan: sha256Hex(canonicalJson({ programmeId, sha256, choices, changes })),
    layout,
    sheet: grid.sheet,
    asAt: choices.asAt,
    rows: grid.rows.length,
    counts: {
      figures: found.placed.length,
      new: count('new'),
      changed: count('changed'),
      restated: count('restated'),
      same: count('same'),
      problems: found.problemCount,
    },
    changes,
    problems: found.problems,
    warnings: found.warnings,
    ignored: found.ignored,
  };
}
