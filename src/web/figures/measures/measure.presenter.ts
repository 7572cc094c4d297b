import { benchmarkInWords, chartOfMeasure, lookOfMeasure } from '../../../document/index.js';
import type { Actor, Person } from '../../../identity/index.js';
import {
  asPrinted,
  periodDate,
  periodWords as nameOf,
  type BenchmarkView,
  type DefinitionView,
  type KnownFigure,
  type KnownMeasure,
  type MeasureBoard,
  type MeasureView,
  type PrintedMeasure,
  type ReadingView,
  type RebaseView,
  type Restatement,
} from '../../../performance/index.js';
import type { Page } from '../../../platform/index.js';
import type { ReplacedFigure, VersionInForce } from '../../../reporting/index.js';
import {
  AREA_NAMES,
  formatFigureWithUnit,
  formatGiven,
  formatNumber,
  ratingView,
} from '../../../snapshot/index.js';
import {
  capitalised,
  count,
  facts,
  head,
  instantWords,
  inWords,
  longDate,
  paths,
  personLabel,
  withQuery,
  wordRows,
  type Link,
} from '../../shell/index.js';
import { columnName } from '../figures.form.js';
import { figureWords, measureName, periodWords } from '../figures.words.js';
import { whyRated } from '../rating.words.js';
import { changedFields, definitionFacts, targetWords } from './definition.words.js';
import { currentPeriod, signsIn } from './measure-line.js';
import { reportsOf } from './measure-reports.js';
import { yearsOf } from './measure.years.js';
import type { FigurePage, MeasurePage } from './measure.view.js';
import { groupName } from './measures.presenter.js';

/** Everything that is known of one measure. */
export interface AroundMeasure {
  measure: MeasureView;
  board: MeasureBoard;
  known: KnownMeasure;
  figures: readonly KnownFigure[];
  restatements: Page<Restatement>;
  benchmarks: readonly BenchmarkView[];
  definitions: readonly DefinitionView[];
  rebases: readonly RebaseView[];
  printed: readonly PrintedMeasure[];
  /** The sealed report of each period that the reader may see. */
  versions: ReadonlyMap<string, Pick<VersionInForce, 'id' | 'readable'>>;
  /** As versions printed it that corrections took the place of. */
  replaced: readonly ReplacedFigure[];
  people: ReadonlyMap<string, Person>;
}

export function presentMeasure(actor: Actor, around: AroundMeasure, now: Date): MeasurePage {
  const { measure, board, known, restatements } = around;
  const { row } = known;
  const { definition } = measure;
  const { unit } = definition;
  const chart = chartOfMeasure(row, known.series);
  const years = yearsOf(measure.id, definition, around.figures, board.asAt);
  const printedAs = <F extends Parameters<typeof asPrinted>[0]>(figure: F): F =>
    asPrinted(figure, definition);
  const restated = restatements.items.map((one) => ({
    cells: [
      capitalised(periodWords({ span: one.span, period: periodDate(one.period) })),
      figureWords(printedAs(one.before), unit),
      figureWords(printedAs(one.after), unit),
      one.after.reason ?? 'No reason was given',
      one.recordedBy.name,
      instantWords(one.recordedAt, now),
    ],
  }));
  const reports = reportsOf(around);
  const shown = [
    ...(years?.rows.flatMap(({ cells }) => cells.map(({ text }) => text)) ?? []),
    ...reports.flatMap((one) => [one.figure, one.now]),
    row.current === null ? '' : formatFigureWithUnit(row.current, unit),
  ];
  return {
    head: head(measureName(definition), {
      wide: true,
      programme: board.programmeName,
      breadcrumbs: crumbsOf(around),
      lead: firstSentence(actor, around),
    }),
    rating: ratingView(row.rag.printed),
    facts: facts(factsOf(around)),
    chart: chart && {
      sentence: chart.sentence,
      drawing: chart.drawing,
      key: chart.key,
      trial: chart.trial ? `Trial limits: ${count(row.spc?.points.length ?? 0, 'point')}` : null,
    },
    empty: around.figures.length === 0 && measure.groupId !== null ? emptyWords(actor, around) : null,
    actions: actionsOf(actor, around),
    years,
    signs: signsIn(shown),
    restatements: wordRows(restated),
    moreRestatements: restatements.nextCursor !== null,
    benchmarks: wordRows(
      row.benchmarks.map(({ area, source, knownOn }) => ({
        cells: [
          AREA_NAMES[area],
          benchmarkInWords(row, area) ?? '',
          source ?? 'Not said',
          knownOn === null ? 'Not said' : longDate(knownOn),
        ],
      })),
    ),
    allBenchmarks: wordRows(
      around.benchmarks.map((one) => ({
        cells: [
          AREA_NAMES[one.area],
          benchmarkFigure(one, definition),
          one.period ?? 'Not said',
          one.source ?? 'Not said',
          one.recordedBy.name,
          instantWords(one.recordedAt, now),
        ],
      })),
    ),
    rebases: wordRows(
      around.rebases.map(({ from, reason, recordedBy }) => ({
        cells: [nameOf(from), reason, recordedBy.name],
      })),
    ),
    definition: facts(
      definitionFacts(
        definition,
        definition.ownerId === null ? null : nameOfPerson(around.people.get(definition.ownerId)),
      ),
    ),
    versions: wordRows(versionRows(around.definitions, now)),
    reports,
    reportsNote:
      reports.length > 0
        ? null
        : actor.can('contribution.read', measure.programmeId)
          ? 'No approved report prints it yet.'
          : 'Which reports print it is seen with the permission to see the parts of reports.',
  };
}

