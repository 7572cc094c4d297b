import type { NoteRow } from '../part/index.js';
import {
  choices,
  head,
  paths,
  type Examples,
  type FormView,
  type Link,
  type PageView,
  type Path,
  type TextRun,
  type WordRow,
  wordRows,
} from '../shell/index.js';

/** A part that waits for a decision, beside the last approved one. */
export interface ReviewPage extends PageView {
  /** How it was given back before, and what became of the notes; null where it was not. */
  returned: { title: string; reason: string; since: string | null } | null;
  /** What the owner wrote when it was submitted. */
  comment: string | null;
  /** The part as the report prints it. */
  printed: Link;
  /** What members will be told of it; null where that is nothing. */
  changes: {
    heading: string;
    groups: readonly { heading: string; lines: readonly string[] }[];
  } | null;
  questions: readonly string[];
  /** Its pieces with what was written in each, in the order of the part. */
  pieces: readonly ReviewPiece[];
  /** The reader may write notes beside the pieces. */
  notes: boolean;
  /** The decision, whose form is the page's; null where it is not the reader's, and then why. */
  decide: { action: Path; version: number; choices: ReturnType<typeof choices> } | null;
  whyNot: string | null;
  /** The next part that waits for the reader. */
  next: Link | null;
}

/** A piece of a part in its review. */
export interface ReviewPiece {
  name: string;
  /** As a note names it. */
  block: string;
  /** The row of the form for a note beside it: `notes.2`; null where none can be written. */
  field: string | null;
  /** Of the last return. */
  notes: readonly NoteRow[];
  /** What changed, by the items that it stands in; null is the piece itself. */
  changed: readonly {
    name: string | null;
    texts: readonly { label: string; state: string; runs: readonly TextRun[] }[];
    table: { caption: string; columns: readonly string[]; rows: readonly WordRow[] } | null;
  }[];
  /** What nobody changed; folded. */
  same: readonly {
    name: string | null;
    fields: readonly { label: string; isText: boolean; text: string }[];
  }[];
}

/** Parts with the reviewer that say what the last approved ones said. */
export interface UnchangedPage extends PageView {
  form: FormView;
  action: Path;
  items: ReturnType<typeof choices>;
  /** Versions of the parts as they are shown, by part. */
  versions: readonly { id: string; version: number }[];
  /** Those that the reader may not approve, and why. */
  others: readonly string[];
}

