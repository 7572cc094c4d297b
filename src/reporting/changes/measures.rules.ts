import { comparable, movementBetween, type MeasuresContent } from '../../performance/index.js';
import { number, periodWords, withUnit } from '../edition/figure.words.js';
import { ratingView } from '../edition/words.js';
import type { Sealed, SnapshotSection } from '../snapshot.js';
import type { ChangeItem, Told } from './changes.js';
import { entriesOf, inBoth, placeOf, quoted, sectionsOf, type Pair } from './pair.js';
import { ragMove, toldRating } from './ratings.rules.js';

type Content = Sealed<MeasuresContent>;
type Measure = Content['measures'][number];
type Restatement = Content['restatements'][number];
type Unit = Measure['definition']['unit'];
type Span = Restatement['span'];

/** A figure and the time that it is about. */
interface Cell {
  figure: Pick<Restatement['after'], 'nothing' | 'value' | 'decimals' | 'state' | 'partMonth'>;
  span: Span;
  /** `2020-01`, `2018/19` */
  period: string;
}

const measuresIn = ({ measures }: Content): readonly Measure[] => measures;

/**
 * Ratings and figures of measures that both reports print. A measure that is missing in one of them, or has a figure there that is
 * suppressed, is compared with nothing.
 */
export function measureChanges(pair: Pair): ChangeItem[] {
  return inBoth(pair, 'measures', measuresIn).flatMap(({ was, now, section }) => [
    ...ratingChange(was, now, section),
    ...figureChange(was, now, section),
  ]);
}

/** A rating whose figure is suppressed would say where that figure lies. */
function ratingChange(was: Measure, now: Measure, section: SnapshotSection): ChangeItem[] {
  const direction = ragMove(was.rag.printed, now.rag.printed);
  if (direction === null || [was, now].some(({ current }) => current?.nothing === 'suppressed')) return [];
  const { title } = now.definition;
  const word = (measure: Measure) => ratingView(measure.rag.printed).word;
  return [
    {
      kind: 'measure_rating',
      direction,
      ...placeOf(section, now.id),
      title,
      was: toldRating(was.rag.printed),
      now: toldRating(now.rag.printed),
      sentence: `${quoted(title)} was rated ${word(was)} and is now rated ${word(now)}.`,
    },
  ];
}

/** Better or worse by more than the dead band, from the last figure of the one report to that of the other. */
function figureChange(was: Measure, now: Measure, section: SnapshotSection): ChangeItem[] {
  const { title, unit } = now.definition;
  const [from, to] = comparedOf(was, now) ?? [];
  if (!from || !to || from.figure.value === null || to.figure.value === null) return [];
  const { performance } = movementBetween(from.figure.value, to.figure.value, now.definition);
  if (performance === null || performance === 'same') return [];
  const [before, after] = [toldFigure(from, unit), toldFigure(to, unit)];
  return [
    {
      kind: 'measure_figure',
      direction: performance,
      ...placeOf(section, now.id),
      title,
      was: before,
      now: after,
      sentence: `${quoted(title)} got ${performance}: it was ${withTime(before)} and is ${withTime(after)}.`,
    },
  ];
}

/**
 * The two figures that can be held against each other: of a month (or of a day in it), the last one that each report prints, unless both
 * print the same month, which would be a restatement. Two years to date are compared only when they are of the same month of different
 * years: within a year they contain each other, which is no trend. Null for a measure that is not counted as it was.
 */
function comparedOf(was: Measure, now: Measure): [Cell, Cell] | null {
  if (!isCountedAlike(was.definition, now.definition)) return null;
  if (now.definition.cellBasis !== 'cumulative') {
    const [from, to] = [lastMonth(was), lastMonth(now)];
    return from && to && from.period < to.period ? [from, to] : null;
  }
  const [from, to] = [yearToDate(was), yearToDate(now)];
  return from && to && from.period < to.period && from.period.slice(5) === to.period.slice(5)
    ? [from, to]
    : null;
}

/** A formula that was merely written down since is still the same one. */
function isCountedAlike(was: Measure['definition'], now: Measure['definition']): boolean {
  const reworded = (['numerator', 'denominator'] as const).some(
    (key) => was[key] !== null && now[key] !== null && was[key] !== now[key],
  );
  return was.unit === now.unit && was.cellBasis === now.cellBasis && !reworded;
}

/** An older month does not stand in for one that is suppressed. */
function lastMonth({ months, definition }: Measure): Cell | null {
  const last = months.findLast(
    (figure) => comparable(figure, definition.cellBasis) || figure.nothing === 'suppressed',
  );
  return last?.value == null ? null : { figure: last, span: 'month', period: last.month };
}

