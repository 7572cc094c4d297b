import {
  changesBetweenEditions,
  type ChangeItem,
  type ChangeKind,
  type Changes,
  type Direction,
  type Told,
} from '../changes/index.js';
import type { Edition } from '../disclosure/index.js';
import { counted } from '../platform/index.js';
import { inWords, longDate } from '../snapshot/index.js';
import { consequencesOf, type Consequences } from './consequences.js';
import { groupedBy } from './grouped-by.js';

/** What changed since the report that this reader had before, as the template prints it. */
export interface ChangesView {
  /** `What changed since the report of December 2019` */
  heading: string;
  /** What is compared with what; or that these readers had nothing to compare with; or that nothing changed. */
  intro: string;
  headline: ChangesHeadline;
  /** By what they are about; the most important first, and none where nothing changed. */
  groups: ChangeGroup[];
  consequences: Consequences;
  /** The same in print: one table with a line for each change, and what is told in words alone. Null where there is no line. */
  table: { caption: string; rows: ChangeRow[] } | null;
  sentences: string[];
  /** What must be known to read it; empty without groups. */
  notes: string[];
}

/** For the first page. */
export interface ChangesHeadline {
  heading: string;
  /** At most six, the most important first; one that says so where nothing changed or nothing can be compared. */
  sentences: string[];
  /** `7 more changes: see “What changed …”.`, or null when all of them are told. */
  more: string | null;
}

export interface ChangeGroup {
  heading: string;
  /** Null where nothing of it has a before and an after. */
  table: { caption: string; rows: ChangeRow[] } | null;
  /** What is told in words alone. */
  sentences: string[];
}

/** What a group tells, one line a change, for pages that have no room for its table. */
export const changeLines = ({ table, sentences }: ChangeGroup): string[] => [
  ...(table?.rows ?? []).map(
    ({ what, place, was, now, change }) =>
      `${what}${place === null ? '' : `, ${place}`}: was ${was}, now ${now} (${change.word})`,
  ),
  ...sentences,
];

export interface ChangeRow {
  what: string;
  /** Where it stands; null where the words say it. */
  place: string | null;
  was: string;
  now: string;
  /** The arrow is decoration: the word says it. */
  change: { arrow: '↑' | '↓' | ''; word: string };
}

const MOST_SENTENCES = 6;
/** More than these are counted. */
const MOST_NAMES = 3;

interface Group {
  heading: string;
  caption: string;
  /** Told in a table, with what was and what is. */
  tabled: readonly ChangeKind[];
  /** Told in sentences. */
  spoken: readonly ChangeKind[];
}

/** Every kind of change stands in one of them; they are printed in the order of the most important change in each. */
const GROUPS: readonly Group[] = [
  {
    heading: 'Ratings of the programme and its themes',
    caption: 'Ratings that changed, as they were and as they are',
    tabled: ['overall_rating', 'theme_rating'],
    spoken: [],
  },
  {
    heading: 'Risks and issues',
    caption: 'Risks and issues whose score or severity changed',
    tabled: ['risk_level'],
    spoken: ['risk_matrix', 'risk_new', 'risk_converted', 'risk_reopened', 'risk_closed'],
  },
  {
    heading: 'Measures',
    caption: 'Measures that got better or worse, with what is compared',
    tabled: ['measure_rating', 'measure_figure'],
    spoken: ['measure_target', 'measure_redefined', 'measure_dropped'],
  },
  {
    heading: 'Actions',
    caption: 'Actions whose rating changed, with the quarter of each rating',
    tabled: ['action_rating', 'action_completed'],
    spoken: [],
  },
  {
    heading: 'Budget',
    caption: 'Forecasts that changed, in pounds',
    tabled: ['budget_variance', 'budget_forecast'],
    spoken: [],
  },
  {
    heading: 'Dates',
    caption: 'Due dates that are later or earlier than they were',
    tabled: ['due_date'],
    spoken: [],
  },
  {
    heading: 'Concerns and developments',
    caption: '',
    tabled: [],
    spoken: ['concern_new', 'concern_closed'],
  },
  {
    heading: 'Questions of members',
    caption: '',
    tabled: [],
    spoken: ['question_answered', 'question_asked'],
  },
  {
    heading: 'Figures that were restated',
    caption: 'Figures for the same time that differ from those of the earlier report',
    tabled: ['figure_restated'],
    spoken: [],
  },
  {
    heading: 'Parts of the report',
    caption: '',
    tabled: [],
    spoken: ['part_not_updated', 'part_dropped', 'part_added', 'renamed'],
  },
];

