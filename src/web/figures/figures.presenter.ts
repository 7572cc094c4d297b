import type { Actor } from '../../identity/index.js';
import {
  periodEnd,
  periodWords as nameOf,
  typedFigure,
  type EntryProblem,
  type FigureColumn,
  type FigureEntry,
  type PartFigures,
  type Reading,
} from '../../performance/index.js';
import type { PartView } from '../../programmes/index.js';
import type { SuppressedCell } from '../../snapshot/index.js';
import { aroundPart } from '../part/index.js';
import { capitalised, choices, count, head, longDate, paths, withQuery, type Link } from '../shell/index.js';
import { cellName, columnName, entryName } from './figures.form.js';
import type { FiguresCell, FiguresPage, FiguresRow } from './figures.view.js';
import { columnHeading, measureAbout, measureName, periodWords, sourceName } from './figures.words.js';

type Measure = PartFigures['measures'][number];
type Wrong = Omit<EntryProblem, 'entry'> & { entry: FigureEntry };

/** What somebody typed instead of what is recorded, and what is wrong with it. */
export interface TypedFigures {
  entries: readonly FigureEntry[];
  problems: readonly EntryProblem[];
  state: string;
  /** The number up to which the person who typed had read the figures. */
  known: string;
  /** Why figures change, as far as it was given. */
  reasons: readonly { name: string; value: string }[];
  /** Where nothing is wrong with a cell, and still nothing can be recorded. */
  whole: string | null;
}

export const STATE_CHOICES = [
  { value: 'provisional', text: 'Provisional: they may still change' },
  { value: 'validated', text: 'Validated: a later change needs a reason' },
] as const;

/** Before the first save of a person who could approve the part; null for everybody else. */
export const authorWarning = (actor: Actor, part: PartView): string | null =>
  !part.isAuthor && part.ownerId !== actor.userId && actor.can('contribution.approve', part.programme.id)
    ? 'Recording figures makes you an author of the parts that print them. Authors do not approve: somebody else would have to.'
    : null;

/**
 * @param typed what to show in the place of what is recorded; null for a page that nobody has typed in yet.
 * @param unprinted figures that the public edition would not print.
 */
export function presentFigures(
  actor: Actor,
  part: PartView,
  figures: PartFigures,
  typed: TypedFigures | null,
  unprinted: readonly Pick<SuppressedCell, 'measureId' | 'cell'>[],
): FiguresPage {
  // A year to date is shown where one of the measures has it.
  const shown = figures.columns
    .map((column, at) => ({ column, at }))
    .filter(({ at }) => figures.measures.some(({ cells }) => cells[at] !== null));
  const texts = new Map(typed?.entries.map((entry) => [entryName(entry), entry.text]));
  const wrong = new Map<string, Wrong>(
    typed?.problems.flatMap((problem) => {
      const entry = typed.entries[problem.entry];
      return entry ? [[entryName(entry), { ...problem, entry }] as const] : [];
    }),
  );
  const unseen = new Set(unprinted.map(({ measureId, cell }) => `${measureId} ${cell}`));
  const rows = figures.measures.map((measure) => rowOf(part.id, measure, shown, { texts, wrong, unseen }));
  return {
    head: head('Figures', {
      ...aroundPart(part),
      lead: firstSentence(part, figures, typed),
      wide: true,
      script: 'grid.js',
    }),
    form: {
      values: { state: typed?.state ?? 'provisional' },
      errors: { state: null },
      problems: [
        ...(typed?.whole ? [{ text: typed.whole }] : []),
        ...[...wrong].map(([name, { entry, measure, message }]) => ({
          text: placedWords(measure, entry, message),
          ...(rows.some(({ cells }) => cells.some((cell) => cell.name === name)) ? { href: `#${name}` } : {}),
        })),
      ],
    },
    action: paths.partBlock(part.id, 'figures'),
    known: typed?.known ?? figures.knownTo,
    caption: `Figures of ${part.title}`,
    columns: shown.map(({ column }) => ({
      id: `col-${columnName(column)}`,
      name: columnName(column),
      text: columnHeading(column),
      note: isPart(column, figures.asAt) ? `to ${longDate(figures.asAt)}` : null,
    })),
    rows,
    states: choices([...STATE_CHOICES]),
    reasons: typed?.reasons ?? [],
    warning: authorWarning(actor, part),
    links: linksOf(part, figures),
  };
}