function yearToDate({ current }: Measure): Cell | null {
  return current?.span !== 'year_to_date' || current.value === null || current.partMonth
    ? null
    : { figure: current, span: 'year_to_date', period: current.month };
}

/** Figures about a time that the earlier report told already, and told otherwise. */
export function restatedFigures(pair: Pair): ChangeItem[] {
  const earlier = entriesOf(pair.before, 'measures', measuresIn);
  return sectionsOf(pair.after, 'measures').flatMap(({ section, content }) =>
    content.measures.flatMap((now) => {
      const was = earlier.get(now.id)?.entry;
      if (!was) return [];
      const printed = cellsOf(was);
      const own = content.restatements.filter(({ measureId }) => measureId === now.id);
      const found = [
        ...printedOtherwise(printed, cellsOf(now)),
        ...listed(own, printed, cellsOf(now), pair.before.period.endsOn.slice(0, 7)),
      ];
      return [...new Map(found.map((one) => [keyOf(one.now), one])).values()].map((one) =>
        restated(one, now, section),
      );
    }),
  );
}

interface Restated {
  /** Null where the earlier report did not print it. */
  was: Cell | null;
  now: Cell;
}

/** A figure of a month that was not over is completed, and not restated. */
function printedOtherwise(before: Map<string, Cell>, after: Map<string, Cell>): Restated[] {
  return [...after].flatMap(([key, now]) => {
    const was = before.get(key);
    return was && isOtherwise(was, now) ? [{ was, now }] : [];
  });
}

const isOtherwise = ({ figure: was }: Cell, { figure: now }: Cell): boolean =>
  was.value !== null && now.value !== null && was.value !== now.value && !was.partMonth;

/**
 * What the later report lists as restated, against the report of the month before: for this reader that is so only where their own
 * report reached that far, and where it does not print the new figure already. What a figure was is taken from what this reader
 * had, never from the list: there it may stand though their report suppressed it.
 */
function listed(
  restatements: readonly Restatement[],
  before: Map<string, Cell>,
  after: Map<string, Cell>,
  reach: string,
): Restated[] {
  return restatements.flatMap(({ period, span, before: old, after: figure }): Restated[] => {
    const now: Cell = { figure, span, period };
    const was = before.get(keyOf(now));
    const printed = after.get(keyOf(now));
    if (figure.value === null || old.nothing === 'suppressed' || firstMonth(now) > reach) return [];
    if (printed && printed.figure.value !== figure.value) return [];
    if (was) return isOtherwise(was, now) ? [{ was, now }] : [];
    return [{ was: null, now }];
  });
}

/** @param cell of a year, which is named by both of its years. */
const firstMonth = ({ span, period }: Cell): string =>
  span === 'year' ? `${period.slice(0, 4)}-04` : period;

function restated({ was, now }: Restated, measure: Measure, section: SnapshotSection): ChangeItem {
  const { title, unit } = measure.definition;
  const [before, after] = [was && toldFigure(was, unit), toldFigure(now, unit)];
  const told = before
    ? `was ${before.text} in the earlier report and is now ${after.text}`
    : `was restated and is now ${after.text}`;
  return {
    kind: 'figure_restated',
    direction: 'neutral',
    ...placeOf(section, measure.id),
    title,
    was: before,
    now: after,
    sentence: `${quoted(title)}: the figure for ${after.of ?? ''} ${told}.`,
  };
}

/** Every figure of its own that a report prints of a measure. */
function cellsOf({ months, current, baseline }: Measure): Map<string, Cell> {
  const cells: Cell[] = [
    ...months.map(({ month, ...figure }): Cell => ({ figure, span: 'month', period: month })),
    ...(baseline ? [{ figure: baseline, span: 'year' as const, period: baseline.year }] : []),
    ...(current?.span === 'year_to_date'
      ? [{ figure: current, span: 'year_to_date' as const, period: current.month }]
      : []),
  ];
  return new Map(cells.map((cell) => [keyOf(cell), cell]));
}

const keyOf = ({ span, period }: Cell): string => `${span}/${period}`;

/** Without the marks of a table, which are explained there: provisional is said in words. */
function toldFigure({ figure, span, period }: Cell, unit: Unit): Told {
  const { value, decimals, state, partMonth } = figure;
  const provisional = state === 'provisional' || partMonth ? ', provisional' : '';
  return {
    text: value === null ? 'Not available' : withUnit(number(value, decimals, unit), unit),
    value,
    of: `${periodWords(period, span)}${provisional}`,
  };
}

const withTime = ({ text, of }: Told): string => `${text} (${of ?? ''})`;
