import type { Actor } from '../../../identity/index.js';
import type { BoardGroup, KnownMeasure, MeasureBoard, RatedPeriod } from '../../../performance/index.js';
import { RATING_WORDS } from '../../../programmes/index.js';
import { ratingView } from '../../../snapshot/index.js';
import {
  capitalised,
  choices,
  count,
  head,
  inWords,
  listPage,
  paths,
  withQuery,
  type Link,
  type Path,
} from '../../shell/index.js';
import { measureName } from '../figures.words.js';
import { isMissing, isProvisional, isWorse, lineOf, signsIn } from './measure-line.js';
import type { MeasureFilter, MeasuresPage, RatingsPage, Tab } from './measures.view.js';

export const ONLY = ['worse', 'missing', 'provisional'] as const;
const ONLY_WORDS = {
  worse: 'Got worse',
  missing: 'No figure this period',
  provisional: 'Provisional',
} as const;
const FITS = { worse: isWorse, missing: isMissing, provisional: isProvisional } as const;
export const RATING_CHOICES = ['RED', 'AMBER', 'GREEN', 'none'] as const;

/** What is chosen in the address. */
export interface ChosenMeasures {
  period?: string | undefined;
  rating?: (typeof RATING_CHOICES)[number] | undefined;
  only: readonly (typeof ONLY)[number][];
  /** 1, 2, … */
  page: number;
}

/** A programme's period, for a choice. */
interface PeriodName {
  id: string;
  label: string;
}

export function presentMeasures(
  actor: Actor,
  programmeId: string,
  board: MeasureBoard,
  chosen: ChosenMeasures,
  periods: readonly PeriodName[],
): MeasuresPage {
  const reported = board.measures.filter(({ groupId }) => groupId !== null);
  const fitting = reported.filter((measure) => fits(measure, chosen));
  const { shown, range, before, next } = listPage(fitting, chosen.page, (page) =>
    addressOf(programmeId, chosen, page),
  );
  const isFiltered = chosen.rating !== undefined || chosen.only.length > 0;
  const groups = board.groups
    .map((group) => ({ group, members: shown.filter(({ groupId }) => groupId === group.id) }))
    .filter(({ members }) => members.length > 0)
    .map(({ group, members }) => ({
      heading: { text: groupName(group), href: paths.measureGroup(group.id) },
      rows: members.map(lineOf),
    }));
  return {
    head: head('Measures', {
      wide: true,
      programme: board.programmeName,
      lead: firstSentence(actor, programmeId, board, reported),
    }),
    tabs: tabsOf(actor, programmeId, 'figures'),
    filter: filterOf(programmeId, board, chosen, periods, isFiltered),
    result: resultWords(fitting.length, reported.length, range),
    groups,
    signs: signsIn(groups.flatMap(({ rows }) => rows.map(({ figure }) => figure))),
    empty:
      shown.length > 0
        ? null
        : reported.length > 0 && isFiltered
          ? 'No measure fits this filter.'
          : 'No measure yet.',
    retired:
      isFiltered || next !== null
        ? []
        : board.measures
            .filter(({ groupId }) => groupId === null)
            .map(({ row }) => ({ text: measureName(row.definition), href: paths.measure(row.id) })),
    before,
    next,
    actions: actionsOf(actor, programmeId),
  };
}

/** `1 Timeliness`; a group that nobody gave a title is called by its place. */
export const groupName = ({ number, title }: Pick<BoardGroup, 'number' | 'title'>): string =>
  title === null ? `Measures, group ${number}` : `${number} ${title}`;

const fits = (measure: KnownMeasure, { rating, only }: ChosenMeasures): boolean =>
  (rating === undefined || (measure.row.rag.printed ?? 'none') === rating) &&
  only.every((one) => FITS[one](measure));

const addressOf = (programmeId: string, { period, rating, only }: ChosenMeasures, page: number): Path =>
  only.reduce<Path>(
    (path, one) => withQuery(path, { only: one }),
    withQuery(paths.measures(programmeId), { period, rating, page: page === 1 ? undefined : page }),
  );

function filterOf(
  programmeId: string,
  board: MeasureBoard,
  { period, rating, only }: ChosenMeasures,
  periods: readonly PeriodName[],
  isFiltered: boolean,
): MeasureFilter {
  return {
    action: paths.measures(programmeId),
    form: {
      values: { period: board.period?.id ?? '', rating: rating ?? '', only },
      errors: { period: null, rating: null, only: null },
      problems: [],
    },
    periods: choices(periods.map(({ id, label }) => ({ value: id, text: label }))),
    ratings: choices([
      { value: '', text: 'Any' },
      ...RATING_CHOICES.map((value) => ({
        value,
        text: value === 'none' ? 'Not rated' : RATING_WORDS[value],
      })),
    ]),
    only: choices(ONLY.map((value) => ({ value, text: ONLY_WORDS[value] }))),
    clear: isFiltered ? withQuery(paths.measures(programmeId), { period }) : null,
  };
}

function firstSentence(
  actor: Actor,
  programmeId: string,
  board: MeasureBoard,
  reported: readonly KnownMeasure[],
): string {
  if (reported.length === 0)
    return actor.can('measure.manage', programmeId)
      ? `There is no measure yet. ${board.groups.length === 0 ? 'Add a group, and then its measures.' : 'Add the first one.'}`
      : 'There is no measure yet. The programme manager can add one.';
  return `${capitalised(count(reported.length, 'measure'))} ${reported.length === 1 ? 'is' : 'are'} reported. ${stateOf(board, reported)}`;
}