/** A message with the measure and the period that it is about. */
export const placedWords = (measure: EntryProblem['measure'], entry: FigureEntry, message: string): string =>
  `${measure === null ? 'A measure' : measureName(measure)}, ${periodWords(entry)}: ${message}`;

const isPart = ({ span, label }: FigureColumn, asAt: string): boolean =>
  span !== 'year' && asAt < periodEnd(label);

const linksOf = (part: PartView, { programmeId, month }: PartFigures): Link[] => [
  { text: 'Paste a whole table', href: paths.pasteFigures(part.id) },
  { text: 'Import a file', href: withQuery(paths.importFigures(programmeId), { part: part.id }) },
  { text: 'Download these figures', href: paths.downloadFigures(programmeId, month) },
  { text: 'These measures through time', href: paths.measureGroup(part.subjectId) },
];

function firstSentence(part: PartView, figures: PartFigures, typed: TypedFigures | null): string {
  const { measures, columns } = figures;
  if (measures.length === 0) return 'There is no measure in this group. The programme manager can add one.';
  if (typed?.problems.length)
    return `Nothing is recorded yet. ${capitalised(count(typed.problems.length, 'figure'))} could not be read.`;
  const latest = measures.map(({ definition: { frequency, fedBy }, cells }) => {
    const at = columns.findLastIndex(({ span }, place) => span === frequency && cells[place] !== null);
    return { frequency, label: columns[at]?.label ?? '', isOpen: fedBy === null && cells[at] === undefined };
  });
  const without = latest.filter(({ isOpen }) => isOpen).length;
  const [label, ...others] = new Set(latest.map((one) => one.label));
  const named =
    others.length === 0
      ? nameOf(label ?? '')
      : `the last ${[...new Set(latest.map(({ frequency }) => frequency))].join(' or ')}`;
  const state =
    without === 0
      ? `Every measure has its figure for ${named}. Change what is not right`
      : `${capitalised(count(without, 'measure'))} ${without === 1 ? 'has' : 'have'} no figure for ${named}. Fill in what you have`;
  const follows =
    part.status === 'draft'
      ? ''
      : ' This part is no draft at present: what you record is printed in it only if it comes back.';
  return `${state}; you see what changes before anything is recorded.${follows}`;
}

function rowOf(
  partId: string,
  measure: Measure,
  shown: readonly { column: FigureColumn; at: number }[],
  around: Omit<AroundCell, 'row'>,
): FiguresRow {
  const { id, definition } = measure;
  const cells = shown.map(({ column, at }) =>
    cellOf(measure, column, measure.cells[at], { ...around, row: `row-${id}` }),
  );
  return {
    id: `row-${id}`,
    reference: definition.reference,
    title: definition.title,
    about: measureAbout(definition),
    from: definition.fedBy === null ? null : sourceName(definition.fedBy),
    evidence: withQuery(paths.partEvidence(partId), { entry: `measures/${id}` }),
    cells,
  };
}

interface AroundCell {
  texts: ReadonlyMap<string, string>;
  wrong: ReadonlyMap<string, Wrong>;
  /** What the public will not see, by measure and cell. */
  unseen: ReadonlySet<string>;
  row: string;
}

function cellOf(
  { id, definition }: Measure,
  column: FigureColumn,
  reading: Reading | undefined | null,
  around: AroundCell,
): FiguresCell {
  const name = cellName(id, column);
  const known = reading ? typedFigure(reading, definition.unit) : '';
  const typedHere = reading !== null && definition.fedBy === null;
  return {
    name: typedHere ? name : null,
    text: typedHere ? (around.texts.get(name) ?? known) : reading === null ? 'not used' : known || 'none yet',
    known,
    state: stateWords(
      reading?.state ?? (typedHere && column.span === 'year_to_date' ? 'worked out if empty' : null),
      around.unseen.has(`${id} ${column.span}/${column.label}`),
    ),
    column: columnHeading(column),
    headings: `${around.row} col-${columnName(column)}`,
    error: typedHere ? (around.wrong.get(name)?.message ?? null) : null,
  };
}

/** Beside a figure: whether it may still change, and that the public edition would not print it. */
function stateWords(state: string | null, unseen: boolean): string | null {
  const words = [...(state === null ? [] : [state]), ...(unseen ? ['not printed for the public'] : [])];
  return words.length === 0 ? null : words.join(', ');
}
