import { z } from 'zod';
import { canonicalJson, narrative, oneLine, sha256Hex } from '../../platform/index.js';
import type { ReadingInput } from '../measures.input.js';
import { periodLabel, type Span } from '../period.rules.js';
import {
  planReadings,
  type ReadingChange,
  type ReadingValue,
  type RecordedFigure,
} from '../reading.rules.js';
import { doubtsOf, type UsualFigure } from './doubts.rules.js';
import { parseFigure, typedFigure, type FigureRules } from './figure-text.js';
import { readingOf, wrongOf } from './import.rules.js';
import { isOpen } from './import-findings.js';

/** A figure as somebody typed it into a table. */
export interface FigureEntry {
  measureId: string;
  span: Span;
  /** First day of the month, or of the year. */
  period: string;
  text: string;
  /** Why this one changes; null = the reason for all, if any. */
  reason: string | null;
  /** Somebody else recorded this figure meanwhile, and it is to stay so. */
  leave: boolean;
  /** It can hardly be true, and a person says that it is. */
  accepted: boolean;
}

/** What a person decides for all the figures of a table. */
export const entryChoices = z.strictObject({
  state: z.enum(['provisional', 'validated']).default('provisional'),
  reason: narrative(2000).nullable().default(null).describe('Why figures that were relied on change.'),
});
export type EntryChoices = z.infer<typeof entryChoices>;

/** What is known of the place that an entry is about. */
export interface EntryFacts {
  measure: { id: string; title: string; reference: string | null } & FigureRules;
  /** The figure of another section that it comes from. */
  fedBy: string | null;
  /** What the person who typed had read there. */
  seen: ReadingValue | null;
  /** Who recorded another figure since it was read, as `name (job title)`. */
  changedBy: string | null;
  /** That was the person who types now, in another window or by another way. */
  changedByReader: boolean;
  recorded: RecordedFigure;
}

/** What recording one entry changes. */
export interface EntryChange {
  /** Its place among the entries. */
  entry: number;
  measure: EntryFacts['measure'];
  change: ReadingChange;
  /** It was relied on, and no reason is given yet. */
  lacksReason: boolean;
  /** Another figure was recorded since it was read, by somebody else or by the same person (`own`). */
  meanwhile: { by: string; own: boolean; seen: ReadingValue | null } | null;
  /** Why it can hardly be true, as of a figure in a file; null where nothing speaks against it. */
  doubt: string | null;
}

/** What recording a table changes. */
export interface EntriesPlan {
  /** Of every change, without its reason: what is confirmed is what was looked at. */
  hash: string;
  changes: readonly EntryChange[];
  problems: readonly EntryProblem[];
}

/** Why an entry cannot be recorded. */
export interface EntryProblem {
  /** Its place among the entries. */
  entry: number;
  /** Null where the programme has no such measure. */
  measure: EntryFacts['measure'] | null;
  message: string;
  /** It comes from another section. */
  locked: boolean;
}

/** Stands in for a reason that is still to be given, so that what it will change can be shown. */
const REASON_TO_COME = '…';

/**
 * What recording a table of typed figures changes. A cell that says what was read there is passed over, whatever was recorded since.
 * Pure.
 * @param facts of each entry, in the same order; null = the programme has no such measure.
 * @param usual what is recorded of the months before.
 * @param asAt of the report.
 */
export function planEntries(
  entries: readonly FigureEntry[],
  facts: readonly (EntryFacts | null)[],
  choices: EntryChoices,
  usual: readonly UsualFigure[],
  { asAt, today }: { asAt: string; today: string },
): EntriesPlan {
  const problems: EntryProblem[] = [];
  const read = entries.flatMap((entry, n) => {
    const found = facts[n] ?? null;
    const result = readEntry(entry, found, choices, asAt);
    if (typeof result === 'string')
      problems.push({
        entry: n,
        measure: found?.measure ?? null,
        message: result,
        locked: found !== null && found.fedBy !== null,
      });
    return found === null || result === null || typeof result === 'string'
      ? []
      : [{ entry: n, facts: found, input: result }];
  });
  const recorded = read.map((one) => one.facts.recorded);
  const inputs = read.map(({ input }) => input);
  const reasonAsked = asksReason(planReadings(inputs, recorded, today).issues);
  const lacks = (n: number): boolean => reasonAsked.has(n) && choices.reason === null;
  const { changes, issues } = planReadings(
    inputs.map((input, n) =>
      reasonAsked.has(n) ? { ...input, reason: choices.reason ?? REASON_TO_COME } : input,
    ),
    recorded,
    today,
  );
  for (const { path, message } of issues) {
    const at = read[placeOf(path)];
    if (at) problems.push({ entry: at.entry, measure: at.facts.measure, message, locked: false });
  }
  const figures = read.map(({ entry, facts: { measure }, input: { span, period, ...figure } }) => ({
    entry,
    measure,
    span,
    period: entries[entry]?.period ?? period,
    figure,
  }));
  const doubts = new Map(doubtsOf(figures, usual).map(({ figure, reason }) => [figure.entry, reason]));
  const planned = read.flatMap(
    ({ entry, facts: { measure, seen, changedBy, changedByReader } }, n): EntryChange[] => {
      const change = changes[n];
      if (!change || change.outcome === 'same') return [];
      return [
        {
          entry,
          measure,
          change,
          lacksReason: lacks(n),
          meanwhile: changedBy === null ? null : { by: changedBy, own: changedByReader, seen },
          doubt: doubts.get(entry) ?? null,
        },
      ];
    },
  );
  return { hash: hashOf(planned), changes: planned, problems };
}

const placeOf = (path: string): number => Number(/^readings\[(\d+)\]/.exec(path)?.[1]);

/** The places whose only fault is that no reason is given. */
const asksReason = (issues: readonly { path: string }[]): ReadonlySet<number> =>
  new Set(issues.filter(({ path }) => path.endsWith('.reason')).map(({ path }) => placeOf(path)));

const hashOf = (changes: readonly EntryChange[]): string =>
  sha256Hex(
    canonicalJson(
      changes.map(({ change: { after, ...change } }) => ({ ...change, after: { ...after, reason: null } })),
    ),
  );

/** @returns the reading, what is wrong with it, or null when the cell says what was read there. */
function readEntry(
  { measureId, span, period, text: typed, reason }: FigureEntry,
  facts: EntryFacts | null,
  { state }: EntryChoices,
  asAt: string,
): ReadingInput | string | null {
  if (facts === null) return 'There is no such measure in this programme.';
  const { unit } = facts.measure;
  const text = oneLine(typed);
  const seen = typedFigure(facts.seen, unit);
  if (text === seen) return null;
  if (facts.fedBy !== null) return 'This figure comes from another section of the report.';
  const figure = parseFigure(text, facts.measure);
  if (figure === null)
    return `A figure that was recorded cannot be taken away. Put ${seen} back, or write - for no data.`;
  if ('reason' in figure) return figure.reason;
  if (period > asAt) return `${periodLabel(span, period)} begins after the as-at date, ${asAt}.`;
  const open = isOpen(span, period, asAt);
  const input = readingOf(
    {
      measure: { ...facts.recorded.measure, id: measureId },
      span,
      period,
      figure: { ...figure, numerator: null, denominator: null, asAt: null, state: null },
      reason,
      open,
      provisional: open,
    },
    facts.recorded.newest,
    { asAt, state, reason: null, accepted: [] },
  );
  return wrongOf(input) ?? input;
}
