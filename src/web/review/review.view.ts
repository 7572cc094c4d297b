import { reviewTabs, type ReviewTab } from './review-tabs.view.js';
import type { NoteRow } from '../part/index.js';
import {
  choices,
  head,
  paths,
  withFragment,
  wordRows,
  type Examples,
  type Link,
  type Path,
  type TextRun,
  type WordRow,
} from '../shell/index.js';

/** A part that waits for a decision, beside the last approved one. */
export interface ReviewPage extends ReviewTab {
  /** How it was given back before, what became of the notes, and what changed since, where that is known; null where it was not. */
  returned: {
    title: string;
    reason: string;
    since: string | null;
    changes: { lead: string; pieces: readonly ChangedPiece[] } | null;
  } | null;
  /** What the owner wrote when it was submitted. */
  comment: string | null;
  /** What members will be told of it; null where that is nothing. */
  changes: {
    heading: string;
    groups: readonly { heading: string; lines: readonly string[] }[];
  } | null;
  /** Of a theme: its measures that moved. */
  moved: readonly string[];
  /** Its pieces with what was written in each, in the order of the part. */
  pieces: readonly ReviewPiece[];
  /** The reader may write notes beside the pieces. */
  notes: boolean;
  /** That the report comes back from the SRO with an approval; null where it is not with them. */
  takesBack: string | null;
  /**
   * The decision, whose form is the page's; null where it is not the reader's, and then why. `onward`: the button that goes to the next
   * part that waits; null where none waits.
   */
  decide: {
    action: Path;
    version: number;
    choices: ReturnType<typeof choices>;
    here: Path;
    onward: string | null;
  } | null;
  whyNot: string | null;
  /** The next part that waits for the reader. */
  next: Link | null;
}

/** What changed in a piece. */
export interface ChangedPiece {
  name: string;
  /** Texts that changed, by the items that they stand in; null is the piece itself. */
  texts: readonly {
    name: string | null;
    texts: readonly { label: string; state: string; runs: readonly TextRun[]; since: readonly string[] }[];
  }[];
  /** Everything else that changed. */
  table: { caption: string; columns: readonly string[]; rows: readonly WordRow[] } | null;
}

