import { countOf, frequencyOf, periodWords, type Figure } from '../../performance/index.js';
import {
  AREA_NAMES,
  formatFigureWithUnit,
  formatGiven,
  formatPeriod,
  longDate,
  type SectionContents,
} from '../../snapshot/index.js';
import { inWords } from '../shell/index.js';
import { day, decimal, number, one, person, plain, rating, theme, yes } from './field-words.js';
import { rows, silent, text, value, type SaidFields } from './said-fields.js';

type Measure = SectionContents['measures']['measures'][number];
type Unit = Measure['definition']['unit'];

/** `67.2% (45 of 67), as at 27 January 2020` */
function figureWords(figure: Figure, unit: Unit): string {
  const { numerator, denominator, asAt } = figure;
  const parts = numerator === null || denominator === null ? '' : ` (${numerator} of ${denominator})`;
  return `${formatFigureWithUnit(figure, unit)}${parts}${asAt === null ? '' : `, as at ${longDate(asAt)}`}`;
}

const figure = <F extends Figure>(label: string, unit: Unit, of: (figure: F) => string | null = () => null) =>
  value<F>(
    label,
    (one) => [figureWords(one, unit), of(one)].filter((words) => words !== null).join(', '),
    'No figure',
  );

type Definition = Measure['definition'];
const definition = ({ unit }: Pick<Definition, 'unit'>): SaidFields<Definition> => {
  const given = (label: string) => value<number>(label, (amount) => formatGiven(amount, unit), 'None');
  return {
    reference: text('Reference'),
    title: text('Title of the measure'),
    definition: text('Definition'),
    source: text('Source'),
    unit: one('Unit'),
    decimals: number('Places after the point'),
    polarity: one('Which direction is better'),
    basis: one('What the current figure covers'),
    cellBasis: one('What the figure of a period covers'),
    frequency: one('How often it is counted'),
    numerator: text('What is counted'),
    denominator: text('What it is a share of'),
    owner: person('Owner'),
    statutory: yes('Statutory'),
    availabilityNote: text('Why there are no figures'),
    target: {
      minimum: given('Floor of the target'),
      upper: given('Ambition of the target'),
      from: day('Target in force from'),
      until: day('Target in force until'),
    },
    belowZero: yes('May be below zero'),
    tolerance: given('How far short of the floor is Amber'),
    deadBand: given('The least change that counts'),
    fedBy: one('Figures come from'),
  };
};

const spc = (unit: Unit) =>
  value<NonNullable<Measure['spc']>>('Control chart', ({ points, rebases, trial, assurance, sentence }) => {
    const last = points.at(-1);
    const limits =
      last &&
      [last.limits.lower, last.limits.upper].map((limit) => formatGiven(Number(limit.toFixed(1)), unit));
    return [
      sentence,
      `${countOf(points.length, frequencyOf(last?.month ?? ''))}${last ? ` to ${periodWords(last.month)}, limits ${inWords(limits ?? [])}` : ''}${trial ? ', provisional' : ''}.`,
      ...(assurance === null
        ? []
        : [
            `${assurance === 'hit_and_miss' ? 'It meets its target at some times and misses it at others, by chance' : plain(assurance)}.`,
          ]),
      ...(rebases ?? []).map(({ from, reason }) => `New limits from ${periodWords(from)}: ${reason}`),
    ].join(' ');
  });

const measure = (of: Measure): SaidFields<Measure> => {
  const { unit } = of.definition;
  return {
    id: silent,
    definition: definition(of.definition),
    months: rows('Order of its periods', {
      key: ({ month }) => month,
      name: () => null,
      // Which periods are printed follows from the day of the report.
      goneIsSilent: true,
      fields: ({ month }) => figure(periodWords(month), unit),
    }),
    current: figure(
      'Current figure',
      unit,
      ({ month, span, computed }) => `${formatPeriod(month, span)}${computed ? ', worked out' : ''}`,
    ),
    baseline: figure('Baseline', unit, ({ year }) => year),
    direction: value(
      'Direction',
      ({ performance, value: moved, fromMonth, toMonth }) =>
        `${plain(moved)}${performance === null ? '' : ` (${performance})`}, ${periodWords(fromMonth)} to ${periodWords(toMonth)}`,
      'Too few figures',
    ),
    rag: {
      derived: rating('Rating by its target'),
      override: { rag: rating('Rating that was given instead'), reason: text('Why it was given') },
      printed: rating('Rating as it is printed'),
    },
    benchmarks: rows('Order of the comparisons', {
      key: ({ area }) => area,
      name: ({ area }) => AREA_NAMES[area],
      fields: () => ({
        area: silent,
        figure: figure('Figure', unit),
        period: text('What it is the figure of'),
        source: text('Source'),
        knownOn: day('Known on'),
        likeForLike: yes('Like for like'),
        stale: yes('Printed as old'),
        gap: decimal('Difference to our figure'),
        gapMeaning: one('How our figure stands to it'),
      }),
    }),
    spc: spc(unit),
    redefined: value(
      'Why its definition was changed',
      (changes) => changes.map(({ reason }) => reason).join(' '),
      'Nobody has said',
    ),
  };
};

const restated =
  (measures: readonly Measure[]) => (of: SectionContents['measures']['restatements'][number]) => {
    const unit = measures.find(({ id }) => id === of.measureId)?.definition.unit ?? null;
    return {
      measureId: silent,
      title: text('Measure'),
      period: silent,
      span: silent,
      before: figure('As the last report gave it', unit),
      after: figure('As it is restated', unit),
      reason: text('Why it is restated'),
    };
  };

const named = ({ reference, title }: { reference: string | null; title: string }): string =>
  reference === null ? title : `${reference} ${title}`;

/** Of a group of measures. */
export const measuresWords = ({
  measures,
}: SectionContents['measures']): SaidFields<SectionContents['measures']> => ({
  title: text('Title of the group'),
  themeId: theme,
  commentary: text('What do these figures tell?'),
  window: value('Months that are printed', (months) =>
    [months.at(0), months.at(-1)].map((month) => periodWords(month ?? '')).join(' to '),
  ),
  measures: rows('Order of the measures', {
    key: ({ id }) => id,
    name: ({ definition: defined }) => named(defined),
    fields: measure,
  }),
  restatements: rows('Order of the restated figures', {
    key: ({ measureId, period, span }) => `${measureId} ${period} ${span}`,
    name: ({ title, period, span }) => `Restated: ${title}, ${formatPeriod(period, span)}`,
    fields: restated(measures),
  }),
});