/** Several of a kind in one sentence, after their number. */
const SEVERAL: Readonly<Record<ChangeKind, Readonly<Record<Direction, string>>>> = {
  overall_rating: inEach('ratings changed'),
  theme_rating: {
    worse: 'themes have a worse rating',
    better: 'themes have a better rating',
    neutral: 'themes no longer have a rating',
  },
  risk_new: inEach('risks or issues are new'),
  risk_converted: { ...inEach('issues are risks now'), worse: 'risks have happened and are issues now' },
  risk_reopened: inEach('risks or issues are open again'),
  risk_level: { ...inEach('risks or issues went up'), better: 'risks or issues went down' },
  risk_matrix: inEach('registers are scored by another matrix'),
  measure_rating: { ...inEach('measures have a worse rating'), better: 'measures have a better rating' },
  measure_figure: { ...inEach('measures got worse'), better: 'measures got better' },
  action_rating: {
    worse: 'actions have a worse rating',
    better: 'actions have a better rating',
    neutral: 'actions have another rating',
  },
  action_completed: inEach('actions were completed'),
  budget_variance: {
    worse: 'budget lines are now forecast to overspend',
    better: 'budget lines are no longer forecast to overspend',
    neutral: 'budget lines moved between on budget and below it',
  },
  due_date: { ...inEach('dates are earlier or were taken out'), worse: 'dates slipped' },
  concern_new: { ...inEach('concerns are new'), neutral: 'developments are new' },
  part_not_updated: inEach('parts were not updated'),
  part_dropped: inEach('parts are no longer in the report'),
  figure_restated: inEach('figures were restated'),
  measure_target: inEach('measures have another target'),
  measure_redefined: inEach('measures have another definition'),
  measure_dropped: inEach('measures are no longer in the report'),
  renamed: inEach('measures or parts have another name'),
  risk_closed: inEach('risks or issues were closed'),
  concern_closed: inEach('concerns or developments were closed'),
  question_answered: inEach('questions of members were answered'),
  question_asked: inEach('questions of members were asked'),
  budget_forecast: inEach('forecasts changed'),
  part_added: inEach('parts are new'),
};

function inEach(words: string): Record<Direction, string> {
  return { worse: words, better: words, neutral: words };
}

/**
 * @param since the edition of the same name that the reader had before; null when there is none to compare with.
 * @param between those of the reports in between, which the reader did not have; the earliest first.
 */
export const presentChanges = (
  edition: Edition,
  since: Edition | null,
  between: readonly Edition[] = [],
): ChangesView => viewOfChanges(changesBetweenEditions(since, edition, between));

export function viewOfChanges(changes: Changes): ChangesView {
  const groups = groupsOf(changes.items);
  const heading = `What changed since ${sinceWords(changes)}`;
  const intro = introOf(changes);
  const presented = groups.map(({ group, items }) => presentGroup(group, items));
  const rows = presented.flatMap(({ table }) => table?.rows ?? []);
  return {
    heading,
    intro,
    headline: headlineOf(heading, changes.items.length === 0 ? intro : null, groups),
    groups: presented,
    consequences: consequencesOf(changes.items),
    table: rows.length === 0 ? null : { caption: 'What was and what is now, the most important first', rows },
    sentences: presented.flatMap(({ sentences }) => sentences),
    notes: groups.length === 0 ? [] : notesOf(changes.items),
  };
}

function sinceWords({ since, report }: Changes): string {
  if (!since) return 'the last report';
  return since.periodId === report.periodId
    ? `version ${since.version} of this report`
    : `the report of ${since.periodLabel}`;
}

