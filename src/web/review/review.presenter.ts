import { changeLines } from '../../document/index.js';
import type { PartNote, PartView } from '../../programmes/index.js';
import type { PartComparison } from '../../reporting/index.js';
import { noteRows, standsIn, type PartPiece } from '../part/index.js';
import {
  capitalised,
  choices,
  count,
  head,
  instantWords,
  narrativeChanges,
  paths,
  type FormView,
} from '../shell/index.js';
import type { DecidedPage, ReviewPage, ReviewPiece, UnchangedPage } from './review.view.js';

const OWN_TEXT =
  'You wrote in this part, so somebody else has to approve it: another approver, or somebody who stands in for one.';

/** A part that is with the reviewer, as the page of its review needs it. */
interface Review {
  part: PartView;
  pieces: readonly PartPiece[];
  /** Of the last return. */
  notes: readonly PartNote[];
  comparison: PartComparison;
  /** Parts of the period that wait for the reader's decision. */
  waiting: readonly PartView[];
  form: FormView;
  now: Date;
}

export function presentReview(review: Review): ReviewPage {
  const { part, comparison, waiting, form, now } = review;
  const { texts, changes, questions } = comparison;
  const different = texts.filter(({ before, after }) => before !== after);
  const same = texts.length - different.length;
  const mayApprove = part.actions.includes('approve');
  const mayReturn = part.actions.includes('return');
  const next = waiting.find(({ id }) => id !== part.id);
  const pieces = reviewPieces(review, mayReturn);
  return {
    head: head(`Review ${part.title}`, {
      caption: part.period.label,
      programme: part.programme.name,
      back: { text: part.title, href: paths.part(part.id) },
      wide: true,
      lead: [
        part.submitted ? `${part.submitted.by} submitted it ${instantWords(part.submitted.at, now)}.` : '',
        part.predecessor === null
          ? 'There is no approved part before it.'
          : `Since ${part.predecessor.periodLabel}: ${count(different.length, 'text')} changed, ${same} as before.`,
        sinceNotes(review.notes),
      ]
        .filter((sentence) => sentence !== '')
        .join(' '),
    }),
    ...(mayApprove || mayReturn ? { form: withNotes(form, pieces) } : {}),
    comment: part.submitted?.comment ?? null,
    changes: changes && {
      heading: changes.heading,
      intro: changes.intro,
      groups: changes.groups.map((group) => ({ heading: group.heading, lines: changeLines(group) })),
    },
    questions: questions.map(({ question }) => question),
    pieces,
    notes: mayReturn,
    decide:
      mayApprove || mayReturn
        ? {
            action: paths.partStep(part.id, 'review'),
            version: part.version,
            choices: choices([
              ...(mayApprove ? [{ value: 'approve', text: 'Approve' }] : []),
              ...(mayReturn
                ? [
                    {
                      value: 'return',
                      text: `Give it back${part.ownerName === null ? '' : ` to ${part.ownerName}`}`,
                    },
                  ]
                : []),
            ]),
          }
        : null,
    whyNot: mayApprove
      ? null
      : part.isAuthor
        ? OWN_TEXT
        : 'You can read it. Approving parts is for the reviewer.',
    next:
      next === undefined
        ? null
        : { text: `Next waiting: ${next.title}`, href: paths.partStep(next.id, 'review') },
  };
}

/** `3 notes went with it: 2 are about blocks that changed since.`; empty where it had none. */
function sinceNotes(notes: readonly PartNote[]): string {
  if (notes.length === 0) return '';
  const changed = notes.filter((note) => note.changed).length;
  return `When it came back it had ${count(notes.length, 'note')}: ${changed} about what has changed since, ${notes.length - changed} about what has not.`;
}

