import {
  frequencyOf,
  periodWords,
  shortPeriod,
  type Figure,
  type Frequency,
  type MeasuresContent,
} from '../performance/index.js';
import {
  formatFigure,
  formatFigureWithUnit,
  formatGiven,
  formatPeriod,
  MISSING_REASON_SHORTHAND,
  ratingView,
  SHORTHAND,
  type Sealed,
  type Shorthand,
  type SnapshotSection,
} from '../snapshot/index.js';
import type { Chart } from './charts/chart.js';
import { sparkline } from './charts/sparkline.js';
import { aimOf, saidOf, signalChart, type ChartView, type Measure } from './measure-charts.js';
import { comparisonsOf, titleOf, type ComparisonCell, type ComparisonColumn } from './measure-comparisons.js';
import { sectionHead, type SectionHead } from './section-head.js';

/** One group of measures as the template prints it: inside a theme, so that its heading is one of the third level. */
export interface MeasuresView extends SectionHead {
  /** Null when nothing has ever been approved for this group. */
  content: {
    /** Narrative, or null. */
    commentary: string | null;
    /** Printed instead of tables without rows; null when there are rows. */
    empty: string | null;
    /** One for each frequency that its measures have; the headings of its columns are their own. */
    tables: {
      caption: string;
      /** `Aug 2019`, `Q3 2019/20`, `2018/19` */
      months: string[];
      /** Headings of what the figures are held against; only those in which there is something. */
      columns: Record<ComparisonColumn['place'], string[]>;
      rows: FigureRow[];
    }[];
    /** Each shorthand and word that was used and needs it, with what it means; a whole report says it once. */
    notes: string[];
    /** What must be known about single figures: overrides, availability. */
    remarks: string[];
    restatements: {
      caption: string;
      rows: { title: string; period: string; before: string; after: string; reason: string }[];
    } | null;
    /** What chance does not explain, by measure; each has a chart. */
    signals: { title: string; sentence: string }[];
    /** Printed in the appendix. */
    charts: ChartView[];
    /** What the limits say of measures without a chart, printed in the appendix. */
    steady: { title: string; sentence: string }[];
  } | null;
}

export interface FigureRow {
  title: string;
  /** `lower is better; months: year to date`, `quarters: the twelve months to its end` */
  hint: string;
  /** `15.8%`, `[x]` */
  months: string[];
  current: string;
  /** What it is the figure of where that is not the last one of its row: `Oct 2019`, `year to date`; null when there is none. */
  currentOf: string | null;
  /** `months`: which were compared where they are not the last two with figures, `Oct to Nov 2019`; otherwise null. */
  direction: { arrow: '↑' | '↓' | '→' | ''; word: string; months: string | null };
  /** Null where one of them is suppressed, and where fewer than two have a figure: a dot shows nothing. */
  trend: Chart | null;
  held: Record<ComparisonColumn['place'], ComparisonCell[]>;
}

type Content = Sealed<MeasuresContent>;
type Definition = Measure['definition'];

export function presentMeasures(section: SnapshotSection): MeasuresView {
  const content = section.content as Content | null;
  return {
    ...sectionHead(section, `measures-${section.subject.number}`, measuresHeading(section)),
    content: content && presentContent(content, measuresHeading(section)),
  };
}

/** A group that nobody gave a title is called by its place. */
export function measuresHeading(section: SnapshotSection): string {
  const content = section.content as Content | null;
  if (content === null) return section.subject.title;
  return content.title ?? (content.themeId === null ? 'Other measures' : 'Other measures of this theme');
}

const isSuppressed = ({ missingReason }: Content['restatements'][number]['before']): boolean =>
  missingReason === 'suppressed';