const nameOfPerson = (person: Person | undefined): string | null => (person ? personLabel(person) : null);

function crumbsOf({ measure, board }: Pick<AroundMeasure, 'measure' | 'board'>): Link[] {
  const group = board.groups.find(({ id }) => id === measure.groupId);
  return [
    { text: 'Measures', href: paths.measures(measure.programmeId) },
    ...(group ? [{ text: groupName(group), href: paths.measureGroup(group.id) }] : []),
  ];
}

function firstSentence(actor: Actor, { measure, known, board, figures }: AroundMeasure): string {
  const { row } = known;
  const { direction, current } = row;
  if (measure.groupId === null) return 'It is no longer reported. What was recorded and printed of it stays.';
  if (current === null) {
    const counted = figures.find(({ span }) => span === measure.definition.frequency);
    if (counted) return `${countedWords(counted, measure.definition)} It has no current figure.`;
    const why = measure.definition.availabilityNote;
    if (why !== null) return `No figure yet: ${why}`;
    return actor.can('reading.record', measure.programmeId)
      ? 'No figure yet. Record one in the figures of its part, or import a file.'
      : 'No figure yet.';
  }
  const latest = `${formatFigureWithUnit({ ...current, state: null, partMonth: false }, measure.definition.unit)} in ${currentPeriod(known) ?? ''}`;
  const moved =
    direction === null
      ? null
      : {
          better: 'better',
          same: 'unchanged',
          worse: 'worse',
          none: { up: 'higher', level: 'unchanged', down: 'lower' }[direction.value],
        }[direction.performance ?? 'none'];
  const said =
    direction === null || moved === null
      ? `${latest}. There are too few figures to say where it goes.`
      : current.span !== 'year_to_date' && current.month === direction.toMonth
        ? `${latest}, ${moved === 'unchanged' ? 'as' : `${moved} than`} in ${nameOf(direction.fromMonth)}.`
        : `${latest}. ${nameOf(direction.toMonth)} was ${moved === 'unchanged' ? 'as' : `${moved} than`} ${nameOf(direction.fromMonth)}.`;
  const missing =
    row.months.at(-1)?.state === null && board.period !== null
      ? ` There is no figure for ${nameOf(known.lastPeriod)} yet.`
      : '';
  return `${capitalised(said)}${missing}`;
}

/** `35 in December 2019.` */
function countedWords(figure: KnownFigure, definition: MeasureView['definition']): string {
  const when = nameOf(figure.period);
  const what = figureWords(asPrinted(figure, definition), definition.unit);
  return figure.value === null ? `The newest figure, of ${when}: ${what}.` : `${what} in ${when}.`;
}

function factsOf({ measure, known, figures }: AroundMeasure): { name: string; value: string }[] {
  const { row } = known;
  const { current, rag, baseline } = row;
  const { unit } = measure.definition;
  const look = lookOfMeasure(row);
  const later = figures.find(
    ({ span, period, value }) =>
      span === measure.definition.frequency &&
      value !== null &&
      periodDate(period) > periodDate(known.lastPeriod),
  );
  return [
    ...(current === null
      ? []
      : [
          {
            name: 'Latest figure',
            value: `${look.current}, ${currentPeriod(known) ?? ''}${current.computed ? ', worked out from its periods' : ''}`,
          },
          { name: 'As at', value: current.asAt === null ? 'The end of its period' : longDate(current.asAt) },
          { name: 'State', value: stateWords(current) },
          ...(current.numerator === null || current.denominator === null
            ? []
            : [
                {
                  name: 'Made of',
                  value: `${partWords(current.numerator)} of ${partWords(current.denominator)}`,
                },
              ]),
        ]),
    ...(later
      ? [
          {
            name: 'Later figure',
            value: `${figureWords(later, unit)}, ${nameOf(later.period)}: it counts once that period is opened`,
          },
        ]
      : []),
    { name: 'Why it is rated so', value: whyRated(row) },
    ...(rag.override === null
      ? []
      : [{ name: 'Printed rating', value: `${ratingView(rag.override.rag).word}: ${rag.override.reason}` }]),
    { name: 'Target in force', value: targetWords(row.definition) },
    ...(baseline === null
      ? []
      : [{ name: 'Year before', value: `${formatFigureWithUnit(baseline, unit)}, ${baseline.year}` }]),
  ];
}

