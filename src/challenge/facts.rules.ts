import { decimalsOf, periodWords } from '../performance/index.js';
import type { Rate } from '../workforce/index.js';
import {
  formatGiven,
  formatNumber,
  inWords,
  sectionsOf,
  statementsOf,
  withUnitWord,
  type ReportContent,
  type TextLocation,
} from '../snapshot/index.js';
import { isUnread, measuresOf, type FigureFacts, type MeasureFacts } from './measure-facts.js';
import {
  benchmarksStatedIn,
  measuresStatedIn,
  monthsIn,
  says,
  sentencesOf,
  vacancyRatesIn,
} from './figures-in-texts.js';
import { rule, type Rule } from './finding.js';

/**
 * About one fact that the report gives with different values.
 * Not decidable and therefore not asked: whether two texts tell the same event with different dates or words.
 */
export const FACT_RULES: readonly Rule[] = [
  rule({
    key: 'facts-differ',
    look: (report) => [
      ...vacancies(report),
      ...unreadMeasures(report),
      ...fedMeasures(report),
      ...sameMeasures(report),
      ...benchmarksInTexts(report),
    ],
    rests: (facts) => facts,
    ask: ({ what, figures }) =>
      `${what} is given as ${inWords(figures.map(({ value, where }) => `${value} (${where})`))}. Which is right?`,
  }),
];

interface FactsDiffer {
  /** `The vacancy rate of “SAFS team”` */
  what: string;
  figures: { value: string; where: string }[];
}
type Found = { place: TextLocation; facts: FactsDiffer }[];

/** Every sentence that says how things are, with its place. */
const sentencesIn = (report: ReportContent): { sentence: string; place: TextLocation }[] =>
  statementsOf(report).flatMap(({ location: place, text }) =>
    sentencesOf(text).map((sentence) => ({ sentence, place })),
  );

/** A figure with its printed places. */
type Given = Pick<FigureFacts, 'decimals'> & { value: number };
type Told = Given & { place: TextLocation };
type Unit = MeasureFacts['definition']['unit'];

const written = ({ value, decimals }: Given, unit: Unit): string =>
  withUnitWord(formatNumber(value, decimals, unit), unit);

/** Those that another one of them contradicts. */
const contradicting = (all: readonly Told[]): Told[] =>
  all.filter((one) => all.some((other) => !says(one, other.value) && !says(other, one.value)));

/** Each value once for each place. */
function figuresOf(told: readonly Told[], unit: Unit): FactsDiffer['figures'] {
  const figures = told.map(({ place, ...one }) => ({ value: written(one, unit), where: place.label }));
  return [...new Map(figures.map((one) => [`${one.value} ${one.where}`, one])).values()];
}

/** One finding for a team whose vacancy rate is given with different values: in texts, or in a text and in the workforce figures. */
function vacancies(report: ReportContent): Found {
  const teams = sectionsOf(report, 'workforce').flatMap(({ section, content }) =>
    content.teams.map((team) => ({ ...team, section })),
  );
  if (teams.length === 0) return [];
  const stated = sentencesIn(report).flatMap(({ sentence, place }) =>
    vacancyRatesIn(sentence, teams).map((rate) => ({ ...rate, place })),
  );
  return teams.flatMap(({ id, name, section, reportedVacancyPercent, derived }) => {
    const { vacancyLocal, vacancyDfe } = derived.rates;
    const known = [reportedVacancyPercent, vacancyLocal, vacancyDfe].filter((rate) => rate !== null);
    const told = stated.filter(({ teamId }) => teamId === id);
    const wrong =
      known.length > 0 ? told.filter((one) => !known.some((rate) => says(one, rate))) : contradicting(told);
    const [first] = wrong;
    if (!first) return [];
    const [printed] = known;
    const figures = [
      ...(printed === undefined
        ? []
        : [{ value: formatGiven(printed, 'percent'), where: section.subject.title }]),
      ...figuresOf(wrong, 'percent'),
    ];
    return [{ place: first.place, facts: { what: `The vacancy rate of “${name}”`, figures } }];
  });
}

/**
 * Texts that contradict each other about a measure of which there is no figure to decide it. A sentence with two figures, or about a
 * month, may mean something else than the others.
 */
function unreadMeasures(report: ReportContent): Found {
  const measures = measuresOf(report).map(({ measure }) => measure);
  const unread = measures.filter(isUnread);
  if (unread.length === 0) return [];
  const stated = sentencesIn(report).flatMap(({ sentence, place }) => {
    const [one, ...others] = measuresStatedIn(sentence, measures);
    return one && others.length === 0 && monthsIn(sentence).length === 0 ? [{ ...one, place }] : [];
  });
  return unread.flatMap((measure) => {
    const wrong = contradicting(stated.filter((one) => one.measure === measure));
    const [first] = wrong;
    const { title, unit } = measure.definition;
    return first
      ? [{ place: first.place, facts: { what: `“${title}”`, figures: figuresOf(wrong, unit) } }]
      : [];
  });
}

/** Two printed figures that cannot both be right, by the coarser of the two. */
const differ = (one: Given, other: Given): boolean =>
  one.decimals <= other.decimals ? !says(one, other.value) : !says(other, one.value);

/** One figure in two places of the report. */
interface Pair {
  what: string;
  one: Given;
  other: Given;
}

function pairOf(what: string, one: FigureFacts | null, other: FigureFacts | null): Pair[] {
  if (one === null || other === null || one.value === null || other.value === null) return [];
  const pair = { what, one: { ...one, value: one.value }, other: { ...other, value: other.value } };
  return differ(pair.one, pair.other) ? [pair] : [];
}