/** Each piece with its texts and notes, in the order of the part; what stands in none of them comes last. */
function reviewPieces(
  { part, pieces, notes, comparison: { texts } }: Review,
  mayReturn: boolean,
): ReviewPiece[] {
  const placed = pieces.map((piece, index) => ({
    piece,
    field: mayReturn ? `notes.${index}` : null,
    within: texts.filter(({ path }) => path !== null && standsIn(path, piece.at)),
    about: notes.filter(({ block }) => block === piece.block),
  }));
  const rest = texts.filter((text) => !placed.some(({ within }) => within.includes(text)));
  const gone = notes.filter(({ block }) => !pieces.some((piece) => piece.block === block));
  const found = [
    ...placed.map(({ piece, field, within, about }) => ({
      name: piece.name,
      block: piece.block,
      field,
      within,
      about,
    })),
    { name: part.title, block: '', field: null, within: rest, about: gone },
  ];
  return found
    .map(({ name, block, field, within, about }) => ({
      name,
      block,
      field,
      notes: noteRows(about, []),
      texts: within
        .filter(({ before, after }) => before !== after)
        .map(({ label, before, after }) => ({
          label: labelIn(label, part.title),
          state: before === null ? 'New' : after === null ? 'No longer there' : 'Changed',
          runs: narrativeChanges(before ?? '', after ?? ''),
        })),
      same: within
        .filter(({ before, after }) => before === after)
        .map(({ label, after }) => ({ label: labelIn(label, part.title), text: after ?? '' })),
    }))
    .filter(
      (piece) => piece.field !== null || piece.texts.length + piece.same.length + piece.notes.length > 0,
    );
}

/** `Theme 1: Leadership, objective 2` in the part `Theme 1: Leadership` is `Objective 2`. */
const labelIn = (label: string, title: string): string =>
  label.startsWith(`${title}, `) ? capitalised(label.slice(title.length + 2)) : label;

/** With an empty field for each note that nobody has begun. */
function withNotes(form: FormView, pieces: readonly ReviewPiece[]): FormView {
  const names = pieces.flatMap(({ field }) => (field === null ? [] : [`${field}.text`]));
  return {
    ...form,
    values: { ...Object.fromEntries(names.map((name) => [name, ''])), ...form.values },
    errors: { ...Object.fromEntries(names.map((name) => [name, null])), ...form.errors },
  };
}

/** @param parts of the period that are with the reviewer and say what the last approved ones said. */
export function presentUnchanged(
  period: PartView['period'] | { id: string; label: string },
  parts: readonly PartView[],
  form: FormView,
): UnchangedPage {
  const mine = parts.filter(({ actions }) => actions.includes('approve'));
  const others = parts.filter(({ actions }) => !actions.includes('approve'));
  return {
    head: head('Approve unchanged parts', {
      caption: period.label,
      back: { text: period.label, href: paths.period(period.id) },
      lead:
        mine.length === 0
          ? 'No part that you may approve is exactly as it was.'
          : `${capitalised(count(mine.length, 'part says', 'parts say'))} what the last approved ${mine.length === 1 ? 'one' : 'ones'} said. Each is approved by a step of its own.`,
    }),
    form,
    action: paths.unchangedParts(period.id),
    items: choices(
      mine.map(({ id, title, predecessor }) => ({
        value: id,
        text: title,
        hint: `The same texts and figures as approved for ${predecessor?.periodLabel ?? 'the period before'}.`,
      })),
    ),
    versions: mine.map(({ id, version }) => ({ id, version })),
    others: others.map(({ title }) => `${title}: ${OWN_TEXT}`),
  };
}

export function presentDecided(
  period: { id: string; label: string },
  approved: readonly string[],
  refused: readonly { title: string; why: string }[],
): DecidedPage {
  return {
    head: head(
      refused.length === 0
        ? `${capitalised(count(approved.length, 'part is', 'parts are'))} approved`
        : `${capitalised(count(approved.length, 'part is', 'parts are'))} approved, ${refused.length} not`,
      {
        caption: period.label,
        back: { text: period.label, href: paths.period(period.id) },
        lead: refused.length === 0 ? 'Nothing else waits here.' : 'What is not approved waits as before.',
      },
    ),
    approved,
    refused,
    period: paths.period(period.id),
  };
}
