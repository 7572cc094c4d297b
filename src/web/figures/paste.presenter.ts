import type { Actor } from '../../identity/index.js';
import type { PartView } from '../../programmes/index.js';
import { aroundPart } from '../part/index.js';
import { count, head, paths, type FormView } from '../shell/index.js';
import { authorWarning } from './figures.presenter.js';
import type { PasteFiguresPage } from './paste.view.js';

/** @param problems of the pasted table. */
export const presentPaste = (
  actor: Actor,
  part: PartView,
  known: string,
  form: FormView,
  problems: readonly string[],
): PasteFiguresPage => ({
  head: head('Paste a whole table', {
    ...aroundPart(part),
    back: { text: 'Figures', href: paths.partBlock(part.id, 'figures') },
    lead:
      problems.length === 0
        ? 'Copy the table in your spreadsheet, with its headings. You see what changes before anything is recorded.'
        : `Nothing can be recorded until ${count(problems.length, 'place')} ${problems.length === 1 ? 'is' : 'are'} corrected. Correct what is wrong below, or in your spreadsheet and paste again.`,
  }),
  form,
  action: paths.pasteFigures(part.id),
  known,
  warning: authorWarning(actor, part),
  problems,
});