const AREA_WORDS = {
  national: 'England',
  region: 'the region',
  neighbours: 'statistical neighbours',
} as const;
const benchmarkWords = (title: string, area: keyof typeof AREA_WORDS): string =>
  `The benchmark of “${title}” for ${AREA_WORDS[area]}`;

/** Whether two benchmarks may be of the same time, as far as the years that they name can tell. */
function sameTime(one: string | null, other: string | null): boolean {
  const yearsIn = (period: string | null): string[] => period?.match(/\b(?:19|20)\d\d\b/gu) ?? [];
  const [years, others] = [yearsIn(one), yearsIn(other)];
  return years.length === 0 || others.length === 0 || years.some((year) => others.includes(year));
}

/** How the workforce section names areas, and how measures do. */
const AREA_OF = { england: 'national', region: 'region', neighbours: 'neighbours' } as const;

/** The council’s rates are worked out to one decimal; benchmarks beside them are printed with one at least. */
const rateOf = (value: number | null): FigureFacts => ({
  value,
  decimals: value === null ? 1 : Math.max(1, decimalsOf(value)),
  denominator: null,
});

/**
 * The workforce section against the measures that it feeds: the council’s rate of its month, and the benchmarks. They differ where a
 * reading was recorded by hand, or was approved before the section changed.
 */
function fedMeasures(report: ReportContent): Found {
  const measures = measuresOf(report);
  return sectionsOf(report, 'workforce').flatMap(({ section, content }) =>
    measures.flatMap(({ measure, place }) => {
      const { title, fedBy } = measure.definition;
      const { rates } = content.derived.total;
      const rate = (Object.keys(rates) as Rate[]).find((key) => fedBy === `${section.kind}:${key}`);
      if (rate === undefined) return [];
      const month = content.asAt.slice(0, 7);
      const reading = measure.months.find((one) => one.month === month) ?? null;
      const pairs = [
        ...pairOf(`“${title}” in ${periodWords(month)}`, rateOf(rates[rate]), reading),
        ...content.benchmarks
          .filter((one) => one.rate === rate)
          .flatMap(({ area, value, period }) =>
            measure.benchmarks
              .filter((one) => one.area === AREA_OF[area] && sameTime(one.period, period))
              .flatMap(({ figure }) => pairOf(benchmarkWords(title, AREA_OF[area]), rateOf(value), figure)),
          ),
      ];
      return pairs.map(({ what, one, other }) => ({
        place,
        facts: {
          what,
          figures: [
            { value: written(one, 'percent'), where: section.subject.title },
            { value: written(other, 'percent'), where: place.label },
          ],
        },
      }));
    }),
  );
}

/** One measure in two groups, where a month, the current figure or a benchmark differs: the first that does. */
function sameMeasures(report: ReportContent): Found {
  const measures = measuresOf(report);
  return measures.flatMap((one, index) =>
    measures
      .slice(index + 1)
      .filter((other) => isSame(one.measure, other.measure))
      .flatMap((other): Found => {
        const { title, unit } = one.measure.definition;
        const [pair] = [
          ...one.measure.months.flatMap((month) =>
            pairOf(
              `“${title}” in ${periodWords(month.month)}`,
              month,
              other.measure.months.find((twin) => twin.month === month.month) ?? null,
            ),
          ),
          ...pairOf(`The current figure of “${title}”`, one.measure.current, other.measure.current),
          ...one.measure.benchmarks.flatMap(({ area, period, figure }) =>
            other.measure.benchmarks
              .filter((twin) => twin.area === area && sameTime(twin.period, period))
              .flatMap((twin) => pairOf(benchmarkWords(title, area), figure, twin.figure)),
          ),
        ];
        if (!pair) return [];
        const figures = [
          { value: written(pair.one, unit), where: one.group },
          { value: written(pair.other, unit), where: other.group },
        ];
        return [{ place: other.place, facts: { what: pair.what, figures } }];
      }),
  );
}

/** Two groups may use one name for two things: the same measure has the same reference, or says the same in most months. */
function isSame(one: MeasureFacts, other: MeasureFacts): boolean {
  const [a, b] = [one.definition, other.definition];
  const plain = (title: string): string => title.replace(/\s+/gu, ' ').trim().toLowerCase();
  if (plain(a.title) !== plain(b.title) || a.unit !== b.unit || a.basis !== b.basis) return false;
  if (a.reference !== null && a.reference === b.reference) return true;
  const both = one.months.flatMap(({ month, value }) => {
    const twin = other.months.find((reading) => reading.month === month)?.value ?? null;
    return value === null || twin === null ? [] : [value === twin];
  });
  return both.filter((agree) => agree).length > both.length / 2;
}

/** A text that gives another benchmark of a measure than its table. */
function benchmarksInTexts(report: ReportContent): Found {
  const placed = measuresOf(report);
  const measures = placed.map(({ measure }) => measure);
  const stated = sentencesIn(report).flatMap(({ sentence, place }) =>
    benchmarksStatedIn(sentence, measures).map((one) => ({ ...one, place })),
  );
  return placed.flatMap(({ measure, place }) =>
    measure.benchmarks.flatMap(({ area, figure }): Found => {
      const { value } = figure;
      if (value === null) return [];
      const wrong = stated.filter((one) => one.measure === measure && one.area === area && !says(one, value));
      const [first] = wrong;
      if (!first) return [];
      const figures = [
        { value: written({ ...figure, value }, 'percent'), where: place.label },
        ...figuresOf(wrong, 'percent'),
      ];
      return [
        { place: first.place, facts: { what: benchmarkWords(measure.definition.title, area), figures } },
      ];
    }),
  );
}
