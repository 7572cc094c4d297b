import { monthWords } from '../programmes/index.js';
import type { Figure, MeasuresContent } from '../performance/index.js';
import {
  formatFigure,
  formatFigureWithUnit,
  formatForAxis,
  formatGiven,
  formatNumber,
  formatPeriod,
  MISSING_REASON_SHORTHAND,
  ratingView,
  SHORTHAND,
  withUnitSign,
  withUnitWord,
  type Sealed,
  type Shorthand,
  type SnapshotSection,
} from '../snapshot/index.js';
import type { Chart } from './charts/chart.js';
import { controlChart, controlChartKey, rebasesInWords } from './charts/control-chart.js';
import { sparkline } from './charts/sparkline.js';
import { comparisonsOf, titleOf, type Comparisons } from './measure-comparisons.js';
import { sectionHead, type SectionHead } from './section-head.js';

/** One group of measures as the template prints it: inside a theme, so that its heading is one of the third level. */
export interface MeasuresView extends SectionHead {
  /** Null when nothing has ever been approved for this group. */
  content: {
    /** Narrative, or null. */
    commentary: string | null;
    /** Printed instead of tables without rows; null when there are rows. */
    empty: string | null;
    figures: {
      caption: string;
      /** `Aug 2019` */
      months: string[];
      rows: FigureRow[];
    };
    /** Null where no measure of the group has anything to be compared with. */
    comparisons: Comparisons | null;
    /** Each shorthand and word that was used and needs it, with what it means. */
    notes: string[];
    /** What must be known about single figures: overrides, availability; and where the benchmarks are from. */
    remarks: string[];
    restatements: {
      caption: string;
      rows: { title: string; period: string; before: string; after: string; reason: string }[];
    } | null;
    /** What chance does not explain, by measure. */
    signals: { title: string; sentence: string }[];
    /** Printed in the appendix. */
    charts: ChartView[];
    /** How many there are, before the link to them. */
    chartsPointer: string;
  } | null;
}

export interface FigureRow {
  title: string;
  /** `lower is better; each month by itself` */
  hint: string;
  /** `15.8%`, `[x]` */
  months: string[];
  current: string;
  /** What it is the figure of: `snapshot, Dec 2019`, `year to date`; null when there is none. */
  currentOf: string | null;
  /** `months`: which were compared, `Nov to Dec 2019`; null when too few could be. */
  direction: { arrow: '↑' | '↓' | '→' | ''; word: string; months: string | null };
  trend: Chart | null;
}

export interface ChartView {
  title: string;
  /** Its limits are those of fewer than twelve months. */
  trial: boolean;
  /** What its last months say, whether the target is within reach, and where its limits begin again. */
  sentence: string;
  chart: Chart;
  /** What its marks mean. */
  key: string;
}

type Content = Sealed<MeasuresContent>;
type Measure = Content['measures'][number];
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
  const { measures, window, restatements, commentary } = content;
  const figures = measures.map((measure) => figureRow(measure));
  const comparisons = comparisonsOf(measures, heading);
  const charts = measures.flatMap((measure) => chartOf(measure));
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
        ? 'Reasons are withheld where a figure is.'
        : 'No reason was given.'),
  }));
  const printed = [
    ...figures.flatMap(({ months, current }) => [...months, current]),
    ...(comparisons?.rows.flatMap(({ cells }) => cells.map(({ text }) => text)) ?? []),
    ...restated.flatMap(({ before, after }) => [before, after]),
  ].join(' ');
  return {
    commentary,
    empty: measures.length === 0 ? 'This group has no measures yet.' : null,
    figures: {
      caption: `${heading}: six months to ${monthWords(window.at(-1) ?? '')}`,
      months: window.map(shortMonth),
      rows: figures,
    },
    comparisons,
    notes: [
      ...(Object.entries(SHORTHAND) as [Shorthand, string][])
        .filter(([mark]) => printed.includes(`[${mark}]`))
        .map(([mark, meaning]) => `[${mark}] ${meaning}`),
      ...WORDS_EXPLAINED.filter(({ used }) => measures.some(used)).map(({ note }) => note),
    ],
    remarks: [...measures.flatMap(remarksOf), ...sourcesOf(measures)],
    restatements:
      restated.length === 0
        ? null
        : { caption: `${heading}: figures that were restated since the last report`, rows: restated },
    signals: measures.flatMap(({ definition, spc }) => {
      const last = spc?.points.at(-1);
      return spc && last?.signal
        ? [{ title: `${titleOf(definition)}, up to ${monthWords(last.month)}`, sentence: spc.sentence }]
        : [];
    }),
    charts,
    chartsPointer: `${charts.length === 1 ? 'The control chart of one measure is' : `The control charts of ${charts.length} measures are`} in`,
  };
}

