import type { ImportView } from '../../performance/index.js';
import { choices, count, facts, head, paths, wordRows, type FormView, type Sent } from '../shell/index.js';
import { countsOf, kindWords } from './changes.words.js';
import { figureWords, measureName, periodWords } from './figures.words.js';
import { listed, MOST_LISTED } from './findings.js';
import type { ImportFiguresPage, ImportPreviewPage } from './import.view.js';

interface Programme {
  id: string;
  name: string;
}

const around = ({ name }: Programme) => ({
  caption: name,
  programme: name,
  back: { text: 'My work', href: paths.myWork() },
});

export const presentImport = (programme: Programme, form: FormView): ImportFiguresPage => ({
  head: head('Import figures', {
    ...around(programme),
    lead: 'Choose a file. You see what it changes before anything is recorded.',
    script: 'upload.js',
  }),
  form,
  action: paths.importFigures(programme.id),
  states: choices([
    { value: '', text: 'New ones provisional, known ones as they are' },
    { value: 'provisional', text: 'Provisional' },
    { value: 'validated', text: 'Validated' },
  ]),
  download: paths.downloadFigures(programme.id),
});

/**
 * What importing this file would change.
 * @param sent the choices as they were sent.
 */
export function presentImportPreview(
  programme: Programme,
  view: ImportView,
  sent: Sent,
  form: FormView,
): ImportPreviewPage {
  const { counts, changes } = view;
  const number = changes.length;
  const back = { text: 'Import figures', href: paths.importFigures(programme.id) };
  const title = `Record ${count(number, 'figure')}`;
  const more = number - MOST_LISTED;
  return {
    head: head(
      counts.problems > 0 ? 'Nothing can be recorded yet' : number === 0 ? 'Nothing to record' : title,
      { ...around(programme), back, lead: firstSentence(view), wide: true },
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
            periodWords({ span, period: span === 'year' ? `${period.slice(0, 4)}-04-01` : `${period}-01` }),
            figureWords(before, unit),
            figureWords(after, unit),
            kindWords({ outcome: kind, after }),
          ],
        };
      }),
    ),
    more: more > 0 ? `And ${more.toLocaleString('en-GB')} more` : null,
    problems: listed(view.problems),
    warnings: listed(view.warnings),
    ignored: listed(view.ignored),
    confirm:
      counts.problems > 0 || number === 0
        ? null
        : {
            action: paths.confirmImport(programme.id),
            button: title,
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
    again: paths.importFigures(programme.id),
  };
}

function firstSentence({ counts, changes }: ImportView): string {
  if (counts.problems > 0)
    return `Nothing can be recorded until ${count(counts.problems, 'place')} ${counts.problems === 1 ? 'is' : 'are'} mended. Mend what is wrong in the file, then choose it again.`;
  if (changes.length === 0)
    return counts.figures === 0
      ? 'There is no figure in this file.'
      : 'Every figure of this file is recorded already.';
  return `${countsOf(changes.map(({ kind }) => kind))}. Nothing is recorded yet: look through them first.`;
}

const readAs = ({ layout, sheet }: ImportView): string =>
  `${layout === 'long' ? 'A row for each figure' : 'Tables with months side by side'}${sheet === null ? '' : `, worksheet “${sheet}”`}`;
