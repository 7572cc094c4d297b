import { yearOf, type Figure, type MeasuresContent } from '../../performance/index.js';
import { printedDecimal } from '../../platform/index.js';
import {
  areaInSentence,
  MISSING_REASON_SHORTHAND,
  ratingView,
  type Sealed,
  type SnapshotSection,
} from '../../snapshot/index.js';
import { directionWords, missingReasonOf } from '../measures.view.js';
import { about, decimal, type Fact, type Say } from './facts.js';

type Measure = Sealed<MeasuresContent>['measures'][number];
type Definition = Measure['definition'];

const UNITS: Readonly<Record<NonNullable<Definition['unit']>, string>> = {
  percent: 'percent',
  count: 'number',
  days: 'days',
  weeks: 'weeks',
  fte: 'full-time equivalents',
  pounds: 'pounds',
};

/** Six periods, current figure, baseline, targets, comparisons, direction and rating; no numerators, which a report does not print. */
export const measuresFacts = ({ content }: SnapshotSection): Fact[] =>
  (content as Sealed<MeasuresContent>).measures.flatMap(measureFacts);

function measureFacts(measure: Measure): Fact[] {
  const { definition, months, baseline } = measure;
  const say = about(definition.title, definition.reference);
  const unit = definition.unit === null ? null : UNITS[definition.unit];
  const { source } = definition;
  return [
    ...months.map((month) =>
      say(definition.frequency, ...figure(month, { period: month.month, unit, source })),
    ),
    currentFact(measure, say, unit),
    ...(baseline ? [say('baseline', ...figure(baseline, { period: baseline.year, unit, source }))] : []),
    ...targetFacts(definition, say, unit),
    ...measure.benchmarks.map((benchmark) =>
      say(
        `benchmark: ${areaInSentence(benchmark.area)}${benchmark.likeForLike ? '' : ' (not like for like)'}`,
        ...figure(benchmark.figure, { period: benchmark.period, unit, source: benchmark.source }),
      ),
    ),
    directionFact(measure, say),
    ratingFact(measure, say),
    ...(measure.redefined ?? []).map(({ reason }) => say('reason why its definition was changed', reason)),
  ];
}

type More = Parameters<Say>[2];

/** With the places that it was given with; a figure that is not there is empty and says by its shorthand why. */
function figure(of: Figure, more: More): [ReturnType<typeof decimal>, More] {
  if (of.value === null)
    return [null, { ...more, marks: [MISSING_REASON_SHORTHAND[of.missingReason ?? 'no_data']] }];
  const marks = [
    ...(of.state === 'restated' ? (['r'] as const) : []),
    ...(of.state === 'provisional' || of.partMonth ? (['p'] as const) : []),
  ];
  return [decimal(printedDecimal(of.value, of.decimals)), { ...more, marks }];
}

function currentFact(measure: Measure, say: Say, unit: string | null): Fact {
  const { current, definition } = measure;
  if (!current)
    return say('current', null, { unit, marks: [MISSING_REASON_SHORTHAND[missingReasonOf(measure)]] });
  const since = `${yearOf(current.month)}-04`;
  return say(
    'current',
    ...figure(current, {
      period: current.span === 'year_to_date' ? `${since} to ${current.month}` : current.month,
      unit,
      source: current.computed ? `worked out from the ${definition.frequency}s` : definition.source,
    }),
  );
}

function targetFacts({ target, polarity }: Definition, say: Say, unit: string | null): Fact[] {
  const { minimum, upper, from, until } = target;
  const period = [from && `from ${from}`, until && `until ${until}`].filter((one) => one !== null).join(' ');
  const more = { period: period === '' ? null : period, unit };
  return [
    ...(minimum === null
      ? []
      : [say(`target: at ${polarity === 'lower' ? 'most' : 'least'}`, minimum, more)]),
    ...(upper === null ? [] : [say('target: ambition', upper, more)]),
  ];
}

/** What follows from a suppressed figure is not told either, and then is neither unknown nor "not rated". */
const hides = ({ months, current }: Measure): boolean =>
  [...months, current].some((one) => one?.missingReason === 'suppressed');

function directionFact(measure: Measure, say: Say): Fact {
  const { direction, definition } = measure;
  if (!direction) return say('direction', null, { marks: [hides(measure) ? 'c' : 'x'] });
  return say('direction', directionWords(direction, definition).word, {
    period: `${direction.fromMonth} to ${direction.toMonth}`,
  });
}

function ratingFact(measure: Measure, say: Say): Fact {
  const { printed, override } = measure.rag;
  if (printed === null && hides(measure)) return say('rating', null, { marks: ['c'] });
  return say('rating', ratingView(printed).word, {
    source: override ? 'decided, not by its targets' : null,
  });
}
