import { readingInput, type ReadingInput } from '../measures.input.js';
import { periodLabel } from '../period.rules.js';
import type { Said } from '../reading.rules.js';
import type { Placed } from './placing.js';

/** What a person decides for a whole file. */
export interface ImportChoices {
  /** The day whose state of affairs the file tells. */
  asAt: string;
  /** What a new figure counts as where the file does not say it; null = provisional, and what is known keeps its state. */
  state: 'provisional' | 'validated' | null;
  /** Why known figures change, where a row has no reason of its own. */
  reason: string | null;
}

/**
 * Whether a figure of the file says what is known, as far as it is printed: 63.6% is 7 of 11. A file holds printed figures; what
 * is known may hold more digits, and numerator and denominator.
 */
function printsTheSame({ figure }: Placed, before: Said): boolean {
  if (figure.nothing !== before.nothing) return false;
  if (figure.nothing !== null) return true;
  if (figure.decimals !== before.decimals || figure.value === null || before.value === null) return false;
  const parts =
    figure.numerator === null ||
    before.numerator === null ||
    (figure.numerator === before.numerator && figure.denominator === before.denominator);
  return parts && figure.value.toFixed(figure.decimals) === before.value.toFixed(before.decimals);
}

/**
 * The reading that a figure of the file comes to. Pure.
 * What the file does not say (date, state, numerator) stays as it is known where the figure is the same.
 * @param before what is known of it; null for a first reading.
 */
export function readingOf(placed: Placed, before: Said | null, choices: ImportChoices): ReadingInput {
  const { figure, measure, span, period } = placed;
  const same = before !== null && printsTheSame(placed, before);
  const value = same && figure.numerator === null ? before.value : figure.value;
  return {
    measureId: measure.id,
    span,
    period: periodLabel(span, period),
    nothing: figure.nothing,
    value,
    numerator: figure.numerator,
    denominator: figure.denominator,
    decimals: same ? before.decimals : figure.nothing === null ? figure.decimals : null,
    asAt: figure.asAt ?? (same ? before.asAt : placed.open ? choices.asAt : null),
    state:
      figure.state ??
      (placed.provisional ? 'provisional' : (choices.state ?? (same ? before.state : 'provisional'))),
    reason: placed.reason,
  };
}

/** What is wrong with a reading in itself, as the API would say it. */
export function wrongOf(reading: ReadingInput): string | undefined {
  const read = readingInput.safeParse(reading);
  return read.success ? undefined : read.error.issues.map(({ message }) => message).join(' ');
}
