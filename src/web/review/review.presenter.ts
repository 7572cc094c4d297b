import { changeLines } from '../../document/index.js';
import type { PartNote, PartView } from '../../programmes/index.js';
import type { PartComparison } from '../../reporting/index.js';
import { noteRows, reportComesBack, type PartPiece } from '../part/index.js';
import { choices, count, instantWords, inWords, paths, type FormView } from '../shell/index.js';
import { changesOf, groupsOf, placeOf } from './piece-changes.js';
import { standsAt, type Since } from './piece-since.rules.js';
import {
  decides,
  decisionPath,
  linkToNext,
  nextWaiting,
  reviewHead,
  tabsFor,
} from './review-tabs.presenter.js';
import type { ComparedField } from './said-fields.js';
import { OWN_TEXT } from './unchanged.presenter.js';
import type { WhatChanged } from './what-changed.js';
import type { ReviewPage, ReviewPiece } from './review.view.js';

/** A part that is with the reviewer, as the page of its review needs it. */
interface Review {
  part: PartView;
  pieces: readonly PartPiece[];
  /** Of the last return. */
  notes: readonly PartNote[];
  comparison: PartComparison;
  /** Of that, field by field. */
  changed: WhatChanged;
  /** All parts of the period, in the order of the report. */
  parts: readonly PartView[];
  form: FormView;
  now: Date;
}

export function presentReview(review: Review): ReviewPage {
  const { part, comparison, parts, form, now } = review;
  const { changes, questions, moved } = comparison;
  const { fields } = review.changed;
  const mayApprove = part.actions.includes('approve');
  const mayReturn = part.actions.includes('return');
  const next = nextWaiting(parts, part.id);
  const pieces = reviewPieces(review, mayReturn);
  return {
    head: reviewHead(
      part,
      [
        part.submitted ? `${part.submitted.by} submitted it ${instantWords(part.submitted.at, now)}.` : '',
        changesInWords(comparison, fields),
      ]
        .filter((sentence) => sentence !== '')
        .join(' '),
    ),
    tabs: tabsFor(part, 'review', questions.length),
    ...(decides(part) ? { form: withNotes(form, pieces) } : {}),
    returned: part.lastReturn && {
      title: `${part.lastReturn.by} gave it back ${instantWords(part.lastReturn.at, now)}`,
      reason: part.lastReturn.comment ?? '',
      since: sinceNotes(review.notes),
      changes: changesSinceReturn(review),
    },
    comment: part.submitted?.comment ?? null,
    // What it has no words for is told below all the same.
    changes:
      changes && changes.groups.length > 0
        ? {
            heading: changes.heading,
            groups: changes.groups.map((group) => ({ heading: group.heading, lines: changeLines(group) })),
          }
        : null,
    moved,
    pieces,
    notes: mayReturn,
    takesBack: mayApprove ? reportComesBack([part], 'approve') : null,
    decide: decides(part)
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
          here: decisionPath(part),
          onward: next === undefined ? null : `Decide, and go on to ${next.title}`,
        }
      : null,
    whyNot: mayApprove
      ? null
      : part.isAuthor
        ? OWN_TEXT
        : 'You can read it. Approving parts is for the reviewer.',
    next: linkToNext(next),
  };
}

/** Shorter ones are titles and short answers. */
const SHORTEST = 40;

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

/** What its owner did since it was given back, piece by piece; null where it is not known what it said then. */
function changesSinceReturn({
  pieces,
  changed: { sinceReturn: fields },
}: Review): NonNullable<ReviewPage['returned']>['changes'] {
  if (fields === null) return null;
  const changed = fields.filter((field) => field.changed);
  const placed = pieces.map((piece) => ({ name: piece.name, place: placeOf(piece, fields) }));
  const whole = { name: 'The part as a whole', place: '' };
  const isIn = (field: ComparedField, place: string) => place !== '' && standsAt(field.place, place);
  return {
    lead: changed.length === 0 ? NOTHING_SINCE : `Since then ${countsOf(changed, fields.length)}.`,
    pieces: [...placed, whole].flatMap(({ name, place }) => {
      const within = changed.filter((field) =>
        place === '' ? !placed.some((one) => isIn(field, one.place)) : isIn(field, place),
      );
      return within.length === 0
        ? []
        : [{ name, ...changesOf(within, place, { then: 'When it was given back', now: 'Now' }) }];
    }),
  };
}

