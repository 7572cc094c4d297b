import {
  formatNumber,
  formatPeriod,
  ratingView,
  sectionsOf,
  withUnitWord,
  type Sealed,
  type SnapshotSection,
} from '../snapshot/index.js';
import {
  comparable,
  lastMonthOf,
  movementBetween,
  periodDate,
  yearOf,
  type MeasuresContent,
} from '../performance/index.js';
import type { ChangeItem, Told } from './changes.js';
import { inBoth, placeOf, quoted, type Pair } from './pair.js';
import { ragMove, toldRating } from './ratings.rules.js';

type Content = Sealed<MeasuresContent>;
type Measure = Content['measures'][number];
type Restatement = Content['restatements'][number];
type Unit = Measure['definition']['unit'];
type Span = Restatement['span'];

/** A figure and the time that it is about. */
interface Cell {
  figure: Pick<Restatement['after'], 'missingReason' | 'value' | 'decimals' | 'state' | 'partMonth'>;
  span: Span;
  /** `2020-01`, `2019/20 Q4`, `2018/19` */
  period: string;
  /** It stands in the list of restatements alone. */
  isListed?: boolean;
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
  if (direction === null || [was, now].some(({ current }) => current?.missingReason === 'suppressed'))
    return [];
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
 * The two figures that can be held against each other: of a period (or of a day in it), the last one that each report prints, unless both
 * print the same one, which would be a restatement: a quarter that was told already is no news. Two counts of the year to date are compared
 * only when they are of the same month of different years: within a year one contains the other, and can only grow. A percentage or an average of the
 * year to date may fall as well, so it is compared within its year too. Null for a measure that is not counted as it was.
 */
function comparedOf(was: Measure, now: Measure): [Cell, Cell] | null {
  if (!isCountedAlike(was.definition, now.definition)) return null;
  if (now.definition.cellBasis !== 'cumulative') {
    const [from, to] = [lastFigure(was), lastFigure(now)];
    return from && to && from.period < to.period ? [from, to] : null;
  }
  const [from, to] = [yearToDate(was), yearToDate(now)];
  if (!from || !to || from.period >= to.period) return null;
  const { unit } = now.definition;
  const isCount = unit !== 'percent' && unit !== 'days' && unit !== 'weeks';
  const isSameMonth = from.period.slice(5) === to.period.slice(5);
  return isSameMonth || (!isCount && yearOf(from.period) === yearOf(to.period)) ? [from, to] : null;
}

/** A formula that was merely written down since is still the same one. */
function isCountedAlike(was: Measure['definition'], now: Measure['definition']): boolean {
  const reworded = (['numerator', 'denominator'] as const).some(
    (key) => was[key] !== null && now[key] !== null && was[key] !== now[key],
  );
  return (
    was.unit === now.unit && was.cellBasis === now.cellBasis && was.frequency === now.frequency && !reworded
  );
}

/** An older figure does not stand in for one that is suppressed. */
function lastFigure({ months, definition }: Measure): Cell | null {
  const last = months.findLast(
    (figure) => comparable(figure, definition.cellBasis) || figure.missingReason === 'suppressed',
  );
  return last?.value == null ? null : { figure: last, span: definition.frequency, period: last.month };
}

function yearToDate({ current }: Measure): Cell | null {
  return current?.span !== 'year_to_date' || current.value === null || current.partMonth
    ? null
    : { figure: current, span: 'year_to_date', period: current.month };
}

/** Figures about a time that the earlier report told already, and told otherwise. */
export function restatedFigures(pair: Pair): ChangeItem[] {
  const earlier = new Map(
    sectionsOf(pair.before, 'measures').flatMap(({ content }) =>
      content.measures.map((measure) => [measure.id, cellsOf(measure, content)]),
    ),
  );
  const reach = pair.before.period.endsOn.slice(0, 7);
  return sectionsOf(pair.after, 'measures').flatMap(({ section, content }) =>
    content.measures.flatMap((measure) => {
      const before = earlier.get(measure.id);
      return before
        ? restatedOf(before, cellsOf(measure, content), reach).map((one) => restated(one, measure, section))
        : [];
    }),
  );
}

interface Restated {
  /** Null where the earlier report did not print it. */
  was: Cell | null;
  now: Cell;
}

/**
 * What both print, and print otherwise; a figure of a month that was not over is completed, and not restated. What the later report
 * lists as restated is so against the report of the month before: for this reader, only as far as their own report reached. What a
 * figure was is taken from that one, never from the list: there it may stand though their report suppressed it.
 */
function restatedOf(before: Map<string, Cell>, after: Map<string, Cell>, reach: string): Restated[] {
  return [...after].flatMap(([key, now]): Restated[] => {
    const was = before.get(key);
    if (now.figure.value === null) return [];
    if (!was) return now.isListed && firstMonth(now) <= reach ? [{ was: null, now }] : [];
    const { value, partMonth } = was.figure;
    return value === null || value === now.figure.value || partMonth ? [] : [{ was, now }];
  });
}

/** The month from which a report may have told it: a quarter's last, a year's first. */
const firstMonth = ({ span, period }: Cell): string =>
  span === 'year' ? periodDate(period).slice(0, 7) : lastMonthOf(period);

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

/** Every figure of its own that a report prints of a measure; last, those that only its list of restatements has. */
function cellsOf(
  { id, definition, months, current, baseline }: Measure,
  { restatements }: Content,
): Map<string, Cell> {
  const cells: Cell[] = [
    ...months.map(({ month, ...figure }): Cell => ({ figure, span: definition.frequency, period: month })),
    ...(baseline ? [{ figure: baseline, span: 'year' as const, period: baseline.year }] : []),
    ...(current?.span === 'year_to_date'
      ? [{ figure: current, span: 'year_to_date' as const, period: current.month }]
      : []),
  ];
  const found = new Map(cells.map((cell) => [keyOf(cell), cell]));
  for (const { measureId, span, period, before, after } of restatements) {
    const cell: Cell = { figure: after, span, period, isListed: true };
    if (measureId === id && before.missingReason !== 'suppressed' && !found.has(keyOf(cell)))
      found.set(keyOf(cell), cell);
  }
  return found;
}

const keyOf = ({ span, period }: Cell): string => `${span}/${period}`;

/** Without the marks of a table, which are explained there: provisional is said in words. */
function toldFigure({ figure, span, period }: Cell, unit: Unit): Told {
  const { value, decimals, state, partMonth } = figure;
  const provisional = state === 'provisional' || partMonth ? ', provisional' : '';
  return {
    text: value === null ? 'Not available' : withUnitWord(formatNumber(value, decimals, unit), unit),
    value,
    of: `${formatPeriod(period, span)}${provisional}`,
  };
}

const withTime = ({ text, of }: Told): string => `${text} (${of ?? ''})`;
