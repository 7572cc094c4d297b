import { rounded } from '../../platform/index.js';
import { readingInput, type ReadingInput } from '../measures.input.js';
import { printedDecimals } from '../figure.rules.js';
import type { MeasureDefinition } from '../measures.content.js';
import { periodLabel } from '../period.rules.js';
import type { ReadingValue } from '../reading.rules.js';
import type { FileFigure } from './import-findings.js';

/** A figure with its measure and period, wherever it was written. */
type WrittenFigure = Omit<FileFigure, 'row' | 'column' | 'measure'> & {
  measure: { id: string } & Pick<MeasureDefinition, 'decimals' | 'unit'>;
};

/** What a person decides for a whole file. */
export interface ImportChoices {
  /** The as-at date of the file. */
  asAt: string;
  /** What a new figure counts as where the file does not say it; null = provisional, and what is known keeps its state. */
  state: 'provisional' | 'validated' | null;
  /** Why known figures change, where a row has no reason of its own. */
  reason: string | null;
  /** The cells whose doubtful figures a person accepts. */
  accepted: readonly string[];
}

/**
 * Whether a figure of the file is the newest reading, as it was given or as a report prints it: 63.6% is 7 of 11, and 90 is 90.0. A file
 * holds printed figures; the reading may have more digits, and numerator and denominator.
 */
function printsTheSame({ figure, measure }: WrittenFigure, newest: ReadingValue): boolean {
  if (figure.missingReason !== newest.missingReason) return false;
  if (figure.missingReason !== null) return true;
  const { value } = newest;
  if (figure.value === null || value === null) return false;
  const parts =
    figure.numerator === null ||
    newest.numerator === null ||
    (figure.numerator === newest.numerator && figure.denominator === newest.denominator);
  const places = [newest.decimals, printedDecimals(newest, measure)];
  return (
    parts &&
    (figure.value === value ||
      (places.includes(figure.decimals) && figure.value === rounded(value, figure.decimals)))
  );
}

/**
 * Makes a reading of a figure of the file. Pure.
 * Where the figure is the same as the newest reading, what the file does not give (date, state, numerator) is taken from there.
 * @param newest null for a first reading.
 */
export function readingOf(
  inFile: WrittenFigure,
  newest: ReadingValue | null,
  choices: ImportChoices,
): ReadingInput {
  const { figure, measure, span, period } = inFile;
  const same = newest !== null && printsTheSame(inFile, newest);
  const value = same && figure.numerator === null ? newest.value : figure.value;
  return {
    measureId: measure.id,
    span,
    period: periodLabel(span, period),
    missingReason: figure.missingReason,
    value,
    numerator: figure.numerator,
    denominator: figure.denominator,
    decimals: same ? newest.decimals : figure.missingReason === null ? figure.decimals : null,
    asAt: figure.asAt ?? (same ? newest.asAt : inFile.open ? choices.asAt : null),
    state:
      figure.state ??
      (inFile.provisional ? 'provisional' : (choices.state ?? (same ? newest.state : 'provisional'))),
    reason: inFile.reason,
  };
}

/** What is wrong with a reading by itself, in the words of the API. */
export function wrongOf(reading: ReadingInput): string | undefined {
  const read = readingInput.safeParse(reading);
  return read.success ? undefined : read.error.issues.map(({ message }) => message).join(' ');
}
