import type { Actor } from '../../identity/index.js';
import type { EntryChange, FigureEntry, NumberedPlan } from '../../performance/index.js';
import type { PartView } from '../../programmes/index.js';
import { aroundPart } from '../part/index.js';
import { capitalised, choices, count, head, paths, wordRows, type FormView } from '../shell/index.js';
import { countsOf, kindWords } from './changes.words.js';
import { entryName, leftName, reasonName } from './figures.form.js';
import { authorWarning } from './figures.presenter.js';
import type { FiguresPreviewPage } from './preview.view.js';
import { figureWords, measureName, periodWords } from './figures.words.js';

interface Previewed {
  actor: Actor;
  part: PartView;
  entries: readonly FigureEntry[];
  plan: NumberedPlan;
  state: string;
  form: FormView;
  notes: readonly string[];
  /** The table can show them all, so that they can be changed there. */
  table: boolean;
}

/** What recording these figures changes. What changes nothing is not listed. */
export function presentPreview({
  actor,
  part,
  entries,
  plan,
  state,
  form,
  notes,
  table,
}: Previewed): FiguresPreviewPage {
  const { changes } = plan;
  const nameOf = ({ entry }: EntryChange): string => {
    const found = entries[entry];
    return found ? entryName(found) : '';
  };
  const meanwhile = changes.flatMap((change) =>
    change.meanwhile === null
      ? []
      : [
          {
            name: leftName(nameOf(change)),
            what: placeWords(change),
            theirs: figureWords(change.change.before, change.measure.unit),
            said: meanwhileWords(change, change.meanwhile),
          },
        ],
  );
  const isOwn = changes.every(({ meanwhile: found }) => found === null || found.own);
  const title = `Record ${count(changes.length, 'figure')}`;
  return {
    head: head(
      meanwhile.length === 0
        ? title
        : isOwn
          ? 'You recorded figures in another window meanwhile'
          : 'Somebody else recorded figures meanwhile',
      {
        ...aroundPart(part),
        lead:
          meanwhile.length > 0
            ? `${capitalised(count(meanwhile.length, 'figure'))} of yours ${meanwhile.length === 1 ? 'differs' : 'differ'} from what was recorded after you began to type. Nothing of this is recorded yet.`
            : `${countsOf(changes.map(({ change }) => change.outcome))}. Nothing is recorded yet.`,
        wide: true,
      },
    ),
    form,
    action: paths.recordFigures(part.id),
    again: table ? paths.partBlock(part.id, 'figures') : null,
    cancel: paths.partBlock(part.id, 'figures'),
    known: plan.knownTo,
    plan: plan.hash,
    state,
    hidden: changes.map((change) => ({
      name: nameOf(change),
      value: entries[change.entry]?.text ?? '',
    })),
    warning: authorWarning(actor, part),
    meanwhile,
    changes: wordRows(
      changes.map(({ measure, change }) => ({
        cells: [
          measureName(measure),
          capitalised(periodWords(change)),
          figureWords(change.before, measure.unit),
          figureWords(change.after, measure.unit),
          kindWords(change),
        ],
      })),
    ),
    restated: changes
      .filter(({ change }) => change.outcome === 'restated')
      .map((change) => ({
        name: reasonName(nameOf(change)),
        label: placeWords(change),
        value: entries[change.entry]?.reason ?? '',
      })),
    doubts: choices(
      changes.flatMap((change) =>
        change.doubt === null
          ? []
          : [{ value: nameOf(change), text: `${placeWords(change)}: ${change.doubt}` }],
      ),
    ),
    notes,
    button: meanwhile.length > 0 ? 'Record these figures' : title,
  };
}

/** What stood there when it was typed, and what has been recorded since. The page may show the newer figure by now: typed text was put back. */
function meanwhileWords(
  { measure: { unit }, change: { before, after } }: EntryChange,
  { by, own, seen }: NonNullable<EntryChange['meanwhile']>,
): string {
  const stood = seen === null ? 'nothing was recorded' : `${figureWords(seen, unit)} was recorded`;
  const recorded = `recorded ${figureWords(before, unit)}${own ? ' in another window' : ''}`;
  return `When you typed ${figureWords(after, unit)}, ${stood}. Since then ${own ? 'you' : by} ${recorded}.`;
}

const placeWords = ({ measure, change }: EntryChange): string =>
  `${measureName(measure)}, ${periodWords(change)}`;
