import { MOST_DECIMALS, type MeasureDefinition, type Nothing } from './measures.content.js';
import type { ReadingInput } from './measures.input.js';

/** `new`: the first of its measure and period. `changed`: a provisional one, replaced. `restated`: one that was relied on, with a reason. */
export const OUTCOMES = ['new', 'changed', 'restated', 'same'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What a reading says, without where it belongs. */
export interface Said {
  nothing: Nothing | null;
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  decimals: number;
  asAt: string | null;
  state: 'provisional' | 'validated' | 'restated';
  reason: string | null;
}

/** What is known of one figure so far. */
export type Known = Said & {
  /** It stands in a part of a report that was approved. */
  approved: boolean;
};

type Planned = { outcome: Outcome; said: Said } | { wrong: { path: string; message: string } };

/** The value that numerator and denominator make: a percentage in hundredths, anything else as a mean. To the places of any figure. */
export function quotient(numerator: number, denominator: number, unit: MeasureDefinition['unit']): number {
  return Number((((unit === 'percent' ? 100 : 1) * numerator) / denominator).toFixed(MOST_DECIMALS));
}

/**
 * What recording one reading comes to. Pure.
 * A figure that was validated, or that an approved report relies on, changes only with a reason and is "restated" from then on.
 * One that says what is known already changes nothing; a validated figure does not become provisional again.
 */
export function planReading(
  input: ReadingInput,
  measure: Pick<MeasureDefinition, 'unit' | 'decimals'>,
  known: Known | null,
): Planned {
  const decimals = input.decimals ?? measure.decimals;
  let { value } = input;
  if (input.numerator !== null && input.denominator !== null) {
    const computed = quotient(input.numerator, input.denominator, measure.unit);
    if (value !== null && Math.abs(value - computed) > 0.5 * 10 ** -decimals + 1e-9)
      return {
        wrong: {
          path: 'value',
          message: `${input.numerator} of ${input.denominator} is ${computed}, not ${value}.`,
        },
      };
    value = computed;
  }
  const said: Said = {
    nothing: input.nothing,
    value,
    numerator: input.numerator,
    denominator: input.denominator,
    decimals,
    asAt: input.asAt,
    state: input.state,
    reason: input.reason,
  };
  const reasonMissing = {
    wrong: {
      path: 'reason',
      message: 'This figure is known and was relied on. Say why it changes.',
    },
  };
  if (known === null) {
    if (said.state === 'restated' && said.reason === null) return reasonMissing;
    return { outcome: 'new', said };
  }
  const reliedOn = known.state !== 'provisional' || known.approved;
  const sameFigure =
    known.nothing === said.nothing &&
    known.value === said.value &&
    (said.numerator === null ||
      known.numerator === null ||
      (known.numerator === said.numerator && known.denominator === said.denominator));
  if (sameFigure) {
    const state = known.state === 'provisional' && said.state === 'validated' ? 'validated' : known.state;
    const kept: Said = {
      ...said,
      numerator: said.numerator ?? known.numerator,
      denominator: said.denominator ?? known.denominator,
      decimals: input.decimals ?? known.decimals,
      asAt: said.asAt ?? known.asAt,
      state,
      reason: state === known.state ? known.reason : said.reason,
    };
    const unchanged =
      kept.state === known.state &&
      kept.asAt === known.asAt &&
      kept.decimals === known.decimals &&
      kept.numerator === known.numerator;
    return { outcome: unchanged ? 'same' : 'changed', said: kept };
  }
  if (!reliedOn && said.state !== 'restated') return { outcome: 'changed', said };
  if (said.reason === null) return reasonMissing;
  return { outcome: 'restated', said: { ...said, state: 'restated' } };
}