function introOf({ since, report, items, counts: { worse, better, neutral } }: Changes): string {
  if (!since) return 'This printing is for readers who had no earlier report, so nothing is compared.';
  const isCorrected = since.periodId === report.periodId;
  const version = since.version === 1 ? '' : `, version ${since.version}`;
  const compared = isCorrected
    ? `version ${since.version} of this report (as at ${longDate(since.asAt)})`
    : `the report of ${since.periodLabel} (as at ${longDate(since.asAt)}${version})`;
  if (items.length === 0)
    return `Nothing that can be compared changed since ${compared}${isCorrected ? ', apart from what is listed as corrected' : ''}.`;
  const told = [
    [worse, 'for the worse'],
    [better, 'for the better'],
    [neutral, 'of neither kind'],
  ] as const;
  const counted = told.filter(([count]) => count > 0).map(([count, words]) => `${count} ${words}`);
  return `Compared with ${compared}, the changes are: ${inWords(counted)}.`;
}

interface Grouped {
  group: Group;
  items: ChangeItem[];
}

/** @param items the most important first. */
function groupsOf(items: readonly ChangeItem[]): Grouped[] {
  const found = new Map<Group, ChangeItem[]>();
  for (const item of items) {
    const group = GROUPS.find(({ tabled, spoken }) => [...tabled, ...spoken].includes(item.kind));
    if (!group) throw new Error(`BUG: no group prints a change of the kind "${item.kind}"`);
    found.set(group, [...(found.get(group) ?? []), item]);
  }
  return [...found].map(([group, own]) => ({ group, items: own }));
}

/** A line for each kind of change; first one of each group, so that what got better is not crowded out by what got worse. */
function headlineOf(page: string, nothing: string | null, groups: readonly Grouped[]): ChangesHeadline {
  const lines = groups.flatMap(({ items }, group) =>
    [...groupedBy(items, ({ kind, direction }) => `${kind} ${direction}`).values()].map((alike, place) => ({
      alike,
      group,
      place,
    })),
  );
  const told = lines
    .toSorted((a, b) => a.place - b.place || a.group - b.group)
    .slice(0, MOST_SENTENCES)
    .toSorted((a, b) => a.group - b.group || a.place - b.place);
  const left = lines.filter((line) => !told.includes(line)).reduce((sum, { alike }) => sum + alike.length, 0);
  return {
    heading: page,
    sentences: nothing === null ? told.map(({ alike }) => `${clauseOf(alike)}.`) : [nothing],
    more: left === 0 ? null : `${counted(left, 'more change')}: see “${page}”.`,
  };
}

/** @param items of one kind and direction; one at least. */
function clauseOf(items: readonly ChangeItem[]): string {
  const [first] = items;
  if (!first) throw new Error('BUG: a line about no change');
  const { kind, direction } = first;
  // One action may have moved in two quarters; of figures, each counts.
  const subjects = new Set(items.map(({ entryId, title }) => entryId ?? title)).size;
  if (items.length === 1 || (subjects === 1 && kind !== 'figure_restated'))
    return items.map(({ sentence }) => sentence.replace(/\.$/, '')).join('; ');
  const names = [...new Set(items.map(({ title }) => title))];
  const shown = names.slice(0, MOST_NAMES);
  const rest = names.length - shown.length;
  const listed = inWords([...shown.map((name) => `“${name}”`), ...(rest === 0 ? [] : [`${rest} more`])]);
  return `${kind === 'figure_restated' ? items.length : subjects} ${SEVERAL[kind][direction]} (${listed})`;
}

function presentGroup(
  { heading, caption, tabled, spoken }: Group,
  items: readonly ChangeItem[],
): ChangeGroup {
  // A measure whose figure and rating changed has one line.
  const rows = [
    ...groupedBy(
      items.filter(({ kind }) => tabled.includes(kind)),
      ({ kind, entryId, title, contributionId }) => {
        const measured = kind === 'measure_rating' || kind === 'measure_figure';
        return measured
          ? `measure ${entryId ?? title}`
          : `${kind} ${contributionId ?? ''} ${entryId ?? title}`;
      },
    ).values(),
  ].flatMap((own) =>
    own.some(({ kind }) => kind === 'measure_figure') && own.length > 1 ? [rowOfBoth(own)] : own.map(rowOf),
  );
  return {
    heading,
    table: rows.length === 0 ? null : { caption, rows },
    sentences: items.filter(({ kind }) => spoken.includes(kind)).map(({ sentence }) => sentence),
  };
}

