import type { ProblemIssue } from '../platform/index.js';
import { deriveMeasure, windowOf, type BenchmarkReading, type Reading } from './derive.rules.js';
import type { Figure, MeasureDefinition, MeasuresContent, MeasuresDocument } from './measures.content.js';
import { periodLabel } from './period.rules.js';
import type { Rebase } from './spc.rules.js';

/** A reading as it is known, with what the last approved part knew of it where that has changed since. */
export type KnownReading = Reading & { before: Omit<Reading, 'span' | 'period'> | null };

/** What one group's part of a report is worked out from. */
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
    readings: readonly KnownReading[];
    benchmarks: readonly BenchmarkReading[];
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
        before !== null && restated(before, after)
          ? [
              {
                measureId: id,
                title: definition.title,
                period: periodLabel(after.span, after.period),
                span: after.span,
                before: figureOf(before),
                after: figureOf(after),
                reason: after.reason,
              },
            ]
          : [],
      ),
    ),
  };
}

/**
 * Something was said, and it is not what is said now. A figure that was still awaited has merely arrived, unless it is marked as
 * restated: what the table marks, the list explains.
 */
function restated(before: KnownReading['before'] & object, after: Omit<Reading, 'span' | 'period'>): boolean {
  if (before.nothing === after.nothing && before.value === after.value) return false;
  const awaited = before.nothing === 'not_collected' || before.nothing === 'no_data';
  return !awaited || after.state === 'restated';
}

function figureOf({
  nothing,
  value,
  decimals,
  numerator,
  denominator,
  asAt,
  state,
}: Omit<Reading, 'span' | 'period'>): Figure {
  return { nothing, value, decimals, numerator, denominator, asAt, state, partMonth: false };
}

/**
 * What is missing before a group of measures can be submitted. Pure. A month without a figure is printed as not available and stops
 * nobody; a measure of which nothing at all is known, and nobody says why, does.
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
            message: `Nothing was ever recorded of “${definition.title}”. Record a reading, or say in the dictionary why there is none.`,
          },
        ]
      : [],
  );
}
