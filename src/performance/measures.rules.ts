import type { ProblemIssue } from '../platform/index.js';
import { figureFrom } from './figure.rules.js';
import { deriveMeasure, windowOf, type Benchmark } from './derive.rules.js';
import type { MeasureDefinition, MeasuresContent, MeasuresDocument } from './measures.content.js';
import { periodEnd, periodLabel } from './period.rules.js';
import type { Reading, ReadingValue } from './reading.rules.js';
import type { Rebase } from './spc.rules.js';

/** The newest reading of a period, with the one that the last approved part printed where another was recorded since. */
export type ReportedReading = Reading & { before: ReadingValue | null };

/** What one group's part of a report is derived from. */
export interface GroupFacts {
  title: string | null;
  themeId: string | null;
  /** The month that the report is about. */
  month: string;
  asAt: string;
  /** In printed order. */
  measures: readonly {
    id: string;
    definition: MeasureDefinition;
    readings: readonly ReportedReading[];
    benchmarks: readonly Benchmark[];
    rebases: readonly Rebase[];
  }[];
}

/** The part as it is read, approved and sealed. Pure. An override of a measure that left the group is left out. */
export function measuresContentOf(facts: GroupFacts, document: MeasuresDocument): MeasuresContent {
  const { title, themeId, month, asAt, measures } = facts;
  return {
    title,
    themeId,
    commentary: document.commentary,
    window: windowOf(month),
    measures: measures.map((measure) => {
      const override = document.overrides.find(({ measureId }) => measureId === measure.id);
      return deriveMeasure(
        { ...measure, override: override ? { rag: override.rag, reason: override.reason } : null },
        { month, asAt },
      );
    }),
    restatements: measures.flatMap(({ id, definition, readings }) =>
      readings.flatMap(({ before, ...after }) =>
        before !== null && isRestatement(before, after) && wasPrinted(definition, after, month)
          ? [
              {
                measureId: id,
                title: definition.title,
                period: periodLabel(after.span, after.period),
                span: after.span,
                before: figureFrom(before, definition, false),
                after: figureFrom(after, definition, false),
                reason: after.reason,
              },
            ]
          : [],
      ),
    ),
  };
}

/**
 * Whether a target is another than the one before and does not say from which day it counts. Without a day it would count for every report,
 * also for the correction of one that was rated by the target before.
 */
export function lacksFirstDay(before: MeasureDefinition, after: MeasureDefinition): boolean {
  const [was, is] = [before, after].map(({ target: { minimum, upper, from }, tolerance }) =>
    JSON.stringify([minimum, upper, from, minimum === null && upper === null ? null : tolerance]),
  );
  return after.target.from === null && was !== is;
}

/** A quarter or a year that is a period of its measure is printed once it is over: no report before this month's can have had it. */
function wasPrinted(
  { frequency }: Pick<MeasureDefinition, 'frequency'>,
  { span, period }: Pick<Reading, 'span' | 'period'>,
  month: string,
): boolean {
  return span !== frequency || span === 'month' || periodEnd(periodLabel(span, period)) < `${month}-01`;
}

/**
 * Whether the list of restatements explains this change. A figure that was not available before is not a restatement, unless it is
 * marked as restated: the list explains every mark in the table.
 */
function isRestatement(before: ReadingValue, after: ReadingValue): boolean {
  if (before.missingReason === after.missingReason && before.value === after.value) return false;
  const wasMissing = before.missingReason === 'not_collected' || before.missingReason === 'no_data';
  return !wasMissing || after.state === 'restated';
}

/**
 * What is missing before a group of measures can be submitted. Pure. A month without a figure is printed as not available and blocks
 * nothing. A measure without any reading blocks, unless its definition says why there is none.
 */
export function measuresBlockers({ measures }: MeasuresContent): ProblemIssue[] {
  if (measures.length === 0) return [{ path: 'measures', message: 'There is no measure in this group yet.' }];
  return measures.flatMap(({ definition, months, current, baseline }, index) =>
    definition.availabilityNote === null &&
    current === null &&
    baseline === null &&
    months.every(({ state }) => state === null)
      ? [
          {
            path: `measures[${index}]`,
            message: `No reading is recorded for “${definition.title}”. Record a reading, or say in the dictionary why there is none.`,
          },
        ]
      : [],
  );
}