/** `With what is known for January 2020, 3 are Red, 5 got worse and 2 have no figure.` */
export function stateOf({ period }: Pick<MeasureBoard, 'period'>, measures: readonly KnownMeasure[]): string {
  const number = (is: (measure: KnownMeasure) => boolean): number => measures.filter(is).length;
  const red = number(({ row }) => row.rag.printed === 'RED');
  const worse = number(isWorse);
  const missing = number(isMissing);
  const said = [
    ...(red === 0 ? [] : [`${red} ${red === 1 ? 'is' : 'are'} Red`]),
    ...(worse === 0 ? [] : [`${worse} got worse`]),
    ...(missing === 0 ? [] : [`${missing} ${missing === 1 ? 'has' : 'have'} no figure`]),
  ];
  const known = `With what is known ${period === null ? 'today' : `for ${period.label}`}`;
  return said.length === 0
    ? `${known}, none is Red, none got worse, and every one has its figure.`
    : `${known}, ${inWords(said)}.`;
}

function resultWords(fitting: number, all: number, range: string | null): string {
  const of =
    fitting === all
      ? capitalised(count(all, 'measure'))
      : `${fitting === 0 ? 'None' : fitting} of ${count(all, 'measure')}`;
  return range === null ? of : `${of}: ${range}`;
}

const actionsOf = (actor: Actor, programmeId: string): Link[] => [
  ...(actor.can('measure.manage', programmeId)
    ? [
        { text: 'Add a measure', href: paths.newMeasure(programmeId) },
        { text: 'Add a group', href: paths.newMeasureGroup(programmeId) },
        { text: 'Paste a table of measures', href: paths.pasteMeasures(programmeId) },
      ]
    : []),
  ...(actor.can('reading.record', programmeId)
    ? [{ text: 'Import figures', href: paths.importFigures(programmeId) }]
    : []),
  { text: 'Download the figures', href: paths.downloadFigures(programmeId) },
];

const tabsOf = (
  actor: Pick<Actor, 'can'>,
  programmeId: string,
  at: 'figures' | 'ratings',
): readonly Tab[] => [
  { text: 'Latest figures', href: paths.measures(programmeId), current: at === 'figures' },
  { text: 'Ratings over time', href: paths.measureRatings(programmeId), current: at === 'ratings' },
  ...(actor.can('contribution.read', programmeId)
    ? [{ text: 'Themes and actions over time', href: paths.themeRatings(programmeId), current: false }]
    : []),
];

/** @param versions the sealed report of each period that the reader may see. */
export function presentRatings(
  actor: Actor,
  programmeId: string,
  board: MeasureBoard,
  periods: readonly RatedPeriod[],
  versions: ReadonlyMap<string, { id: string }>,
  page: number,
): RatingsPage {
  const printed = periods.map(({ ratings }) => new Map(ratings.map((one) => [one.measureId, one])));
  const rated = board.measures.filter(({ row }) => printed.some((one) => one.has(row.id)));
  const { shown, range, before, next } = listPage(rated, page, (number) =>
    withQuery(paths.measureRatings(programmeId), { page: number === 1 ? undefined : number }),
  );
  const [first, last] = [periods[0], periods.at(-1)];
  const mayRead = actor.can('contribution.read', programmeId);
  return {
    head: head('Ratings over time', {
      wide: true,
      programme: board.programmeName,
      lead: !mayRead
        ? 'Who may see the parts of reports sees here how they rated each measure.'
        : !first || !last
          ? 'No part with measures has been approved yet.'
          : first === last
            ? `How the report of ${last.label} rates each measure.`
            : `How the reports of ${first.label} to ${last.label} rate each measure, as they were approved.`,
    }),
    tabs: tabsOf(actor, programmeId, 'ratings'),
    caption:
      range === null ? 'Ratings as approved' : `Ratings as approved, measures ${range} of ${rated.length}`,
    columns: periods.map(({ id, label }) => {
      const version = versions.get(id)?.id;
      return version === undefined
        ? { text: label, href: null, without: 'Not approved yet' }
        : { text: label, href: paths.version(version), without: 'Not in it' };
    }),
    rows: shown.map((known) => ({
      link: { text: measureName(known.row.definition), href: paths.measure(known.row.id) },
      cells: printed.map((one) => {
        const said = one.get(known.row.id);
        return said ? { rating: ratingView(said.rag.printed), note: noteOf(said, known) } : null;
      }),
    })),
    empty: shown.length > 0 ? null : 'Ratings stand here once the first part with measures is approved.',
    before,
    next,
  };
}

/** What a reader of an old rating has to know beside it. */
function noteOf({ rag, current }: RatedPeriod['ratings'][number], { figures }: KnownMeasure): string | null {
  const now =
    current === null || current.computed
      ? undefined
      : figures.find(({ span, period }) => span === current.span && period === current.month);
  const notes = [
    ...(rag.override === null ? [] : ['not by its target']),
    ...(now === undefined || now.value === current?.value ? [] : ['its figure has changed since']),
  ];
  return notes.length === 0 ? null : notes.join('; ');
}
