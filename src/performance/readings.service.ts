import { Injectable } from '@nestjs/common';
import { requirePermission, type Actor } from '../identity/index.js';
import { Audit, Clock, invalid, notFound, rows, type ProblemIssue, type Tx } from '../platform/index.js';
import { nextRecorded } from './ledger.js';
import type { MeasureDefinition } from './measures.content.js';
import type { ReadingInput } from './measures.input.js';
import { MeasuresSection, type Recorder } from './measures.section.js';
import { periodDate } from './period.rules.js';
import { planReading, type Known, type Outcome, type Said } from './reading.rules.js';
import { INSERT_READINGS, READ_APPROVED, READ_KNOWN } from './readings.sql.js';

/** What recording these readings comes to. */
export interface ReadingsPlan {
  /** One for each reading, in the order given; what is wrong with it is among the issues. */
  rows: readonly PlannedReading[];
  /** Every problem, by the place of the reading: `readings[12].value`. */
  issues: readonly ProblemIssue[];
}

export interface PlannedReading {
  measureId: string;
  outcome: Outcome | 'refused';
  /** What is known so far; null for a first reading. */
  before: Said | null;
  /** What would be known; null when it is refused. */
  after: Said | null;
}

interface KnownRow {
  found: boolean;
  unit: MeasureDefinition['unit'];
  decimals: number;
  known: (Said & { recorded: number }) | null;
}

/** Up to which number it knows the figures, and the last day of its period. */
interface ApprovedPart {
  knownTo: number;
  endsOn: string;
}

/** Records readings: all of a request or nothing. */
@Injectable()
export class Readings {
  constructor(
    private readonly section: MeasuresSection,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /**
   * Records readings, in the caller's transaction. Drafts that print them follow; submitted and approved parts stay as they are.
   * A reading that says what is known already writes nothing.
   * @returns what became of each.
   * @throws Problem 404 not their programme · 403 · 422 with every reading that cannot be recorded; nothing is written then.
   */
  async record(
    tx: Tx,
    actor: Actor,
    programmeId: string,
    readings: readonly ReadingInput[],
  ): Promise<readonly PlannedReading[]> {
    mayRecord(actor, programmeId);
    return this.write(tx, actor, programmeId, readings);
  }

  /**
   * {@link record} for what was approved elsewhere in the product: nobody is asked for a permission to record it.
   * @param authorIds whose figures they are; they may not approve the drafts that print them.
   */
  async write(
    tx: Tx,
    recorder: Recorder,
    programmeId: string,
    readings: readonly ReadingInput[],
    authorIds: readonly string[] = [recorder.userId],
  ): Promise<readonly PlannedReading[]> {
    // Held before anything is read, so that of two people who record the same figure the second sees the first one's.
    const recorded = await nextRecorded(tx, programmeId);
    const plan = await this.compare(tx, programmeId, readings);
    if (plan.issues.length > 0) throw invalid(plan.issues);
    const writes = plan.rows.flatMap(({ measureId, outcome, after }, index) => {
      const reading = readings[index];
      return outcome === 'same' || !after || !reading
        ? []
        : [{ measureId, span: reading.span, period: periodDate(reading.period), ...after }];
    });
    if (writes.length === 0) return plan.rows;
    await rows(tx, INSERT_READINGS, [JSON.stringify(writes), recorded, recorder.userId]);
    const measureIds = [...new Set(writes.map(({ measureId }) => measureId))];
    await this.section.refreshMeasures(tx, recorder, measureIds, authorIds);
    const count = (outcome: Outcome) => plan.rows.filter((planned) => planned.outcome === outcome).length;
    await this.audit.append(tx, recorder.audit, {
      action: 'reading.recorded',
      subjectKind: 'programme',
      subjectId: programmeId,
      programmeId,
      detail: {
        recorded,
        measures: measureIds.length,
        new: count('new'),
        changed: count('changed'),
        restated: count('restated'),
      },
    });
    return plan.rows;
  }

  /** What {@link record} would do, without doing it. Two statements for any number of readings. */
  async plan(
    tx: Tx,
    actor: Actor,
    programmeId: string,
    readings: readonly ReadingInput[],
  ): Promise<ReadingsPlan> {
    mayRecord(actor, programmeId);
    return this.compare(tx, programmeId, readings);
  }

  private async compare(
    tx: Tx,
    programmeId: string,
    readings: readonly ReadingInput[],
  ): Promise<ReadingsPlan> {
    const asked = readings.map(({ measureId, span, period }, n) => ({
      n,
      measureId,
      span,
      period: periodDate(period),
    }));
    const known = await rows<KnownRow>(tx, READ_KNOWN, [programmeId, JSON.stringify(asked)]);
    // What is not known yet was never approved.
    const approved = await approvedParts(
      tx,
      readings.filter((_, index) => known[index]?.known).map(({ measureId }) => measureId),
    );
    const today = this.clock.today();
    const first = new Map<string, number>();
    const issues: ProblemIssue[] = [];
    const planned = readings.map((reading, index): PlannedReading => {
      const { measureId } = reading;
      const refuse = (path: string, message: string): PlannedReading => {
        issues.push({ path: `readings[${index}].${path}`, message });
        return { measureId, outcome: 'refused', before: null, after: null };
      };
      const row = known[index];
      const start = periodDate(reading.period);
      if (!row?.found) return refuse('measureId', 'There is no such measure in this programme.');
      if (start > today) return refuse('period', 'This period has not begun.');
      const key = `${measureId} ${reading.span} ${start}`;
      const earlier = first.get(key);
      if (earlier !== undefined)
        return refuse('period', `The same measure and period stand at readings[${earlier}].`);
      first.set(key, index);
      const before: Known | null = row.known && {
        ...row.known,
        approved: (approved.get(measureId) ?? []).some(
          ({ knownTo, endsOn }) => knownTo >= (row.known?.recorded ?? 0) && endsOn >= start,
        ),
      };
      const plan = planReading(reading, row, before);
      if ('wrong' in plan) return refuse(plan.wrong.path, plan.wrong.message);
      return { measureId, outcome: plan.outcome, before: row.known && saidOf(row.known), after: plan.said };
    });
    return { rows: planned, issues };
  }
}

/** By measure. */
async function approvedParts(
  tx: Tx,
  measureIds: readonly string[],
): Promise<ReadonlyMap<string, readonly ApprovedPart[]>> {
  const approved = new Map<string, ApprovedPart[]>();
  if (measureIds.length === 0) return approved;
  const groups = await rows<{ measureIds: string[]; parts: ApprovedPart[] }>(tx, READ_APPROVED, [
    [...new Set(measureIds)],
  ]);
  for (const { measureIds: members, parts } of groups)
    for (const id of members) approved.set(id, [...(approved.get(id) ?? []), ...parts]);
  return approved;
}

function saidOf({ recorded: _, ...said }: Said & { recorded: number }): Said {
  return said;
}

/** Their programme, and theirs to record in: absent and forbidden look the same to whoever does not see it. */
function mayRecord(actor: Actor, programmeId: string): void {
  if (!actor.can('measure.read', programmeId)) throw notFound('programme');
  requirePermission(actor, 'reading.record', programmeId);
}