const partWords = (value: number): string => formatGiven(value, 'count');

const STATE_WORDS = {
  provisional: 'Provisional: it may still change',
  validated: 'Validated',
  restated: 'Restated: an earlier figure was relied on',
} as const;

const stateWords = ({
  state,
  partMonth,
}: {
  state: keyof typeof STATE_WORDS | null;
  partMonth: boolean;
}): string =>
  `${state === null ? 'Not said' : STATE_WORDS[state]}${partMonth ? '; its period was not over' : ''}`;

function emptyWords(actor: Actor, { measure }: AroundMeasure): string {
  if (measure.definition.fedBy !== null)
    return 'Its figures come from another part of the report once that is approved.';
  return actor.can('reading.record', measure.programmeId)
    ? 'There are two ways to record its first figure: in the figures of its part, or from a file.'
    : 'Its owner or an analyst records the first one.';
}

function actionsOf(actor: Actor, { measure, board }: AroundMeasure): Link[] {
  const { id, programmeId, definition, groupId } = measure;
  const part = board.groups.find((group) => group.id === groupId)?.partId ?? null;
  const records = actor.can('reading.record', programmeId) && definition.fedBy === null;
  return [
    ...(records && part !== null ? [{ text: 'Record figures', href: paths.partBlock(part, 'figures') }] : []),
    ...(records ? [{ text: 'Import figures', href: paths.importFigures(programmeId) }] : []),
    ...(part === null
      ? []
      : [{ text: 'What the public will not see of its part', href: paths.partStep(part, 'publication') }]),
    ...(actor.can('measure.manage', programmeId)
      ? [
          { text: 'Change the definition', href: paths.measureStep(id, 'definition') },
          { text: 'Set the target', href: paths.measureStep(id, 'target') },
          { text: 'Add a benchmark', href: paths.newBenchmark(id) },
          { text: 'Begin limits anew', href: paths.newRebase(id) },
        ]
      : []),
  ];
}

function benchmarkFigure(one: BenchmarkView, definition: MeasureView['definition']): string {
  const { unit } = definition;
  const { decimals } = asPrinted({ ...one, numerator: null }, definition);
  return one.value === null ? figureWords(one, unit) : formatNumber(one.value, decimals, unit);
}

function versionRows(definitions: readonly DefinitionView[], now: Date): { cells: string[] }[] {
  return definitions.map(({ version, recordedAt, recordedBy, definition, groupId, reason }, index) => {
    const before = definitions[index + 1];
    const changed = before
      ? [
          ...(before.groupId === groupId ? [] : [groupId === null ? 'no longer reported' : 'group']),
          ...changedFields(before.definition, definition),
        ]
      : [];
    const what =
      version === 1
        ? 'First definition'
        : before === undefined
          ? 'Changed'
          : changed.length === 0
            ? 'Place in its group'
            : `Other ${inWords(changed)}`;
    return {
      cells: [String(version), instantWords(recordedAt, now), recordedBy.name, what, reason ?? 'Not said'],
    };
  });
}

/** @param place the period of the figure. */
export function presentFigure(
  measure: MeasureView,
  place: Pick<KnownFigure, 'span' | 'period'>,
  { items, nextCursor }: Page<ReadingView>,
  isFirst: boolean,
  now: Date,
): FigurePage {
  const { id, definition } = measure;
  const name = capitalised(periodWords(place));
  const [newest] = items;
  const often = newest?.revisions ?? 0;
  return {
    head: head(name, {
      caption: measureName(definition),
      back: { text: measureName(definition), href: paths.measure(id) },
      wide: true,
      lead:
        newest === undefined
          ? 'Nothing has been recorded for it.'
          : isFirst
            ? `It was recorded ${often === 1 ? 'once' : often === 2 ? 'twice' : `${often} times`}. What counts is ${figureWords(newest, definition.unit)}. Nothing that was recorded is ever removed.`
            : 'What was recorded earlier.',
    }),
    revisions: wordRows(
      items.map((one) => ({
        cells: [
          figureWords(one, definition.unit),
          instantWords(one.recordedAt, now),
          personLabel(one.recordedBy),
          STATE_WORDS[one.state],
          one.asAt === null ? 'Not said' : longDate(one.asAt),
          one.numerator === null || one.denominator === null
            ? 'Not given'
            : `${partWords(one.numerator)} of ${partWords(one.denominator)}`,
          one.reason ?? 'None',
        ],
      })),
    ),
    next:
      nextCursor === null
        ? null
        : withQuery(paths.figureHistory(id, columnName(place)), { cursor: nextCursor }),
  };
}
