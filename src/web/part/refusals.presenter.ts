import type { PartView } from '../../programmes/index.js';
import { head, paths, withQuery, type Path, type Sent } from '../shell/index.js';
import { wordsOf, type FieldWords } from './conflict.presenter.js';
import { aroundPart } from './part.words.js';
import type { BecomeAuthorPage, TooLatePage } from './refusals.view.js';

/** The part is no draft any more, or not this person's to write. What was typed stands there to be copied. */
export const presentTooLate = (
  part: PartView,
  fields: Readonly<Record<string, FieldWords>>,
  sent: Sent,
): TooLatePage => ({
  head: head('Your text was not saved', {
    ...aroundPart(part),
    lead: `${whyNot(part)} Copy what you need from below.`,
  }),
  texts: Object.entries(sent).flatMap(([name, value]) => {
    const words = wordsOf(fields, name);
    const typed = [value].flat().filter((one) => one.trim() !== '');
    if (words === undefined || typed.length === 0) return [];
    return [{ label: words.label, text: typed.map((one) => words.value?.(one) ?? one).join(', ') }];
  }),
  part: paths.part(part.id),
});

function whyNot({ status, submitted, ownerName }: PartView): string {
  if (status === 'in_review')
    return `This part is with the reviewer${submitted ? `: ${submitted.by} submitted it` : ''}. It can be changed when it is given back.`;
  if (status === 'approved')
    return 'This part is approved. It can be changed when a reviewer opens it again.';
  return `This part is ${ownerName === null ? 'not yours to write' : `now ${ownerName}’s to write`}.`;
}

export const presentBecomeAuthor = (part: PartView, editor: Path): BecomeAuthorPage => ({
  head: head('If you change this part, you cannot approve it', {
    ...aroundPart(part),
    lead: 'Everybody who writes in a part is one of its authors, and authors do not approve. Somebody else who may approve would have to.',
  }),
  change: withQuery(editor, { change: 1 }),
  part: paths.part(part.id),
});