/** Words of the tables that need a sentence, and when they are used. */
const WORDS_EXPLAINED: readonly { used: (measure: Measure) => boolean; note: string }[] = [
  {
    used: ({ direction }) => direction !== null && direction.performance !== null,
    note: 'The arrow says whether the figure rose or fell; the word, whether that is better or worse',
  },
  {
    used: ({ current }) => current?.computed === true,
    note: 'Worked out: from the months since April, as the sum of counts or by pooling what percentages are made of',
  },
  {
    used: ({ benchmarks }) => benchmarks.some(({ gapMeaning }) => gapMeaning !== null),
    note: 'Better, worse or the same beside a comparison is how our current figure stands to it',
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

function figureRow(measure: Measure): FigureRow {
  const { definition, months, current, direction } = measure;
  const { unit, polarity, cellBasis, basis, statutory } = definition;
  const aim = aimOf(definition);
  const hints = [
    { higher: 'higher is better', lower: 'lower is better', neutral: 'for context' }[polarity],
    { days: 'in days', weeks: 'in weeks', fte: 'in full-time equivalents' }[String(unit)],
    unit === null ? 'unit not stated' : null,
    basis === 'year_to_date' && cellBasis === 'in_month' ? 'each month by itself' : null,
    cellBasis === 'cumulative' ? 'each month the year so far' : null,
    cellBasis === 'rolling' ? 'each month the last twelve' : null,
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
    direction: directionWords(direction, polarity),
    trend: sparkline(
      months.map((month) => ({
        month: monthWords(month.month),
        value: month.value,
        words: formatFigure(month, unit),
      })),
      aim === null ? null : { value: aim, words: formatGiven(aim, unit) },
    ),
  };
}

function currentWords({ definition: { basis }, current }: Measure): string | null {
  if (!current) return basis === 'year_to_date' ? 'year to date' : null;
  if (current.span === 'year_to_date') return current.computed ? 'year to date, worked out' : 'year to date';
  return `${basis === 'snapshot' ? 'snapshot, ' : ''}${shortMonth(current.month)}`;
}

/** Why there is no current figure: there are months, but not all that it takes; otherwise what the last month says. */
export function missingReasonOf({ months }: Measure): NonNullable<Figure['missingReason']> {
  if (months.some(({ missingReason }) => missingReason === 'suppressed')) return 'suppressed';
  if (months.some(({ value }) => value !== null)) return 'no_data';
  return months.at(-1)?.missingReason ?? 'not_collected';
}

export function directionWords(
  direction: Measure['direction'],
  polarity: Definition['polarity'],
): FigureRow['direction'] {
  if (!direction) return { arrow: '', word: 'Too few months', months: null };
  const { value, performance, fromMonth, toMonth } = direction;
  const [from, to] = [shortMonth(fromMonth), shortMonth(toMonth)];
  const sameYear = from.slice(-4) === to.slice(-4);
  return {
    arrow: ({ up: '↑', level: '→', down: '↓' } as const)[value],
    word:
      polarity === 'neutral'
        ? { up: 'Rising', level: 'Level', down: 'Falling' }[value]
        : { better: 'Better', same: 'Same', worse: 'Worse' }[performance ?? 'same'],
    months: `${sameYear ? from.slice(0, -5) : from} to ${to}`,
  };
}

/** What a measure is meant to reach: drawn as a line. */
const aimOf = ({ target }: Definition): number | null => target.upper ?? target.minimum;

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

function sourcesOf(measures: readonly Measure[]): string[] {
  const sources = measures.flatMap(({ benchmarks }) => benchmarks.map(({ source }) => source));
  const named = [...new Set(sources)].filter((source) => source !== null);
  return named.length === 0 ? [] : [`Sources of the comparisons: ${ended(named.join('; '))}`];
}

/** What the limits say about the target, as long as nothing about the work changes. */
const ASSURANCE: Readonly<Record<NonNullable<NonNullable<Measure['spc']>['assurance']>, string>> = {
  consistently_passing: 'It can be expected to meet its target every month.',
  consistently_failing: 'It cannot be expected to meet its target unless something changes.',
  hit_and_miss: 'It will meet its target in some months and miss it in others, by chance.',
};

/** Where twelve months make the limits firm, or where the last one is a signal. */
function chartOf({ definition, spc }: Measure): ChartView[] {
  const signal = spc?.points.at(-1)?.signal ?? null;
  if (!spc || (spc.trial && signal === null)) return [];
  const { unit, decimals } = definition;
  const title = titleOf(definition);
  // The rules were asked of the limits as they are. What no month is, a limit is not drawn as: a share above 100%, a count below zero.
  const values = spc.points.map(({ value }) => value);
  const [least, most] = [
    Math.min(...values) < 0 ? -Infinity : 0,
    unit !== 'percent' || Math.max(...values) > 100 ? Infinity : 100,
  ];
  const onScale = (value: number) => Math.min(most, Math.max(least, value));
  const points = spc.points.map((point) => {
    const { lower, upper } = point.limits;
    return { ...point, limits: { ...point.limits, lower: onScale(lower), upper: onScale(upper) } };
  });
  const clipped = { ...spc, points };
  const said = [
    spc.sentence,
    ...(spc.assurance === null || spc.trial ? [] : [ASSURANCE[spc.assurance]]),
    ...rebasesInWords(spc, monthWords),
  ];
  return [
    {
      title,
      trial: spc.trial,
      sentence: said.join(' '),
      chart: controlChart(clipped, aimOf(definition), {
        title,
        value: (value) => withUnitWord(formatNumber(value, Math.max(1, decimals), unit), unit),
        tick: (value) => withUnitSign(formatForAxis(value), unit),
        month: shortMonth,
      }),
      key: controlChartKey(clipped),
    },
  ];
}

const unitOf = (measures: readonly Measure[], id: string): Definition['unit'] =>
  measures.find((measure) => measure.id === id)?.definition.unit ?? null;

const shortMonth = (month: string): string => monthWords(month).replace(/^(\w{3})\w*/, '$1');
