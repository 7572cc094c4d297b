import type { LinkChoices } from '../part/links.js';
import type { EditorPage } from '../part/editor-page.js';
import {
  choices,
  head,
  paths,
  wordRows,
  type Examples,
  type PageView,
  type Path,
  type WordRow,
} from '../shell/index.js';

/** One of the two registers of a part: its entries in the order of print. */
export interface ConcernRegisterPage extends PageView {
  /** Reference and title, owners, by when; the link leads to the entry. */
  open: readonly WordRow[];
  closed: readonly WordRow[];
  /** What the column of dates says. */
  add: Path | null;
  nothing: string;
}

export interface ConcernPage extends EditorPage {
  owners: ReturnType<typeof choices>;
  units: ReturnType<typeof choices>;
  /** What it may be connected with, by name. */
  links: readonly LinkChoices[];
  /** “Due date: was 20 January 2020, now 24 February 2020.”; null where the date stands. */
  slipped: string | null;
  close: Path | null;
  isClosed: boolean;
  remove: Path | null;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'concerns/register': ConcernRegisterPage;
    'concerns/entry': ConcernPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const around = { caption: 'January 2020 · Key areas of concern' };
const part = { text: 'Key areas of concern', href: paths.part(id) };
const back = { text: 'All entries', href: paths.partBlock(id, 'entries') };
const values = {
  title: '',
  description: '',
  owners: [],
  words: '',
  'on-day': '',
  'on-month': '',
  'on-year': '',
  every: '',
  unit: '',
  'link-risks': [],
};
const errors = {
  title: null,
  description: null,
  owners: null,
  words: null,
  on: null,
  every: null,
  unit: null,
  'link-risks': null,
};
const editor = {
  action: paths.partItem(id, 'entries', id),
  version: 3,
  block: '0123456789abcdef',
  saved: 'Last saved today at 14:05 by Director.',
  next: null,
  preview: null,
  cameBack: null,
  evidence: [],
  leftOut: [],
  notes: [],
  read: 'text=0123456789',
  isNew: false,
  asked: [],
  moved: [],
  hasNarrative: false,
  before: null,
};
const lists = {
  links: [
    {
      field: 'link-risks',
      label: 'Risks and issues',
      items: choices([{ value: id, text: 'Risk 2: Fewer <permanent> social workers' }]),
    },
  ],
  owners: choices([
    { value: id, text: 'Director' },
    { value: `${id}2`, text: 'Deputy Director' },
  ]),
  units: choices([
    { value: '', text: 'It does not recur' },
    { value: 'week', text: 'Weeks' },
  ]),
};
const entryLead = 'Say what it is, who sees to it, and by when.';
const entryHead = head('Entry 3', { ...around, back, wide: true, script: 'editor.js', lead: entryLead });

export const examples = {
  'concerns/register': {
    empty: {
      head: head('Key areas of concern', {
        ...around,
        back: part,
        lead: 'There is no entry yet.',
        wide: true,
      }),
      open: [],
      closed: [],
      add: paths.newPartItem(id, 'entries'),
      nothing: 'A register without entries says so in the report.',
    },
    filled: {
      head: head('Key areas of concern', { ...around, back: part, lead: 'One entry is open.', wide: true }),
      open: wordRows([
        {
          cells: [
            '3 Timeliness of <assessments>',
            'Director',
            '6 weekly to the Improvement Board',
            'Later than before',
          ],
          link: { text: 'Change', about: 'entry 3', href: paths.partItem(id, 'entries', id) },
        },
      ]),
      closed: wordRows([{ cells: ['1 Agency spend', 'Director', '–', 'Closed'] }]),
      add: null,
      nothing: 'A register without entries says so in the report.',
    },
  },
  'concerns/entry': {
    new: {
      head: head('Add an entry', {
        ...around,
        back,
        wide: true,
        script: 'editor.js',
        lead: entryLead,
      }),
      form: { values, errors, problems: [] },
      editor: { ...editor, saved: 'Nobody has changed this part yet.' },
      ...lists,
      slipped: null,
      close: null,
      isClosed: false,
      remove: null,
    },
    filled: {
      head: entryHead,
      form: {
        values: {
          ...values,
          title: 'Timeliness of <assessments>',
          owners: [id],
          words: '6 weekly',
          'on-day': '24',
          'on-month': '2',
          'on-year': '2020',
          every: '6',
          unit: 'week',
        },
        errors,
        problems: [],
      },
      editor,
      ...lists,
      slipped: 'Due date: was 20 January 2020, now 24 February 2020.',
      close: paths.partItemStep(id, 'entries', id, 'close'),
      isClosed: false,
      remove: paths.partItemStep(id, 'entries', id, 'remove'),
    },
    refused: {
      head: entryHead,
      form: {
        values,
        errors: { ...errors, title: 'Enter a title', owners: 'Choose at least one owner' },
        problems: [
          { text: 'Enter a title', href: '#title' },
          { text: 'Choose at least one owner', href: '#owners' },
        ],
      },
      editor,
      ...lists,
      slipped: null,
      close: null,
      isClosed: false,
      remove: null,
    },
  },
} satisfies Examples;
