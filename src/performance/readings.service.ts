import { Injectable } from '@nestjs/common';
import { requirePermission, type Actor } from '../identity/index.js';
import { Audit, Clock, invalid, notFound, rows, type Tx } from '../platform/index.js';
import { nextRecorded } from './measure-ledger.js';
import type { ReadingInput } from './measures.input.js';
import { MeasuresSection, type Recorder } from './measures-section.js';
import { periodDate, periodEnd, periodLabel, type Frequency, type Span } from './period.rules.js';
import {
  planReadings,
  type Outcome,
  type ReadingChange,
  type ReadingsPlan,
  type ReadingValue,
  type RecordedFigure,
} from './reading.rules.js';
import { INSERT_AUTHORS, INSERT_READINGS, READ_APPROVED, READ_NEWEST } from './readings.sql.js';

/** A measure and one of its periods. */
export interface FigureKey {
  measureId: string;
  span: Span;
  /** First day of the month, or of the year. */
  period: string;
}

interface NewestRow {
  found: boolean;
  unit: RecordedFigure['measure']['unit'];
  decimals: number;
  belowZero: boolean | null;
  frequency: Frequency;
  newest: (ReadingValue & { recorded: number }) | null;
}

/** An approved part of a report: up to which number it knows the figures, and the last day of its period. */
interface ApprovedPart {
  knownTo: number;
  endsOn: string;
}

/** Of so many figures the audit trail says which they are; of the others how many. */
const MOST_NAMED = 50;

/** Records readings: all of a request or nothing. */
@Injectable()
export class ReadingsService {
  constructor(
    private readonly section: MeasuresSection,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /**
   * Records readings in the caller's transaction, by a person. Drafts that print them follow; submitted and approved parts stay as they
   * are. A reading equal to the newest one writes nothing.
   * @returns what became of each.
   * @throws Problem 404 not their programme · 403 · 422 with every reading that cannot be recorded; nothing is written then.
   */
  async record(
    tx: Tx,
    actor: Actor,
    programmeId: string,
    readings: readonly ReadingInput[],
  ): Promise<readonly ReadingChange[]> {
    mayRecord(actor, programmeId);
    return this.write(tx, actor, programmeId, readings);
  }

  /**
   * {@link record} without a permission check, for figures that were approved elsewhere in the product.
   * @param authorIds whose figures they are beside the recorder's; they may not approve the drafts that print them.
   */
  async write(
    tx: Tx,
    recorder: Recorder,
    programmeId: string,
    readings: readonly ReadingInput[],
    authorIds: readonly string[] = [],
  ): Promise<readonly ReadingChange[]> {
    // The ledger is locked before anything is read, so that of two people who record the same figure the second sees the first one's.
    const recorded = await nextRecorded(tx, programmeId);
    const { changes, issues } = await this.plan(tx, programmeId, readings);
    if (issues.length > 0) throw invalid(issues);
    const planned = changes.filter((change) => change !== null);
    await this.insert(tx, recorder, programmeId, recorded, planned, authorIds);
    return planned;
  }

  /** Plans what {@link write} would do. Checks no permission, writes nothing; two statements for any number of readings. */
  async plan(tx: Tx, programmeId: string, readings: readonly ReadingInput[]): Promise<ReadingsPlan> {
    const keys = readings.map(({ measureId, span, period }) => ({
      measureId,
      span,
      period: periodDate(period),
    }));
    return planReadings(readings, await this.lookUp(tx, programmeId, keys), this.clock.today());
  }

  /**
   * What is recorded for each of these figures, in two statements.
   * @returns in the same order; null where the programme has no such measure.
   */
  async lookUp(
    tx: Tx,
    programmeId: string,
    keys: readonly FigureKey[],
  ): Promise<readonly (RecordedFigure | null)[]> {
    const numbered = keys.map((key, n) => ({ n, ...key }));
    const found = await rows<NewestRow>(tx, READ_NEWEST, [programmeId, JSON.stringify(numbered)]);
    // A figure that is not recorded yet was never approved.
    const approved = await approvedParts(
      tx,
      keys.filter((_, index) => found[index]?.newest).map(({ measureId }) => measureId),
    );
    return keys.map(({ measureId, span, period }, index) => {
      const row = found[index];
      if (!row?.found) return null;
      const { unit, decimals, belowZero, frequency } = row;
      const measure = { unit, decimals, belowZero, frequency };
      if (row.newest === null) return { measure, newest: null, approved: false };
      const { recorded, ...newest } = row.newest;
      const parts = approved.get(measureId) ?? [];
      // A quarter is printed when it has ended.
      const printedFrom = span === 'quarter' ? periodEnd(periodLabel(span, period)) : period;
      return {
        measure,
        newest,
        approved: parts.some(({ knownTo, endsOn }) => knownTo >= recorded && endsOn >= printedFrom),
      };
    });
  }

  /**
   * Inserts planned changes, brings the drafts that print them up to date, and audits.
   * @param authorIds whose figures they are beside the recorder's.
   * @param recorded the number from {@link nextRecorded}, taken before the changes were planned: the ledger is locked since then.
   */
  async insert(
    tx: Tx,
    recorder: Recorder,
    programmeId: string,
    recorded: string,
    changes: readonly ReadingChange[],
    authorIds: readonly string[] = [],
  ): Promise<void> {
    const writes = changes
      .filter(({ outcome }) => outcome !== 'same')
      .map(({ measureId, span, period, after }) => ({ measureId, span, period, ...after }));
    if (writes.length === 0) return;
    await rows(tx, INSERT_READINGS, [JSON.stringify(writes), recorded, recorder.userId]);
    if (authorIds.length > 0) await rows(tx, INSERT_AUTHORS, [programmeId, recorded, authorIds]);
    const measureIds = [...new Set(writes.map(({ measureId }) => measureId))];
    await this.section.refreshMeasures(tx, recorder, measureIds);
    const count = (outcome: Outcome) => changes.filter((change) => change.outcome === outcome).length;
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
        // Without values: who reads the trail may be somebody who may not see small numbers.
        figures: writes
          .slice(0, MOST_NAMED)
          .map(({ measureId, span, period }) => ({ measureId, period: periodLabel(span, period), span })),
        ...(writes.length > MOST_NAMED ? { moreFigures: writes.length - MOST_NAMED } : {}),
      },
    });
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

/** A programme that the actor does not see is 404, as one that does not exist. */
function mayRecord(actor: Actor, programmeId: string): void {
  if (!actor.can('measure.read', programmeId)) throw notFound('programme');
  requirePermission(actor, 'reading.record', programmeId);
}