const NOTHING_SINCE = 'Since then nothing in it changed: it says what it said when it was given back.';

/** `Since December 2019: 1 text and 4 other things changed.`; in a correction, since the version that is corrected. */
function changesInWords({ earlier: [before] }: PartComparison, fields: readonly ComparedField[]): string {
  if (before === undefined) return 'There is no approved part before it: all of it is new.';
  const changed = fields.filter((field) => field.changed);
  const since = `Since ${before.label}`;
  if (changed.length === 0) return `${since} nothing in it changed.`;
  return `${since}: ${countsOf(changed, fields.length)}.`;
}

/** `1 text and 4 other things changed, 12 as before`. */
function countsOf(changed: readonly ComparedField[], all: number): string {
  const texts = changed.filter(({ isText }) => isText).length;
  const others = changed.length - texts;
  const said = [
    ...(texts === 0 ? [] : [count(texts, 'text')]),
    ...(others === 0 ? [] : [count(others, texts === 0 ? 'thing' : 'other thing')]),
  ];
  return `${inWords(said)} changed, ${all - changed.length} as before`;
}

/** Each piece with its fields and notes, in the order of the part; what stands in none of them comes last. */
function reviewPieces(
  { part, pieces, notes, comparison, form, changed: { pieces: known, others, ages } }: Review,
  mayReturn: boolean,
): ReviewPiece[] {
  const placed = pieces.map((piece, index) => {
    const { place = '', fields: within = [], since } = known[index] ?? {};
    return {
      name: piece.name,
      block: piece.block,
      place,
      since,
      field: mayReturn ? `notes.${index}` : null,
      within,
      about: notes.filter(({ block }) => block === piece.block),
    };
  });
  const gone = notes.filter(({ block }) => !pieces.some((piece) => piece.block === block));
  return [
    ...placed,
    {
      name: 'The part as a whole',
      block: '',
      place: '',
      since: undefined,
      field: null,
      within: others,
      about: gone,
    },
  ]
    .filter(({ field, within, about }) => field !== null || within.length + about.length > 0)
    .map(({ name, block, field, place, since, within, about }) => {
      const changed = within.filter((one) => one.changed);
      const same = within.filter((one) => !one.changed);
      return {
        name,
        block,
        field,
        notes: noteRows(about, []),
        ...changesOf(changed, place, {
          then: comparison.earlier[0]?.label ?? 'before',
          now: part.period.label,
          ages,
        }),
        same: groupsOf(same, place).map(({ name: entry, fields: some }) => ({
          name: entry,
          fields: some.map(({ label, isText, after, place: at }) => ({
            label,
            isText,
            text: after ?? '',
            // A piece that did not change says its age once, and short words stay the same for good.
            since: changed.length === 0 || (after ?? '').length < SHORTEST ? [] : (ages[at] ?? []),
          })),
        })),
        sameWords: sameWords(changed.length, same.length, since),
        isFolded: changed.length === 0,
        isOpen: hasNote(form, field) || (changed.length === 0 && about.length > 0),
      };
    });
}

/** Somebody has begun one, or has to correct it. */
const hasNote = ({ values, errors }: FormView, field: string | null): boolean =>
  field !== null && Boolean(values[`${field}.text`] || errors[`${field}.text`]);

/** `unchanged since October 2019, in 3 reports`; beside changes, `14 things as they were`. */
function sameWords(changed: number, same: number, since: Since | undefined): string {
  if (changed > 0) return `${count(same, 'thing')} as ${same === 1 ? 'it was' : 'they were'}`;
  if (since === undefined) return same === 0 ? 'nothing is written in it' : 'unchanged';
  return `unchanged since ${since.label}${since.reports === 1 ? '' : `, in ${since.reports} reports`}`;
}

/** With an empty field for each note that nobody has begun. */
function withNotes(form: FormView, pieces: readonly ReviewPiece[]): FormView {
  const names = pieces.flatMap(({ field }) => (field === null ? [] : [`${field}.text`]));
  return {
    ...form,
    values: { ...Object.fromEntries(names.map((name) => [name, ''])), ...form.values },
    errors: { ...Object.fromEntries(names.map((name) => [name, null])), ...form.errors },
  };
}