function rowOf(item: ChangeItem): ChangeRow {
  const { kind, title, place, was, now } = item;
  return {
    what: title,
    place: PLACED.includes(kind) && place !== title ? place.replace(/^(Theme \d+): .*$/s, '$1') : null,
    was: was ? printed(was) : 'Not printed',
    now: now ? printed(now) : 'Not printed',
    change: { arrow: arrowOf(item), word: wordOf(item) },
  };
}

/** Of a measure: the figure first, then its rating. */
function rowOfBoth(items: readonly ChangeItem[]): ChangeRow {
  const isRating = ({ kind }: ChangeItem): number => Number(kind === 'measure_rating');
  const rows = items.toSorted((a, b) => isRating(a) - isRating(b)).map(rowOf);
  const [figure, ...others] = rows;
  if (!figure) throw new Error('BUG: a row about no change');
  const words = new Set(rows.map(({ change }) => change.word));
  return {
    ...figure,
    was: rows.map(({ was }) => was).join('; '),
    now: rows.map(({ now }) => now).join('; '),
    change: {
      ...figure.change,
      word:
        words.size === 1
          ? figure.change.word
          : `${figure.change.word}; rating ${others.map(({ change }) => change.word.toLowerCase()).join('; ')}`,
    },
  };
}

/** Kinds of which a title may stand in more than one part. */
const PLACED: readonly ChangeKind[] = ['action_rating', 'action_completed', 'due_date', 'figure_restated'];

const printed = ({ text, of }: Told): string => (of === null ? text : `${text} (${of})`);

/** Whether a figure or a rating rose or fell, as in the tables of the measures; none for what has no height. */
function arrowOf({ kind, direction, was, now }: ChangeItem): ChangeRow['change']['arrow'] {
  if (kind === 'due_date' || kind === 'figure_restated') return '';
  const [before, after] = [amountOf(was), amountOf(now)];
  if (before !== null && after !== null) return after > before ? '↑' : after < before ? '↓' : '';
  if (kind === 'risk_level') return direction === 'worse' ? '↑' : '↓';
  return ({ better: '↑', worse: '↓', neutral: '' } as const)[direction];
}

function amountOf(told: Told | null): number | null {
  if (typeof told?.value === 'number') return told.value;
  return typeof told?.value === 'string' && /^-?\d+\.\d\d$/.test(told.value) ? Number(told.value) : null;
}

function wordOf({ kind, direction, now }: ChangeItem): string {
  if (kind === 'due_date')
    return now?.value === null ? 'Taken out' : direction === 'worse' ? 'Later' : 'Earlier';
  if (kind === 'figure_restated') return 'Restated';
  if (kind === 'action_completed') return 'Completed';
  return { better: 'Better', worse: 'Worse', neutral: 'Changed' }[direction];
}

const NOTES: readonly { kinds: readonly ChangeKind[]; note: string }[] = [
  {
    kinds: ['measure_figure'],
    note: 'A measure is listed when it moved by more than its dead band, which is the least change that counts. Counts of the year so far are not compared within a year, because each contains the one before.',
  },
  {
    kinds: ['measure_figure', 'risk_level', 'budget_variance', 'budget_forecast'],
    note: 'The arrow says whether the figure rose or fell; the word, whether that is better or worse.',
  },
  {
    kinds: ['figure_restated'],
    note: '“Not printed”: the earlier report did not give this figure by itself.',
  },
];

const notesOf = (items: readonly ChangeItem[]): string[] =>
  NOTES.filter(({ kinds }) =>
    items.some(({ kind, was }) => kinds.includes(kind) && (kind !== 'figure_restated' || was === null)),
  ).map(({ note }) => note);
