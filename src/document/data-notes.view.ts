import { follows, periodWords, type Figure, type MeasuresContent } from '../performance/index.js';
import { counted } from '../platform/index.js';
import type { WorkforceContent } from '../workforce/index.js';
import {
  AREA_NAMES,
  inWords,
  longDate,
  type ReportSnapshot,
  type Sealed,
  type SnapshotSection,
} from '../snapshot/index.js';
import { titleOf } from './measure-comparisons.js';
import { missingReasonOf } from './measures.view.js';
import { RATES } from './workforce.view.js';

/** What a reader must know about the figures of a report as a whole; what is about one table stands under that table. */
export interface DataNotesView {
  intro: string;
  /** Only what there is. `where`: a line each. */
  rows: { note: string; meaning: string; where: string[] }[];
}

type Measure = Sealed<MeasuresContent>['measures'][number];

interface Dated {
  /** Its period, which is put together with its neighbours; otherwise in words. */
  when: { period: string } | { words: string };
  figure: Figure;
}

interface Comparison {
  title: string;
  area: string;
  period: string | null;
  source: string | null;
  stale: boolean;
  likeForLike: boolean;
}

/** @returns null for a report without measures and without figures of the workforce. */
export function dataNotesOf({ sections, period }: ReportSnapshot): DataNotesView | null {
  const measures = contentsOf<Sealed<MeasuresContent>>(sections, 'measures').flatMap((one) => one.measures);
  const workforce = contentsOf<Sealed<WorkforceContent>>(sections, 'workforce');
  if (measures.length === 0 && workforce.length === 0) return null;
  const comparisons = [...measures.flatMap(comparedMeasures), ...workforce.flatMap(comparedRates)];
  const titles = (where: (one: Comparison) => boolean) => [
    ...new Set(
      comparisons
        .filter(where)
        .map(({ title, area, period }) => `${title}: ${area}${period ? `, ${period}` : ''}`),
    ),
  ];
  const rows = [
    {
      note: 'Provisional figures [p]',
      meaning: 'Not validated yet, or its time was not over on the day of the report.',
      where: marked(
        measures,
        ({ value, state, partMonth }) => value !== null && (state === 'provisional' || partMonth),
      ),
    },
    {
      note: 'Revised figures [r]',
      meaning:
        'An earlier report gave another figure. The report that first gave this one says what it was before, unless it was withheld.',
      where: marked(measures, ({ value, state }) => value !== null && state === 'restated'),
    },
    {
      note: 'Suppressed figures [c]',
      meaning: 'Left out, so that nobody can be recognised.',
      where: marked(measures, ({ missingReason }) => missingReason === 'suppressed'),
    },
    {
      note: 'Figures that are worked out',
      meaning: 'From the figures since April: counts are added, percentages are pooled.',
      where: together(
        measures
          .filter(({ current }) => current?.value != null && current.computed)
          .map(({ definition }) => titleOf(definition)),
      ),
    },
    {
      note: 'Years to date that cannot be worked out [x]',
      meaning: 'A month or quarter since April has no figure, or a percentage not both of its parts.',
      where: together(measures.filter(lacksYear).map(({ definition }) => titleOf(definition))),
    },
    {
      note: 'No figures yet',
      meaning: 'Its row has no figure.',
      where: together(measures.filter(isWithout).map(({ definition }) => titleOf(definition))),
    },
    {
      note: 'Old comparisons',
      meaning: 'About a time that ended more than two years before this report.',
      where: together(titles(({ stale }) => stale)),
    },
    {
      note: 'Comparisons that are not like for like',
      meaning: 'Measured in another way, so that a difference says little.',
      where: together(titles(({ likeForLike }) => !likeForLike)),
    },
    {
      note: 'Sources of the comparisons',
      meaning: 'The time that they are about, and who published them.',
      where: vintages(comparisons),
    },
    {
      note: 'Limits that are a trial',
      meaning: 'Worked out from fewer than twelve figures; they move with every figure that is added.',
      where: trials(measures),
    },
  ];
  return {
    intro: `The figures are as at ${longDate(period.asAt)}, unless a table says another date.`,
    rows: rows.filter(({ where }) => where.length > 0),
  };
}

/** The kind decides what the content is: what a section room gave was sealed under that room's kind. */
const contentsOf = <Content>(sections: readonly SnapshotSection[], kind: string): Content[] =>
  sections.flatMap((section) =>
    section.kind === kind && section.content !== null ? [section.content as Content] : [],
  );

