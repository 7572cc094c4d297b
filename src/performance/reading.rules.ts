import { rounded, type ProblemIssue } from '../platform/index.js';
import {
  BELOW_ZERO,
  mayBeBelowZero,
  MOST_DECIMALS,
  type MeasureDefinition,
  type MissingReason,
} from './measures.content.js';
import type { ReadingInput } from './measures.input.js';
import { misfitOf, periodDate, type Span } from './period.rules.js';

/** `new`: the first of its measure and period. `changed`: a provisional one, replaced. `restated`: one that was relied on, with a reason. */
export const OUTCOMES = ['new', 'changed', 'restated', 'same'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What a recorded reading holds, without its measure and period. */
export interface ReadingValue {
  missingReason: MissingReason | null;
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  decimals: number;
  asAt: string | null;
  state: 'provisional' | 'validated' | 'restated';
  reason: string | null;
}

/** A recorded reading with its period. */
export interface Reading extends ReadingValue {
  span: Span;
  /** First day of the month, of the quarter, or of the year. */
  period: string;
}

/** What is recorded for one measure and period, and what a new reading of it depends on. */
export interface RecordedFigure {
  /** Of the measure's newest definition. */
  measure: Pick<MeasureDefinition, 'unit' | 'decimals' | 'belowZero' | 'frequency'>;
  /** Null when nothing is recorded yet. */
  newest: ReadingValue | null;
  /** The newest reading stands in an approved part of a report. */
  approved: boolean;
}

/** What one reading changes. */
export interface ReadingChange {
  measureId: string;
  span: Span;
  /** First day of the month, or of the year. */
  period: string;
  outcome: Outcome;
  /** Null for a first reading. */
  before: ReadingValue | null;
  after: ReadingValue;
}

/** What recording some readings changes. */
export interface ReadingsPlan {
  /** One for each reading, in the order given; null for one that cannot be recorded. */
  changes: readonly (ReadingChange | null)[];
  /** Why not, by the place of the reading: `readings[12].value`. */
  issues: readonly ProblemIssue[];
}

/**
 * Plans what recording these readings changes. Pure.
 * @param recorded of each reading, in the same order; null = there is no such measure in the programme.
 * @param today as an ISO date. A period that begins later is refused.
 */
export function planReadings(
  readings: readonly ReadingInput[],
  recorded: readonly (RecordedFigure | null)[],
  today: string,
): ReadingsPlan {
  const seenAt = new Map<string, number>();
  const plan = (reading: ReadingInput, index: number): ReadingChange | ProblemIssue => {
    const { measureId, span } = reading;
    const period = periodDate(reading.period);
    const figure = recorded[index];
    if (!figure) return { path: 'measureId', message: 'There is no such measure in this programme.' };
    const misfit = misfitOf(figure.measure.frequency, span, reading.period);
    if (misfit !== null) return { path: 'period', message: misfit };
    if (period > today) return { path: 'period', message: 'This period has not begun.' };
    const key = `${measureId} ${span} ${period}`;
    const earlier = seenAt.get(key);
    if (earlier !== undefined)
      return { path: 'period', message: `The same measure and period stand at readings[${earlier}].` };
    seenAt.set(key, index);
    const result = planReading(reading, figure);
    return 'path' in result ? result : { measureId, span, period, before: figure.newest, ...result };
  };
  const issues: ProblemIssue[] = [];
  const changes = readings.map((reading, index) => {
    const result = plan(reading, index);
    if (!('path' in result)) return result;
    issues.push({ ...result, path: `readings[${index}].${result.path}` });
    return null;
  });
  return { changes, issues };
}

/** The value that numerator and denominator make: a percentage, or for other units a mean. Rounded to the decimals of any figure. */
export function quotient(numerator: number, denominator: number, unit: MeasureDefinition['unit']): number {
  return rounded(((unit === 'percent' ? 100 : 1) * numerator) / denominator, MOST_DECIMALS);
}

const REASON_MISSING: ProblemIssue = {
  path: 'reason',
  message: 'This figure is recorded and was relied on. Say why it changes.',
};

/**
 * Plans one reading. Pure.
 * A validated figure, or one in an approved report, changes only with a reason and becomes "restated".
 * A reading equal to the newest one changes nothing; a validated figure does not become provisional again.
 * @returns the change, or what is wrong with which field.
 */
export function planReading(
  input: ReadingInput,
  { measure, newest, approved }: RecordedFigure,
): Pick<ReadingChange, 'outcome' | 'after'> | ProblemIssue {
  const after = valueOf(input, measure);
  if ('path' in after) return after;
  if (newest === null)
    return after.state === 'restated' && after.reason === null ? REASON_MISSING : { outcome: 'new', after };
  if (isSameFigure(newest, after)) return confirm(input, after, newest);
  if (newest.state === 'provisional' && !approved && after.state !== 'restated')
    return { outcome: 'changed', after };
  if (after.reason === null) return REASON_MISSING;
  return { outcome: 'restated', after: { ...after, state: 'restated' } };
}

/** Works out the value from numerator and denominator where they are given, and checks it against the value that was sent. */
function valueOf(
  { missingReason, value, numerator, denominator, asAt, state, reason, ...input }: ReadingInput,
  measure: RecordedFigure['measure'],
): ReadingValue | ProblemIssue {
  const computed =
    numerator === null || denominator === null ? value : quotient(numerator, denominator, measure.unit);
  const wrong = unfit(computed, measure, numerator !== null);
  if (wrong !== undefined) return { path: 'value', message: wrong };
  // A count that is a whole number is printed as one, whatever was asked for.
  const whole = measure.unit === 'count' && computed !== null && Number.isInteger(computed);
  const decimals = whole ? 0 : (input.decimals ?? measure.decimals);
  const rest = { missingReason, numerator, denominator, decimals, asAt, state, reason };
  if (computed === null || numerator === null || denominator === null) return { ...rest, value };
  if (value !== null && Math.abs(value - computed) > 0.5 * 10 ** -decimals + 1e-9)
    return { path: 'value', message: `${numerator} of ${denominator} is ${computed}, not ${value}.` };
  return { ...rest, value: computed };
}

/** What a measure cannot be. A count with its parts is a mean, and may be a fraction. */
function unfit(
  value: number | null,
  measure: RecordedFigure['measure'],
  isMean: boolean,
): string | undefined {
  if (value === null) return undefined;
  if (value < 0 && !mayBeBelowZero(measure)) return `${value} is below zero. ${BELOW_ZERO}`;
  if (measure.unit === 'count' && !isMean && !Number.isInteger(value))
    return `${value} is not a whole number, and this measure is a count.`;
  return undefined;
}

function isSameFigure(a: ReadingValue, b: ReadingValue): boolean {
  const sameParts =
    a.numerator === null ||
    b.numerator === null ||
    (a.numerator === b.numerator && a.denominator === b.denominator);
  return a.missingReason === b.missingReason && a.value === b.value && sameParts;
}

/** The figure is the newest one again: it may become validated, or gain what was not given before. */
function confirm(
  input: ReadingInput,
  sent: ReadingValue,
  newest: ReadingValue,
): Pick<ReadingChange, 'outcome' | 'after'> {
  const isValidated = newest.state === 'provisional' && sent.state === 'validated';
  const after: ReadingValue = {
    ...sent,
    numerator: sent.numerator ?? newest.numerator,
    denominator: sent.denominator ?? newest.denominator,
    decimals: input.decimals ?? newest.decimals,
    asAt: sent.asAt ?? newest.asAt,
    state: isValidated ? 'validated' : newest.state,
    reason: isValidated ? sent.reason : newest.reason,
  };
  const unchanged =
    !isValidated &&
    after.asAt === newest.asAt &&
    after.decimals === newest.decimals &&
    after.numerator === newest.numerator;
  return { outcome: unchanged ? 'same' : 'changed', after };
}