/** What became of each part that was to be approved. */
export interface DecidedPage extends PageView {
  approved: readonly string[];
  refused: readonly { title: string; why: string }[];
  period: Path;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'review/review': ReviewPage;
    'review/unchanged': UnchangedPage;
    'review/decided': DecidedPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const around = {
  caption: 'January 2020',
  back: { text: 'January 2020', href: paths.period(id) },
  wide: true,
};
const printed = { text: 'Read the part as it will print', href: paths.part(id) };
const decision = choices([
  { value: 'approve', text: 'Approve' },
  { value: 'return', text: 'Give it back to Deputy Director' },
]);
const piece = (name: string, index: number): ReviewPiece => ({
  name,
  block: `objectives/${id}${index}`,
  field: `notes.${index}`,
  notes: [],
  changed: [],
  same: [],
});
const noted = (text: string, changed: boolean): NoteRow => ({
  name: 'Overview',
  href: null,
  text,
  state: changed ? 'Changed since it came back' : 'Not changed since it came back',
  changed,
});
const noteFields = (first: string) => ({ 'notes.0.text': first, 'notes.1.text': '', 'notes.2.text': '' });
const noErrors = { 'notes.0.text': null, 'notes.1.text': null, 'notes.2.text': null };
const form = {
  values: { decision: '', comment: '', ...noteFields('') },
  errors: { decision: null, comment: null, ...noErrors },
  problems: [],
};

export const examples = {
  'review/review': {
    'to decide': {
      head: head('Review Theme 1: Leadership', {
        ...around,
        lead: 'Deputy Director submitted it today at 09:40. 1 text changed, 1 is as it was.',
      }),
      returned: null,
      comment: 'Ofsted <letter> included.',
      printed,
      changes: {
        heading: 'What changed since the report of December 2019',
        groups: [{ heading: 'Ratings', lines: ['Theme 1: was Green, now Amber (worse)'] }],
      },
      questions: ['Theme 1 is rated Green, but 2 of its actions are Red. Is that so?'],
      pieces: [
        {
          ...piece('Overview', 0),
          changed: [
            {
              name: null,
              texts: [
                {
                  label: 'How is the theme going?',
                  state: 'Changed',
                  runs: [
                    { kind: 'removed', text: 'Ten' },
                    { kind: 'added', text: 'Eleven' },
                    { kind: 'same', text: ' of <fourteen> members came. ' },
                    { kind: 'struck', text: 'The <backlog> fell because two workers joined in May.' },
                    { kind: 'written', text: 'Nobody has been recruited, so more families wait.' },
                  ],
                },
              ],
              table: {
                caption: 'Overview: figures, ratings and dates',
                columns: ['What', 'December 2019', 'January 2020'],
                rows: wordRows([{ cells: ['Rating of the theme', 'Green', 'Amber'] }]),
              },
            },
          ],
        },
        {
          ...piece('Objective 1: Effective leadership', 1),
          changed: [
            {
              name: 'Action 1: Train <leaders>',
              texts: [],
              table: {
                caption: 'Action 1: Train <leaders>: figures, ratings and dates',
                columns: ['What', 'December 2019', 'January 2020'],
                rows: wordRows([
                  { cells: ['Due date', '31 January 2020', '29 February 2020'] },
                  { cells: ['Rating for Q4 2019/20', 'Not rated', 'Red'] },
                ]),
              },
            },
          ],
          same: [
            {
              name: null,
              fields: [{ label: 'Title of the objective', isText: true, text: 'Effective leadership' }],
            },
            {
              name: 'Progress text 1',
              fields: [{ label: 'Progress text 1', isText: true, text: 'Plans are being written.' }],
            },
          ],
        },
        piece('Objective 2: Learning', 2),
      ],
      notes: true,
      form,
      decide: { action: paths.partStep(id, 'review'), version: 4, choices: decision },
      whyNot: null,
      next: { text: 'Next waiting: Theme 2: Practice', href: paths.partStep(id, 'review') },
    },
    refused: {
      head: head('Review Theme 1: Leadership', {
        ...around,
        lead: 'Deputy Director submitted it today at 09:40.',
      }),
      returned: null,
      comment: null,
      printed,
      changes: null,
      questions: [],
      pieces: [piece('Overview', 0), piece('Objective 1: Learning', 1), piece('Objective 2: <Care>', 2)],
      notes: true,
      form: {
        values: { decision: 'return', comment: '', ...noteFields('Who <decided> this?') },
        errors: { decision: null, comment: 'Say why, in a sentence or two.', ...noErrors },
        problems: [{ text: 'Say why, in a sentence or two.', href: '#comment' }],
      },
      decide: {
        action: paths.partStep(id, 'review'),
        version: 4,
        choices: decision,
      },
      whyNot: null,
      next: null,
    },
    'submitted again': {
      head: head('Review Theme 1: Leadership', {
        ...around,
        lead: 'Deputy Director submitted it today at 09:40.',
      }),
      returned: {
        title: 'Programme Manager gave it back today at 08:15',
        reason: 'Say <which> twelve posts, and by team.',
        since: 'Of what its 2 notes are about, 1 thing has changed since and 1 has not.',
      },
      comment: null,
      printed,
      changes: null,
      questions: [],
      pieces: [
        { ...piece('Overview', 0), notes: [noted('Who <decided> this, and when?', true)] },
        {
          ...piece('Objective 1: Effective leadership', 1),
          notes: [noted('Name the month of the visit.', false)],
        },
        piece('Objective 2: Learning', 2),
      ],
      notes: true,
      form,
      decide: { action: paths.partStep(id, 'review'), version: 4, choices: decision },
      whyNot: null,
      next: null,
    },
    'own text': {
      head: head('Review Theme 1: Leadership', { ...around, lead: 'You submitted it today at 09:40.' }),
      returned: null,
      comment: null,
      printed,
      changes: null,
      questions: [],
      pieces: [],
      notes: false,
      decide: null,
      whyNot:
        'You wrote in this part, so somebody else has to approve it: another approver, or somebody who stands in for one.',
      next: null,
    },
  },
  'review/unchanged': {
    some: {
      head: head('Approve unchanged parts', {
        ...around,
        lead: '2 parts say what the last approved ones said. Each is approved by a step of its own.',
      }),
      form: { values: { parts: [] }, errors: { parts: null }, problems: [] },
      action: paths.unchangedParts(id),
      items: choices([
        { value: id, text: 'Progress against budget', hint: 'The same as approved for December 2019.' },
        { value: `${id}2`, text: 'Key areas of <concern>', hint: 'The same as approved for December 2019.' },
      ]),
      versions: [{ id, version: 3 }],
      others: ['Workforce: you wrote in it, so somebody else has to approve it.'],
    },
    none: {
      head: head('Approve unchanged parts', { ...around, lead: 'No part is exactly as it was.' }),
      form: { values: { parts: [] }, errors: { parts: null }, problems: [] },
      action: paths.unchangedParts(id),
      items: choices([]),
      versions: [],
      others: [],
    },
  },
  'review/decided': {
    both: {
      head: head('One part is approved, one is not', {
        ...around,
        lead: 'What is not approved waits as before.',
      }),
      approved: ['Progress against budget'],
      refused: [{ title: 'Workforce', why: 'Somebody else changed it since you looked at it.' }],
      period: paths.period(id),
    },
  },
} satisfies Examples;
