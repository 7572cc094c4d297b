import {
  choices,
  forMacro,
  head,
  paths,
  type Examples,
  type FormView,
  type Link,
  type PageView,
  type Path,
} from '../shell/index.js';

/** Before a part is submitted: what is missing, what would be asked, what changed. */
export interface SubmitPartPage extends PageView {
  form: FormView;
  action: Path;
  version: number;
  /** Each with the page on which it is corrected; null where there is none. */
  missing: readonly { text: string; href: Link['href'] | null }[];
  /** What it should say and does not, although it may be submitted; linked where a page does it. */
  open: readonly { text: string; href: Link['href'] | null }[];
  questions: readonly string[];
  /** What differs from the part before. */
  changes: readonly string[];
  /** Null where it cannot be submitted now. */
  button: string | null;
}

export interface PartHistoryPage extends PageView {
  steps: readonly { what: string; when: string; who: string; text: string | null }[];
}

export interface ReopenPartPage extends PageView {
  form: FormView;
  action: Path;
  version: number;
  consequences: readonly string[];
  /** That the report comes back from the SRO; null where it is not with them. */
  takesBack: string | null;
  /** False where this person cannot, and the first sentence says why. */
  may: boolean;
  cancel: Link;
}

export interface PartOwnerPage extends PageView {
  form: FormView;
  action: Path;
  version: number;
  people: ReturnType<typeof choices>;
  may: boolean;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'part/submit': SubmitPartPage;
    'part/history': PartHistoryPage;
    'part/reopen': ReopenPartPage;
    'part/owner': PartOwnerPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const back = { text: 'Theme 1: Leadership', href: paths.part(id) };
const more = { caption: 'January 2020 · Theme 1: Leadership', back };
const blank = { values: { comment: '' }, errors: { comment: null }, problems: [] };
const submit = { form: blank, action: paths.partStep(id, 'submit'), version: 4 };
const reopen = {
  action: paths.partStep(id, 'reopen'),
  version: 7,
  takesBack: null,
  cancel: { text: 'Cancel', href: paths.part(id) },
};
const consequences = ['Its owner can change it again, and it has to be submitted and approved again.'];
const people = choices([{ value: id, text: 'Deputy Director' }], 'Anybody who may write parts');
const owner = { action: paths.partStep(id, 'owner'), version: 4, people };

export const examples = {
  'part/submit': {
    ready: {
      head: head('Check and submit', {
        ...more,
        lead: 'You can submit it, but not all is done. 3 of 3 measures have no figure for <January 2020>.',
      }),
      ...submit,
      open: [
        { text: '3 of 3 measures have no figure for <January 2020>.', href: paths.partBlock(id, 'figures') },
      ],
      missing: [],
      questions: ['The theme is rated Green, but one of its actions is Red. Is that so?'],
      changes: ['Overview', 'Objective 2: Members <hold> the service to account'],
      button: 'Submit to the reviewer',
    },
    'two things missing': {
      head: head('Check and submit', { ...more, lead: '2 things are missing before you can submit it.' }),
      ...submit,
      open: [],
      missing: [
        { text: 'There is no objective yet.', href: null },
        { text: 'The overview has a narrative but no rating.', href: paths.partBlock(id, 'overview') },
      ],
      questions: [],
      changes: [],
      button: null,
    },
    unchanged: {
      head: head('Check and submit', {
        ...more,
        lead: 'Nothing has changed since December 2019. Is it still so?',
      }),
      ...submit,
      open: [],
      missing: [],
      questions: [],
      changes: [],
      button: 'Submit to the reviewer',
    },
    'comment too long': {
      head: head('Check and submit', {
        ...more,
        lead: 'Nothing is submitted yet. Correct what is named above.',
      }),
      ...submit,
      form: {
        values: { comment: 'Too long' },
        errors: { comment: 'Shorten this to 4,000 characters. It has 4,120.' },
        problems: forMacro([{ text: 'Shorten this to 4,000 characters. It has 4,120.', href: '#comment' }]),
      },
      open: [],
      missing: [],
      questions: [],
      changes: [],
      button: 'Submit to the reviewer',
    },
  },
  'part/history': {
    none: {
      head: head('History', { ...more, lead: 'Nothing has happened to this part yet.' }),
      steps: [],
    },
    'given back': {
      head: head('History', {
        ...more,
        lead: 'This part is a draft, last saved today at 14:05 by Deputy Director.',
      }),
      steps: [
        {
          what: 'Given back',
          when: '2020-01-22T14:05:00Z',
          who: 'Programme Manager',
          text: 'Say what <happened> after the visit.',
        },
        { what: 'Submitted', when: '2020-01-21T09:00:00Z', who: 'Deputy Director', text: null },
      ],
    },
  },
  'part/reopen': {
    usual: {
      head: head('Make this part a draft again', { ...more, lead: 'It is approved now.' }),
      ...reopen,
      form: blank,
      consequences,
      takesBack:
        'The report of this period is with the SRO. If you do this, it comes back from the SRO as a draft.',
      may: true,
    },
    'no reason': {
      head: head('Make this part a draft again', { ...more, lead: 'It is approved now.' }),
      ...reopen,
      form: {
        values: { comment: '' },
        errors: { comment: 'Say why, in a sentence or two' },
        problems: forMacro([{ text: 'Say why, in a sentence or two', href: '#comment' }]),
      },
      consequences,
      may: true,
    },
    'not possible': {
      head: head('Make this part a draft again', { ...more, lead: 'This part is a draft already.' }),
      ...reopen,
      form: blank,
      consequences: [],
      may: false,
    },
  },
  'part/owner': {
    usual: {
      head: head('Who writes this part', { ...more, lead: 'Deputy Director writes it now.' }),
      ...owner,
      form: { values: { owner: id }, errors: { owner: null }, problems: [] },
      may: true,
    },
    refused: {
      head: head('Who writes this part', { ...more, lead: 'Nobody is named.' }),
      ...owner,
      form: {
        values: { owner: '' },
        errors: { owner: 'There is no such person.' },
        problems: forMacro([{ text: 'There is no such person.', href: '#owner' }]),
      },
      may: true,
    },
    'not a draft': {
      head: head('Who writes this part', {
        ...more,
        lead: 'This part is approved. Who writes it can be changed only while it is a draft.',
      }),
      ...owner,
      form: { values: { owner: '' }, errors: { owner: null }, problems: [] },
      may: false,
    },
  },
} satisfies Examples;
