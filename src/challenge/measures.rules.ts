import { countOf, frequencyOf, periodEnd, periodWords, yearOf } from '../performance/index.js';
import { formatGiven, inWords, longDate, WHOLE_REPORT } from '../snapshot/index.js';
import { measuresOf, type FigureFacts, type MeasureFacts } from './measure-facts.js';
import { rule, type Rule } from './finding.js';

/** A denominator below this makes one child more than a tenth of a percentage. */
const FEW_CASES = 10;
/** The fewest figures that make two equal series more than chance. */
const EQUAL_FIGURES = 4;
/** A figure this many times what is usual is more likely a slip than news. */
const OUTLYING = 10;
/** Of fewer than this, ten times as many is a matter of one case or two. */
const LEAST_OUTLYING = 20;

/** About figures of measures. */
export const MEASURE_RULES: readonly Rule[] = [
  rule({
    key: 'year-to-date-falls',
    look: (report) =>
      measuresOf(report).flatMap(({ measure, place }) => {
        // The dictionary says whether a month is of itself or of the year so far.
        const { cellBasis, unit, title } = measure.definition;
        const series = valuesOf(measure);
        const fall = fallOf(series);
        return cellBasis === 'cumulative' && unit === 'count' && fall
          ? [{ place, facts: { title, series, fall } }]
          : [];
      }),
    rests: ({ title, fall }) => ({ title, fall }),
    ask: ({ title, fall: { from, to } }) =>
      `“${title}” is printed as a year-to-date count, but it falls from ${from.value} in ${periodWords(from.month)} to ${to.value} in ${periodWords(to.month)}. A count since April cannot fall. Is each figure that of its ${frequencyOf(to.month)} alone?`,
  }),
  rule({
    key: 'identical-series',
    look: (report) => {
      const measures = measuresOf(report);
      const told = new Set<string>();
      return measures.flatMap(({ measure, place }, index) => {
        if (told.has(measure.id)) return [];
        const twins = measures.slice(index + 1).filter((other) => sameFigures(measure, other.measure));
        if (twins.length === 0) return [];
        const all = [measure, ...twins.map((twin) => twin.measure)];
        for (const { id } of all) told.add(id);
        const series = valuesOf(measure);
        return [{ place, facts: { ids: all.map(({ id }) => id), titles: all.map(titleOf), series } }];
      });
    },
    // Further months of the same kind are no news.
    rests: ({ ids, titles }) => ({ ids, titles }),
    ask: ({ titles, series }) =>
      `${inWords(titles.map((title) => `“${title}”`))} have the same figure in each of ${countOf(series.length, frequencyOf(series[0]?.month ?? ''))}. Is this one measure printed more than once, or is a figure in the wrong place?`,
  }),
  rule({
    key: 'part-month',
    look: (report) => {
      const { asAt } = report.period;
      const counts = new Map<string, number>();
      for (const { measure } of measuresOf(report))
        for (const { month } of valuesOf(measure))
          if (periodEnd(month) > asAt) counts.set(month, (counts.get(month) ?? 0) + 1);
      return [...counts]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([month, measures]) => ({ place: WHOLE_REPORT, facts: { month, asAt, measures } }));
    },
    ask: ({ month, asAt, measures }) =>
      `${periodWords(month)} was not over on ${longDate(asAt)}, yet ${measures === 1 ? 'one measure gives a figure' : `${measures} measures give a figure`} for it. Will readers take part of a month for the whole?`,
  }),
  rule({
    key: 'hardly-true',
    look: (report) =>
      measuresOf(report).flatMap(({ measure, place }) => {
        const { unit, title } = measure.definition;
        const series = valuesOf(measure);
        return series.flatMap((one) => {
          const share = unit === 'percent' && one.value > 100;
          return share || isOutlying(one, series)
            ? [{ place, facts: { title, unit, share, month: one.month, value: one.value } }]
            : [];
        });
      }),
    // The figure of one month is in the report for as long as its window lasts.
    rests: (facts) => facts,
    ask: ({ title, unit, share, month, value }) =>
      share
        ? `“${title}” is ${formatGiven(value, unit)} in ${periodWords(month)}, which is more than 100%. Is the figure right?`
        : `“${title}” is ${formatGiven(value, unit)} in ${periodWords(month)}, ten times what it is in its other ${frequencyOf(month)}s, or more. Is the figure right?`,
  }),
  rule({
    key: 'few-cases',
    look: (report) =>
      measuresOf(report).flatMap(({ measure, place }) => {
        if (measure.definition.unit !== 'percent') return [];
        const months = measure.months.filter(hasFewCases).map(({ month }) => month);
        const current = measure.current !== null && hasFewCases(measure.current);
        return months.length > 0 || current
          ? [{ place, facts: { title: titleOf(measure), months, current } }]
          : [];
      }),
    rests: ({ title }) => ({ title }),
    ask: ({ title, months, current }) =>
      `“${title}” is a percentage of fewer than ${FEW_CASES} cases (${inWords([...months.map(periodWords), ...(current ? ['the current figure'] : [])])}). One case moves it by more than ten points: should it be printed as a percentage, and can a child be recognised from it?`,
  }),
];

interface Reading {
  month: string;
  value: number;
}

const titleOf = ({ definition }: MeasureFacts): string => definition.title;

/** The months that have a value, the earliest first. */
function valuesOf({ months }: MeasureFacts): Reading[] {
  return months
    .flatMap(({ month, value }) => (value === null ? [] : [{ month, value }]))
    .toSorted((a, b) => (a.month < b.month ? -1 : 1));
}

/** Ten times the middle of the other months. Of two months nothing can be said, and of a middle of zero neither. */
function isOutlying(one: Reading, series: readonly Reading[]): boolean {
  const others = series
    .filter(({ month }) => month !== one.month)
    .map(({ value }) => Math.abs(value))
    .toSorted((a, b) => a - b);
  const usual = others[Math.ceil(others.length / 2) - 1] ?? 0;
  return (
    others.length > 1 &&
    usual > 0 &&
    Math.abs(one.value) >= LEAST_OUTLYING &&
    Math.abs(one.value) >= OUTLYING * usual
  );
}

/** The first fall within one financial year; with April a new count begins. */
function fallOf(series: readonly Reading[]): { from: Reading; to: Reading } | null {
  for (const [index, to] of series.entries()) {
    const from = series[index - 1];
    if (from && to.value < from.value && yearOf(from.month) === yearOf(to.month)) return { from, to };
  }
  return null;
}

/**
 * The same figure in every month, at least four of them, and nothing that tells the two apart. A series that never moves
 * (0, 0, 0, 0 or 100, 100, 100, 100) is equal to others by its nature and does not count.
 */
function sameFigures(one: MeasureFacts, other: MeasureFacts): boolean {
  const [a, b] = [valuesOf(one), valuesOf(other)];
  const agree = (x: FigureFacts | null, y: FigureFacts | null): boolean =>
    (x?.value ?? null) === null || (y?.value ?? null) === null || x?.value === y?.value;
  return (
    a.length >= EQUAL_FIGURES &&
    new Set(a.map(({ value }) => value)).size > 1 &&
    a.length === b.length &&
    a.every(({ month, value }, index) => b[index]?.month === month && b[index].value === value) &&
    one.definition.unit === other.definition.unit &&
    agree(one.current, other.current) &&
    agree(one.baseline, other.baseline)
  );
}

const hasFewCases = ({ value, denominator }: FigureFacts): boolean =>
  value !== null && denominator !== null && denominator < FEW_CASES;