/** A piece of a part in its review. */
export interface ReviewPiece extends ChangedPiece {
  /** As a note names it. */
  block: string;
  /** The row of the form for a note beside it: `notes.2`; null where none can be written. */
  field: string | null;
  /** Of the last return. */
  notes: readonly NoteRow[];
  /** What nobody changed; folded. */
  same: readonly {
    name: string | null;
    fields: readonly { label: string; isText: boolean; text: string; since: readonly string[] }[];
  }[];
  /** `14 things as they were`, or, where nothing changed, `unchanged since October 2019, in 3 reports`. */
  sameWords: string;
  /** Nothing in it changed: one line that opens. */
  isFolded: boolean;
  /** What is folded of it stands open: there is a note in it. */
  isOpen: boolean;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'review/review': ReviewPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const around = {
  caption: 'January 2020',
  back: { text: 'January 2020', href: paths.period(id) },
  wide: true,
};
const decision = {
  action: paths.partStep(id, 'review'),
  version: 4,
  choices: choices([
    { value: 'approve', text: 'Approve' },
    { value: 'return', text: 'Give it back to Deputy Director' },
  ]),
  here: withFragment(paths.partStep(id, 'review'), 'decide'),
  onward: null,
};
const piece = (name: string, index: number): ReviewPiece => ({
  name,
  block: `objectives/${id}${index}`,
  field: `notes.${index}`,
  notes: [],
  texts: [],
  table: null,
  same: [],
  sameWords: 'nothing is written in it',
  isFolded: true,
  isOpen: false,
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
const review = {
  tabs: reviewTabs('Changes'),
  returned: null,
  comment: null,
  changes: null,
  moved: [],
  notes: true,
  takesBack: null,
  form,
  decide: decision,
  whyNot: null,
  next: null,
};

export const examples = {
  'review/review': {
    'to decide': {
      ...review,
      head: head('Review Theme 1: Leadership', {
        ...around,
        lead: 'Deputy Director submitted it today at 09:40. 1 text changed, 1 is as it was.',
      }),
      comment: 'Ofsted <letter> included.',
      changes: {
        heading: 'What changed since the report of December 2019',
        groups: [{ heading: 'Ratings', lines: ['Theme 1: was Green, now Amber (worse)'] }],
      },
      moved: ['“Visits <in time>” got worse: it was 80.0% and is 60.0%.'],
      pieces: [
        {
          ...piece('Overview', 0),
          texts: [
            {
              name: null,
              texts: [
                {
                  label: 'How is the theme going?',
                  state: 'Changed',
                  since: ['“Members meet each month.”: the same words since October 2019, in 3 reports.'],
                  runs: [
                    { kind: 'removed', text: 'Ten' },
                    { kind: 'added', text: 'Eleven' },
                    { kind: 'same', text: ' of <fourteen> members came. ' },
                    { kind: 'struck', text: 'The <backlog> fell because two workers joined in May.' },
                    { kind: 'written', text: 'Nobody has been recruited, so more families wait.' },
                  ],
                },
              ],
            },
          ],
          table: {
            caption: 'Figures, ratings and dates',
            columns: ['What', 'December 2019', 'January 2020'],
            rows: wordRows([{ cells: ['Rating of the theme', 'Green', 'Amber'] }]),
          },
          isFolded: false,
        },
        {
          ...piece('Objective 1: Effective leadership', 1),
          table: {
            caption: 'Figures, ratings and dates',
            columns: ['What', 'December 2019', 'January 2020'],
            rows: wordRows([
              { cells: ['Action 1: Train <leaders>: Due date', '31 January 2020', '29 February 2020'] },
              { cells: ['Action 1: Train <leaders>: Rating for Q4 2019/20', 'Not rated', 'Red'] },
            ]),
          },
          same: [
            {
              name: null,
              fields: [
                { label: 'Title of the objective', isText: true, text: 'Effective leadership', since: [] },
              ],
            },
            {
              name: 'Progress text 1',
              fields: [
                { label: 'Progress text 1', isText: true, text: 'Plans are being written.', since: [] },
              ],
            },
          ],
          sameWords: '2 things as they were',
          isFolded: false,
        },
        {
          ...piece('Objective 2: <Learning>', 2),
          same: [{ name: null, fields: [{ label: 'Title', isText: true, text: 'Learning', since: [] }] }],
          sameWords: 'unchanged since October 2019, in 3 reports',
        },
      ],
      takesBack: 'The report of this period is with the SRO. If you approve this, it comes back as a draft.',
      decide: { ...decision, onward: 'Decide, and go on to Theme 2: <Practice>' },
      next: { text: 'Next waiting: Theme 2: Practice', href: paths.partStep(id, 'review') },
    },
    refused: {
      ...review,
      head: head('Review Theme 1: Leadership', {
        ...around,
        lead: 'Deputy Director submitted it today at 09:40.',
      }),
      pieces: [piece('Overview', 0), piece('Objective 1: Learning', 1), piece('Objective 2: <Care>', 2)],
      form: {
        values: { decision: 'return', comment: '', ...noteFields('Who <decided> this?') },
        errors: { decision: null, comment: 'Say why, in a sentence or two.', ...noErrors },
        problems: [{ text: 'Say why, in a sentence or two.', href: '#comment' }],
      },
    },
    'submitted again': {
      ...review,
      head: head('Review Theme 1: Leadership', {
        ...around,
        lead: 'Deputy Director submitted it today at 09:40.',
      }),
      returned: {
        title: 'Programme Manager gave it back today at 08:15',
        reason: 'Say <which> twelve posts, and by team.',
        since: 'Of what its 2 notes are about, 1 thing has changed since and 1 has not.',
        changes: {
          lead: 'Since then 1 text and 1 other thing changed, 14 as before.',
          pieces: [
            {
              name: 'Overview',
              texts: [
                {
                  name: null,
                  texts: [
                    {
                      label: 'How is the theme going?',
                      state: 'Changed',
                      since: [],
                      runs: [
                        { kind: 'same', text: 'The board <decided> it' },
                        { kind: 'added', text: ' on 14 January' },
                        { kind: 'same', text: '.' },
                      ],
                    },
                  ],
                },
              ],
              table: {
                caption: 'Figures, ratings and dates',
                columns: ['What', 'When it was given back', 'Now'],
                rows: wordRows([{ cells: ['Rating of the theme', 'Green', 'Amber'] }]),
              },
            },
          ],
        },
      },
      pieces: [
        { ...piece('Overview', 0), notes: [noted('Who <decided> this, and when?', true)] },
        {
          ...piece('Objective 1: Effective leadership', 1),
          notes: [noted('Name the month of the visit.', false)],
        },
        piece('Objective 2: Learning', 2),
      ],
    },
    'own text': {
      ...review,
      head: head('Review Theme 1: Leadership', { ...around, lead: 'You submitted it today at 09:40.' }),
      pieces: [],
      notes: false,
      decide: null,
      whyNot:
        'You wrote in this part, so somebody else has to approve it: another approver, or somebody who stands in for one.',
    },
  },
} satisfies Examples;