function presentContent(content: Content, heading: string): MeasuresView['content'] {
  const { measures, restatements, commentary } = content;
  const kinds = FREQUENCIES_IN_ORDER.map((kind) =>
    measures.filter(({ definition }) => definition.frequency === kind),
  ).filter(({ length }) => length > 0);
  const tables = kinds.map((own) => tableOf(own, heading));
  const charts = measures.flatMap(signalChart);
  // A row of two figures that are withheld says nothing.
  const told = restatements.filter(({ before, after }) => ![before, after].every(isSuppressed));
  const restated = told.map((one) => ({
    title: one.title,
    period: formatPeriod(one.period, one.span),
    before: formatFigureWithUnit(one.before, unitOf(measures, one.measureId)),
    after: formatFigureWithUnit(one.after, unitOf(measures, one.measureId)),
    reason:
      one.reason ??
      ([one.before, one.after].some(isSuppressed)
        ? 'Where a figure is withheld, so is its reason.'
        : 'No reason was given.'),
  }));
  const printed = [
    ...tables.flatMap(({ rows }) =>
      rows.flatMap(({ months, current, held }) => [
        ...months,
        current,
        ...Object.values(held).flatMap((cells) => cells.map(({ text }) => text)),
      ]),
    ),
    ...restated.flatMap(({ before, after }) => [before, after]),
  ].join(' ');
  return {
    commentary,
    empty: measures.length === 0 ? 'This group has no measures yet.' : null,
    tables,
    notes: [
      ...(Object.entries(SHORTHAND) as [Shorthand, string][])
        .filter(([mark]) => printed.includes(`[${mark}]`))
        .map(([mark, meaning]) => `[${mark}] ${meaning}`),
      ...WORDS_EXPLAINED.filter(({ used }) => measures.some(used)).map(({ note }) => note),
    ],
    remarks: measures.flatMap(remarksOf),
    restatements:
      restated.length === 0
        ? null
        : { caption: `${heading}: figures that were restated since the last report`, rows: restated },
    signals: measures.flatMap(({ definition, months, spc }) => {
      const last = spc?.points.at(-1);
      if (!spc || !last?.signal) return [];
      const until = last.month === months.at(-1)?.month ? '' : ` (to ${periodWords(last.month)})`;
      return [{ title: `${titleOf(definition)}${until}`, sentence: spc.sentence }];
    }),
    charts,
    steady: measures.flatMap(({ definition, spc }) =>
      spc && !spc.trial && !spc.points.at(-1)?.signal
        ? [{ title: titleOf(definition), sentence: saidOf(spc) }]
        : [],
    ),
  };
}

const FREQUENCIES_IN_ORDER = ['month', 'quarter', 'year'] as const satisfies readonly Frequency[];

/** Measures that are counted equally often, side by side by their periods. */
function tableOf(
  measures: readonly Measure[],
  heading: string,
): NonNullable<MeasuresView['content']>['tables'][number] {
  const columns = comparisonsOf(measures);
  const periods = measures[0]?.months.map(({ month }) => month) ?? [];
  const last = periods.at(-1) ?? '';
  return {
    caption: `${heading}: six ${frequencyOf(last)}s to ${periodWords(last)}`,
    months: periods.map(shortPeriod),
    columns: byPlace(columns, ({ name }) => [name]),
    rows: measures.map((measure, index) => ({
      ...figureRow(measure),
      held: byPlace(columns, ({ cells }) => cells.slice(index, index + 1)),
    })),
  };
}

function byPlace<Kept>(
  columns: readonly ComparisonColumn[],
  of: (column: ComparisonColumn) => Kept[],
): Record<ComparisonColumn['place'], Kept[]> {
  const at = (place: ComparisonColumn['place']) =>
    columns.filter((column) => column.place === place).flatMap(of);
  return { before: at('before'), current: at('current'), after: at('after') };
}

/** Words of the tables that need a sentence, and when they are used. */
const WORDS_EXPLAINED: readonly { used: (measure: Measure) => boolean; note: string }[] = [
  {
    used: ({ direction }) => direction !== null && direction.performance !== null,
    note: 'The arrow says whether the figure rose or fell; the word, whether that is better or worse. The last two figures of its row are compared, unless others are named; part of a month only where the figure is that of a day',
  },
  {
    used: ({ definition: { basis, cellBasis } }) => basis === 'year_to_date' && cellBasis === 'in_month',
    note: 'A figure is of its month, quarter or year only, unless its row says otherwise',
  },
  {
    used: ({ current }) => current !== null,
    note: 'The current figure is the last one of its row, unless another time is named',
  },
  {
    used: ({ benchmarks }) => benchmarks.some(({ gapMeaning }) => gapMeaning !== null),
    note: 'Better, worse or same beside a comparison says how the council’s current figure stands to it',
  },
  {
    used: ({ benchmarks }) => benchmarks.some(({ stale }) => stale),
    note: 'Old: about a time that ended more than two years before this report',
  },
  {
    used: ({ benchmarks }) => benchmarks.some(({ likeForLike }) => !likeForLike),
    note: 'Not like for like: measured in another way, so that a difference says little',
  },
];

