import {
  head,
  paths,
  type Examples,
  type FormView,
  type PageView,
  type Path,
  type TextRun,
} from '../shell/index.js';

export interface ConflictField {
  /** How it is written: a text, a line, one of several values, or some of them. */
  kind: 'text' | 'line' | 'one' | 'some';
  name: string;
  label: string;
  /** Marked where the words differ. */
  yours: readonly TextRun[];
  theirs: readonly TextRun[];
  /** What stands in the field of a third text. */
  kept: string;
  /** The name of its choice, and what is chosen: `mine`, `theirs` or `other`; null before somebody chose. */
  field: string;
  choice: string | null;
  /** False where there is nothing to choose between: they took the whole entry away. */
  choose: boolean;
  /** For `one` and `some`. */
  items: readonly { value: string; text: string; checked: boolean }[];
}

/** Two people wrote the same block of a part. */
export interface ConflictPage extends PageView {
  /** Its problems say what is not chosen yet. */
  form: FormView;
  action: Path;
  keepTheirs: Path;
  version: number;
  block: string;
  /** What stands in its fields now. */
  read: string;
  /** Whose text is whose. */
  sides: readonly [string, string];
  /** What the choices of each field are called. */
  keep: readonly [mine: string, theirs: string, other: string];
  /** What takes either text into the field of the third. */
  copy: readonly [mine: string, theirs: string];
  save: string;
  keepOther: string;
  /** Fields that nobody or only one of them changed, as they are kept. */
  hidden: readonly { name: string; value: string }[];
  fields: readonly ConflictField[];
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'part/conflict': ConflictPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const heading = 'Somebody else changed this while you were writing';
const around = {
  action: paths.partBlock(id, 'overview'),
  keepTheirs: paths.partBlock(id, 'overview'),
  version: 7,
  block: '0123456789abcdef',
  read: 'narrative=0123456789',
  sides: ['Yours', 'Theirs'] as const,
  keep: ['Keep mine', 'Keep theirs', 'Keep what I write below'] as const,
  copy: ['Copy mine', 'Copy theirs'] as const,
  save: 'Save what I chose',
  keepOther: 'Keep theirs and throw mine away',
};
const more = {
  caption: 'January 2020 · Theme 1: Leadership',
  back: { text: 'Theme 1: Leadership', href: paths.part(id) },
  wide: true,
};

const unanswered = { values: {}, errors: { narrative: null, rag: null }, problems: [] };
const bothWrote: readonly ConflictField[] = [
  {
    kind: 'text',
    name: 'narrative',
    label: 'How is the theme going?',
    yours: [
      { kind: 'added', text: 'Eleven' },
      { kind: 'same', text: ' of fourteen members have had their induction.' },
    ],
    theirs: [
      { kind: 'added', text: 'Twelve' },
      { kind: 'same', text: ' of fourteen members have had their induction.' },
    ],
    kept: 'Eleven of fourteen members have had their induction.',
    field: '_keep.narrative',
    choice: null,
    choose: true,
    items: [],
  },
  {
    kind: 'one',
    name: 'rag',
    label: 'Rating of the theme',
    yours: [{ kind: 'same', text: 'Amber' }],
    theirs: [{ kind: 'same', text: 'Green' }],
    kept: '',
    field: '_keep.rag',
    choice: null,
    choose: true,
    items: [
      { value: 'amber', text: 'Amber', checked: true },
      { value: 'green', text: 'Green', checked: false },
    ],
  },
];
const owners: ConflictField = {
  kind: 'some',
  name: 'owners',
  label: 'Owners',
  yours: [{ kind: 'same', text: 'Director, Deputy Director' }],
  theirs: [{ kind: 'same', text: 'Nothing' }],
  kept: '',
  field: '_keep.owners',
  choice: null,
  choose: false,
  items: [
    { value: id, text: 'Director', checked: true },
    { value: `${id}2`, text: 'Deputy Director', checked: true },
  ],
};

export const examples = {
  'part/conflict': {
    'a text and a rating': {
      head: head(heading, {
        ...more,
        lead: 'Deputy Director saved it today at 14:05. Nothing that you wrote here is saved yet. Choose what should be kept.',
      }),
      ...around,
      hidden: [{ name: 'id', value: id }],
      form: unanswered,
      fields: bothWrote,
    },
    'nothing chosen': {
      head: head(heading, {
        ...more,
        lead: 'Nothing that you wrote here is saved yet. Choose what should be kept.',
      }),
      ...around,
      hidden: [],
      form: {
        values: {},
        errors: { narrative: 'Choose what should be kept', rag: null },
        problems: [{ text: 'Choose what should be kept: How is the theme going?', href: '#_keep.narrative' }],
      },
      fields: bothWrote.map((field) => ({ ...field, choice: field.name === 'rag' ? 'theirs' : null })),
    },
    'owners and a date': {
      head: head('You changed this in another window', {
        ...more,
        lead: 'You saved it there today at 14:05. Nothing that you wrote here is saved yet. Choose what should be kept.',
      }),
      ...around,
      sides: ['In this window', 'In the other window'],
      keep: ['Keep what this window says', 'Keep what the other window says', 'Keep what I write below'],
      keepOther: 'Keep what the other window says',
      hidden: [],
      form: { values: {}, errors: { owners: null, due: null }, problems: [] },
      fields: [
        { ...owners, choice: 'other', choose: true },
        {
          kind: 'one',
          name: 'due',
          label: 'Due date',
          yours: [{ kind: 'same', text: '29 2 2020' }],
          theirs: [{ kind: 'same', text: 'Nothing' }],
          kept: '',
          field: '_keep.due',
          choice: null,
          choose: true,
          items: [],
        },
      ],
    },
    'taken away': {
      head: head(heading, {
        ...more,
        lead: 'Deputy Director saved it today at 14:05. Nothing that you wrote here is saved yet. They took this entry away. Put yours back, or leave it away.',
      }),
      ...around,
      save: 'Put mine back',
      keepOther: 'Leave it away and throw mine away',
      keepTheirs: paths.part(id),
      hidden: [],
      form: { values: {}, errors: { title: null, owners: null }, problems: [] },
      fields: [
        {
          kind: 'line',
          name: 'title',
          label: 'Title',
          yours: [{ kind: 'added', text: 'Workload <of> social workers' }],
          theirs: [{ kind: 'same', text: 'Taken away' }],
          kept: 'Workload <of> social workers',
          field: '_keep.title',
          choice: null,
          choose: false,
          items: [],
        },
        { ...owners, theirs: [{ kind: 'same', text: 'Taken away' }] },
      ],
    },
  },
} satisfies Examples;
