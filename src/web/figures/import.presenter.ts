import { periodDate, type ImportView } from '../../performance/index.js';
import {
  choices,
  count,
  facts,
  head,
  paths,
  withQuery,
  wordRows,
  type FormView,
  type Path,
  type Sent,
} from '../shell/index.js';
import { countsOf, kindWords } from './changes.words.js';
import { figureWords, measureName, periodWords } from './figures.words.js';
import { findingWords, listed, MOST_LISTED } from './findings.js';
import type { ImportFiguresPage, ImportPreviewPage } from './import.view.js';

/** Whose figures, and from where a person came. */
export interface ImportFor {
  programme: { id: string; name: string };
  /** The part on whose page they were; null for a person who came by another way. */
  part: { id: string; title: string } | null;
}

/** Where a file is chosen; it remembers the part. */
const chooseFile = ({ programme, part }: ImportFor): Path =>
  withQuery(paths.importFigures(programme.id), { part: part?.id });

/** Where work goes on when the figures are recorded. */
export const afterImport = (from: ImportFor): Path =>
  from.part === null ? chooseFile(from) : paths.partBlock(from.part.id, 'figures');

const around = ({ programme: { name }, part }: ImportFor) => ({
  caption: name,
  programme: name,
  back: part
    ? { text: `Figures of ${part.title}`, href: paths.partBlock(part.id, 'figures') }
    : { text: 'My work', href: paths.myWork() },
});

export const presentImport = (from: ImportFor, form: FormView): ImportFiguresPage => ({
  head: head('Import figures', {
    ...around(from),
    lead: 'Choose a file. You see what it changes before anything is recorded.',
    script: 'upload.js',
  }),
  form,
  action: chooseFile(from),
  states: choices([
    { value: '', text: 'New ones provisional, known ones as they are' },
    { value: 'provisional', text: 'Provisional' },
    { value: 'validated', text: 'Validated' },
  ]),
  download: paths.downloadFigures(from.programme.id),
});

/**
 * What importing this file would change.
 * @param sent the choices as they were sent.
 */
export function presentImportPreview(
  from: ImportFor,
  view: ImportView,
  sent: Sent,
  form: FormView,
): ImportPreviewPage {
  const { counts, changes } = view;
  const number = changes.length;
  const back = { text: 'Import figures', href: chooseFile(from) };
  const title = `Record ${count(number, 'figure')}`;
  const more = number - MOST_LISTED;
  return {
    head: head(
      counts.problems > 0 ? 'Nothing can be recorded yet' : number === 0 ? 'Nothing to record' : title,
      { ...around(from), back, lead: firstSentence(view), wide: true },
    ),
    form,
    facts: facts([
      ...(['new', 'changed', 'restated'] as const).map((kind) => ({
        name: { new: 'New', changed: 'Changed', restated: 'Restated' }[kind],
        value: counts[kind].toLocaleString('en-GB'),
      })),
      { name: 'As they are recorded', value: counts.same.toLocaleString('en-GB') },
      { name: 'Read as', value: readAs(view) },
    ]),
    changes: wordRows(
      changes.slice(0, MOST_LISTED).map(({ row, column, measure, span, period, kind, before, after }) => {
        const { unit } = measure;
        return {
          cells: [
            `${column}${row}`,
            measureName(measure),
            periodWords({ span, period: periodDate(period) }),
            figureWords(before, unit),
            figureWords(after, unit),
            kindWords({ outcome: kind, after }),
          ],
        };
      }),
    ),
    more: more > 0 ? `And ${more.toLocaleString('en-GB')} more` : null,
    problems: listed(view.problems),
    warnings: listed(view.warnings.filter(({ accept }) => accept === null)),
    ignored: listed(view.ignored),
    confirm:
      counts.problems > 0 || number === 0
        ? null
        : {
            action: withQuery(paths.confirmImport(from.programme.id), { part: from.part?.id }),
            button: title,
            doubts: choices(
              view.warnings.flatMap((one) =>
                one.accept === null ? [] : [{ value: one.accept, text: findingWords(one) }],
              ),
            ),
            hidden: [
              ...Object.entries(sent).flatMap(([name, value]) =>
                /^(asAt-(day|month|year)|state|reason)$/.test(name) && typeof value === 'string'
                  ? [{ name, value }]
                  : [],
              ),
              { name: '_sha256', value: view.sha256 },
              { name: '_plan', value: view.plan },
            ],
          },
    again: chooseFile(from),
  };
}

function firstSentence({ counts, changes }: ImportView): string {
  if (counts.problems > 0)
    return `Nothing can be recorded until ${count(counts.problems, 'place')} ${counts.problems === 1 ? 'is' : 'are'} corrected. Correct what is wrong in the file, then choose it again.`;
  if (changes.length === 0)
    return counts.figures === 0
      ? 'There is no figure in this file.'
      : 'Every figure of this file is recorded already.';
  return `${countsOf(changes.map(({ kind }) => kind))}. Nothing is recorded yet: look through ${changes.length === 1 ? 'it' : 'them'} first.`;
}

const readAs = ({ layout, sheet }: ImportView): string =>
  `${layout === 'long' ? 'A row for each figure' : 'Tables with their periods side by side'}${sheet === null ? '' : `, worksheet “${sheet}”`}`;