export function figureRow(measure: Measure): Omit<FigureRow, 'held'> {
  const { definition, months, current } = measure;
  const { unit, polarity, cellBasis, frequency, statutory } = definition;
  const aim = aimOf(definition);
  const hints = [
    { higher: 'higher is better', lower: 'lower is better', neutral: 'for context' }[polarity],
    { days: 'in days', weeks: 'in weeks', fte: 'in full-time equivalents' }[String(unit)],
    unit === null ? 'unit not stated' : null,
    cellBasis === 'cumulative' ? `${frequency}s: year to date` : null,
    cellBasis === 'rolling'
      ? frequency === 'month'
        ? 'months: the twelve to its end'
        : `${frequency}s: the twelve months to its end`
      : null,
    statutory ? 'statutory' : null,
  ];
  return {
    title: titleOf(definition),
    hint: hints.filter((one) => one != null).join('; '),
    months: months.map((month) => formatFigure(month, unit)),
    current: current
      ? formatFigureWithUnit(current, unit)
      : `[${MISSING_REASON_SHORTHAND[missingReasonOf(measure)]}]`,
    currentOf: currentWords(measure),
    direction: directionOf(measure),
    trend:
      months.some(isSuppressed) || months.filter(({ value }) => value !== null).length < 2
        ? null
        : sparkline(
            months.map((month) => ({
              month: periodWords(month.month),
              value: month.value,
              words: formatFigure(month, unit),
            })),
            aim === null ? null : { value: aim, words: formatGiven(aim, unit) },
          ),
  };
}

/** The periods that have a figure. */
const known = ({ months }: Measure): string[] =>
  months.filter(({ value }) => value !== null).map(({ month }) => month);

function currentWords(measure: Measure): string | null {
  const { definition: { basis }, current } = measure; // prettier-ignore
  if (!current) return basis === 'year_to_date' ? 'year to date' : null;
  if (current.span === 'year_to_date') return 'year to date';
  return current.month === known(measure).at(-1) ? null : shortPeriod(current.month);
}

function directionOf(measure: Measure): FigureRow['direction'] {
  const { direction, definition, months } = measure;
  const words = directionWords(direction, definition);
  if (!direction) return months.some(isSuppressed) ? { ...words, word: 'Not told: suppressed' } : words;
  // Part of a month counts where the figure is that of a day.
  const counts = ({ value, partMonth }: Measure['months'][number]) =>
    value !== null && (definition.cellBasis === 'snapshot' || !partMonth);
  const [from, to] = months.filter(counts).slice(-2);
  return direction.fromMonth === from?.month && direction.toMonth === to?.month
    ? { ...words, months: null }
    : words;
}

/** Why there is no current figure: there are months, but not all that it takes; otherwise what the last month says. */
export function missingReasonOf({ months }: Measure): NonNullable<Figure['missingReason']> {
  if (months.some(({ missingReason }) => missingReason === 'suppressed')) return 'suppressed';
  if (months.some(({ value }) => value !== null)) return 'no_data';
  return months.at(-1)?.missingReason ?? 'not_collected';
}

export function directionWords(
  direction: Measure['direction'],
  { polarity, frequency }: Pick<Definition, 'polarity' | 'frequency'>,
): FigureRow['direction'] {
  if (!direction) return { arrow: '', word: `Too few ${frequency}s`, months: null };
  const { value, performance, fromMonth, toMonth } = direction;
  const [from, to] = [shortPeriod(fromMonth), shortPeriod(toMonth)];
  // `Oct` of `Oct 2019`, `Q1` of `Q1 2019/20`.
  const [name = '', year] = from.split(' ');
  const sameYear = year !== undefined && to.endsWith(` ${year}`);
  return {
    arrow: ({ up: '↑', level: '→', down: '↓' } as const)[value],
    word:
      polarity === 'neutral'
        ? { up: 'Rising', level: 'Level', down: 'Falling' }[value]
        : { better: 'Better', same: 'Same', worse: 'Worse' }[performance ?? 'same'],
    months: `${sameYear ? name : from} to ${to}`,
  };
}

/** What the tables cannot say in a cell. */
function remarksOf({ definition, rag: { override, derived } }: Measure): string[] {
  const title = titleOf(definition);
  const word = (rating: Parameters<typeof ratingView>[0]) => ratingView(rating).word.toLowerCase();
  const otherwise = derived === null ? '' : `, where its targets would make it ${word(derived)}`;
  return [
    ...(definition.availabilityNote === null ? [] : [`${title}: ${ended(definition.availabilityNote)}`]),
    ...(override === null
      ? []
      : [`${title}: rated ${word(override.rag)}${otherwise}. ${ended(override.reason)}`]),
  ];
}

const ended = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

const unitOf = (measures: readonly Measure[], id: string): Definition['unit'] =>
  measures.find((measure) => measure.id === id)?.definition.unit ?? null;
