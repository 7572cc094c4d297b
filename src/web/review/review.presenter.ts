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
  inWords,
  narrativeChanges,
  paths,
  wordRows,
  type FormView,
} from '../shell/index.js';
import { saidOf } from './part-words.js';
import { comparedFields, type ComparedField } from './said-fields.js';
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
  const { changes, questions } = comparison;
  const fields = fieldsOf(part.section, comparison);
  const mayApprove = part.actions.includes('approve');
  const mayReturn = part.actions.includes('return');
  const next = waiting.find(({ id }) => id !== part.id);
  const pieces = reviewPieces(review, fields, mayReturn);
  return {
    head: head(`Review ${part.title}`, {
      caption: part.period.label,
      programme: part.programme.name,
      back: { text: part.title, href: paths.part(part.id) },
      wide: true,
      lead: [
        part.submitted ? `${part.submitted.by} submitted it ${instantWords(part.submitted.at, now)}.` : '',
        changesInWords(part, fields),
      ]
        .filter((sentence) => sentence !== '')
        .join(' '),
    }),
    ...(mayApprove || mayReturn ? { form: withNotes(form, pieces) } : {}),
    returned: part.lastReturn && {
      title: `${part.lastReturn.by} gave it back ${instantWords(part.lastReturn.at, now)}`,
      reason: part.lastReturn.comment ?? '',
      since: sinceNotes(review.notes),
    },
    comment: part.submitted?.comment ?? null,
    printed: { text: 'Read the part as it will print', href: paths.part(part.id) },
    // What it has no words for is told below all the same.
    changes:
      changes && changes.groups.length > 0
        ? {
            heading: changes.heading,
            groups: changes.groups.map((group) => ({ heading: group.heading, lines: changeLines(group) })),
          }
        : null,
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

/** `Of what its 3 notes are about, 1 thing has changed since and 2 have not.`; null where it had none. */
function sinceNotes(notes: readonly PartNote[]): string | null {
  if (notes.length === 0) return null;
  const changed = notes.filter((note) => note.changed).length;
  const about = notes.length === 1 ? 'its note is about' : `its ${notes.length} notes are about`;
  if (changed === notes.length) return `What ${about} has changed since.`;
  if (changed === 0) return `Nothing that ${about} has changed since.`;
  const others = notes.length - changed;
  return `Of what ${about}, ${count(changed, 'thing has', 'things have')} changed since and ${others} ${others === 1 ? 'has' : 'have'} not.`;
}

const fieldsOf = (kind: string, { before, now }: PartComparison): ComparedField[] =>
  comparedFields(before === null ? null : { content: before, said: saidOf(kind, before) }, {
    content: now,
    said: saidOf(kind, now),
  });

/** `Since December 2019: 1 text and 4 other things changed.` */
function changesInWords({ predecessor }: PartView, fields: readonly ComparedField[]): string {
  if (predecessor === null) return 'There is no approved part before it: all of it is new.';
  const changed = fields.filter((field) => field.changed);
  const texts = changed.filter(({ isText }) => isText).length;
  const others = changed.length - texts;
  const since = `Since ${predecessor.periodLabel}`;
  if (changed.length === 0) return `${since} nothing in it changed.`;
  const said = [
    ...(texts === 0 ? [] : [count(texts, 'text')]),
    ...(others === 0 ? [] : [count(others, texts === 0 ? 'thing' : 'other thing')]),
  ];
  return `${since}: ${inWords(said)} changed, ${fields.length - changed.length} as before.`;
}

/** Each piece with its fields and notes, in the order of the part; what stands in none of them comes last. */
function reviewPieces(
  { part, pieces, notes }: Review,
  fields: readonly ComparedField[],
  mayReturn: boolean,
): ReviewPiece[] {
  const placed = pieces.map((piece, index) => ({
    piece,
    field: mayReturn ? `notes.${index}` : null,
    within: fields.filter(({ path }) => path !== null && standsIn(path, piece.at)),
    about: notes.filter(({ block }) => block === piece.block),
  }));
  const rest = fields.filter((field) => !placed.some(({ within }) => within.includes(field)));
  const gone = notes.filter(({ block }) => !pieces.some((piece) => piece.block === block));
  const found = [
    ...placed.map(({ piece, field, within, about }) => ({ ...piece, field, within, about })),
    { name: 'The part as a whole', at: '', block: '', field: null, within: rest, about: gone },
  ];
  return found
    .map(({ name, at, block, field, within, about }) => ({
      name,
      block,
      field,
      notes: noteRows(about, []),
      changed: groupsOf(
        within.filter(({ changed }) => changed),
        at,
      ).map((group) => changedGroup(group, name, part)),
      same: groupsOf(
        within.filter(({ changed }) => !changed),
        at,
      ).map(({ name: entry, fields: some }) => ({
        name: entry,
        fields: some.map(({ label, isText, after }) => ({ label, isText, text: after ?? '' })),
      })),
    }))
    .filter(
      ({ field, changed, same, notes: noted }) =>
        field !== null || changed.length + same.length + noted.length > 0,
    );
}

interface Group {
  /** The item of the piece; null for the piece itself. */
  name: string | null;
  fields: ComparedField[];
}

/** The fields by the items of the piece that they stand in. @param at where the piece stands. */
function groupsOf(fields: readonly ComparedField[], at: string): Group[] {
  const groups: Group[] = [];
  for (const field of fields) {
    const names = field.entries
      .filter((entry) => at === '' || !standsIn(at, entry.at))
      .map(({ name }) => name);
    const name = names.length === 0 ? null : names.join(', ');
    const known = groups.find((group) => group.name === name);
    if (known) known.fields.push(field);
    else groups.push({ name, fields: [field] });
  }
  return groups;
}

const changedGroup = (
  { name, fields }: Group,
  piece: string,
  { period, predecessor }: PartView,
): ReviewPiece['changed'][number] => {
  const others = fields.filter(({ isText }) => !isText);
  const texts = fields.filter(({ isText }) => isText);
  const wasNothing = others.every(({ before }) => before === null);
  return {
    name,
    texts: texts.map(({ label, before, after }) => ({
      label,
      state: before === null ? 'New' : after === null ? 'No longer there' : 'Changed',
      runs: narrativeChanges(before ?? '', after ?? ''),
    })),
    table:
      others.length === 0
        ? null
        : {
            caption: `${name ?? piece}: figures, ratings and dates`,
            columns: wasNothing
              ? ['What', period.label]
              : ['What', predecessor?.periodLabel ?? 'Before', period.label],
            rows: wordRows(
              others.map(({ label, before, after }) => ({
                cells: [label, ...(wasNothing ? [] : [before ?? 'New']), after ?? 'No longer there'],
              })),
            ),
          },
  };
};

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