const together = (titles: readonly string[]): string[] =>
  titles.length === 0 ? [] : [`${titles.join('; ')}.`];

/** The figures of a measure that its tables print, each with what it is about. */
function datedFigures({ months, current, baseline }: Measure): Dated[] {
  return [
    ...months.map((figure) => ({ when: { period: figure.month }, figure })),
    ...(current?.span === 'year_to_date' ? [{ when: { words: 'year to date' }, figure: current }] : []),
    ...(baseline ? [{ when: { words: `baseline ${baseline.year}` }, figure: baseline }] : []),
  ];
}

/** A line for each set of times, with the measures that have such figures then: `January 2020: A; B.` */
function marked(measures: readonly Measure[], has: (figure: Figure) => boolean): string[] {
  const byTime = new Map<string, string[]>();
  for (const measure of measures) {
    const times = datedFigures(measure)
      .filter(({ figure }) => has(figure))
      .map(({ when }) => when);
    if (times.length === 0) continue;
    const words = timesInWords(times);
    byTime.set(words, [...(byTime.get(words) ?? []), titleOf(measure.definition)]);
  }
  return [...byTime].map(([words, titles]) => `${words}: ${titles.join('; ')}.`);
}

/** @param times the periods in order. @returns `August 2019 to January 2020 and baseline 2018/19` */
function timesInWords(times: readonly Dated['when'][]): string {
  const runs: string[][] = [];
  for (const when of times) {
    if (!('period' in when)) continue;
    const run = runs.at(-1);
    if (run && follows(run.at(-1) ?? '', when.period)) run.push(when.period);
    else runs.push([when.period]);
  }
  const periods = runs.map(([first = '', ...rest]) => {
    const last = rest.at(-1);
    return last === undefined ? periodWords(first) : `${periodWords(first)} to ${periodWords(last)}`;
  });
  const words = inWords([...periods, ...times.flatMap((when) => ('words' in when ? [when.words] : []))]);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** There are periods, and none of them is suppressed, but they make no year to date. */
const lacksYear = (measure: Measure): boolean =>
  measure.definition.basis === 'year_to_date' &&
  measure.current?.value == null &&
  !isWithout(measure) &&
  missingReasonOf(measure) === 'no_data';

/** Suppressed figures exist, and are told apart. */
const isWithout = ({ months, current }: Measure): boolean =>
  current?.value == null &&
  months.every(({ value, missingReason }) => value === null && missingReason !== 'suppressed');

function comparedMeasures({ definition, benchmarks }: Measure): Comparison[] {
  return benchmarks
    .filter(({ figure }) => figure.value !== null)
    .map(({ area, period, source, stale, likeForLike }) => ({
      title: titleOf(definition),
      area: AREA_NAMES[area],
      period,
      source,
      stale,
      likeForLike,
    }));
}

function comparedRates({ benchmarks }: Sealed<WorkforceContent>): Comparison[] {
  return benchmarks.map(({ rate, area, period, source, likeForLike }) => ({
    title: RATES.find(({ key }) => key === rate)?.label ?? rate,
    area: AREA_NAMES[area],
    period,
    source,
    stale: false,
    likeForLike,
  }));
}

/** `England and Statistical neighbours, 2018/19, Department for Education: 12 measures.` */
function vintages(comparisons: readonly Comparison[]): string[] {
  const found = new Map<string, { areas: Set<string>; titles: Set<string> }>();
  for (const { title, area, period, source } of comparisons) {
    const words = [period ?? 'time not stated', source ?? 'source not stated'].join(', ');
    const one = found.get(words) ?? { areas: new Set(), titles: new Set() };
    one.areas.add(area);
    one.titles.add(title);
    found.set(words, one);
  }
  return [...found].map(
    ([words, { areas, titles }]) => `${inWords([...areas])}, ${words}: ${counted(titles.size, 'measure')}.`,
  );
}

/** Where they are most of those that have limits, the others are named: the list is a quarter of a page otherwise. */
function trials(measures: readonly Measure[]): string[] {
  const limited = measures.filter(({ spc }) => spc !== null);
  const trial = limited.filter(({ spc }) => spc?.trial === true);
  const firm = limited.filter(({ spc }) => spc?.trial !== true).map(({ definition }) => titleOf(definition));
  if (trial.length < 2 || firm.length >= trial.length)
    return together(trial.map(({ definition }) => titleOf(definition)));
  return [
    firm.length === 0
      ? `All ${trial.length} measures that have limits.`
      : `All measures that have limits, ${trial.length} of ${limited.length}, except: ${firm.join('; ')}.`,
  ];
}
