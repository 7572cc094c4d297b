import { choices, facts, wordRows, type Fact, type WordRow } from '../shell/blocks.js';
import type { FormView } from '../shell/form.js';
import { head, type Examples, type Link, type PageView } from '../shell/page-views.js';
import { paths, type Path } from '../shell/paths.js';

/** Where anybody asks a programme a question. */
export interface AskPage extends PageView {
  form: FormView;
  action: Path;
  /** What is kept, by whom it is seen, and for how long. */
  kept: readonly string[];
  privacy: Path;
}

export interface AskedPage extends PageView {
  sentences: readonly string[];
  reports: Path;
}

/** What the public asked of a programme, for those who decide. */
export interface PublicQuestionsPage extends PageView {
  /** Sent on, question, state. */
  rows: readonly WordRow[];
  next: Path | null;
}

export interface PublicQuestionPage extends PageView {
  /** As it was sent; null once it is deleted. */
  text: string | null;
  facts: readonly Fact[];
  links: readonly Link[];
}

export interface AcceptPage extends PageView {
  form: FormView;
  action: Path;
  version: number;
  committees: ReturnType<typeof choices>;
  owners: ReturnType<typeof choices>;
  /** What an empty day means. */
  dueHint: string;
}

export interface DeclinePage extends PageView {
  form: FormView;
  action: Path;
  version: number;
  back: Path;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'ask/form': AskPage;
    'ask/sent': AskedPage;
    'ask/list': PublicQuestionsPage;
    'ask/question': PublicQuestionPage;
    'ask/accept': AcceptPage;
    'ask/decline': DeclinePage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const caption = 'Improvement <Programme>, Sample Council';
const breadcrumbs = [{ text: 'Published reports', href: paths.published() }];
const values = { text: '', name: '', email: '' };
const errors = { text: null, name: null, email: null };
const ask: AskPage = {
  head: head('Ask a question', {
    caption,
    breadcrumbs,
    lead: 'Questions and answers are printed in the report that councillors read. Your name is not.',
  }),
  form: { values, errors, problems: [] },
  action: paths.askProgramme(id),
  kept: [
    'The council keeps your question, your name and, if you give it, your e-mail address.',
    'Your name and address are deleted 120 days after you ask. They are seen by the people who decide about questions, and by nobody else.',
  ],
  privacy: paths.privacy(),
};
const listHead = (lead: string) =>
  head('Questions from the public', {
    wide: true,
    lead,
    breadcrumbs: [{ text: 'Questions of members', href: paths.enquiries(id) }],
  });
const question = 'How many children <under five> wait longer than ten days for a first visit?';
const questionHead = (lead: string) =>
  head('Question from the public', {
    lead,
    breadcrumbs: [
      { text: 'Questions of members', href: paths.enquiries(id) },
      { text: 'Questions from the public', href: paths.publicQuestions(id) },
    ],
  });
const back = { text: 'Question from the public', href: paths.publicQuestion(id) };
const committees = choices([{ value: id, text: 'Cabinet' }], 'Choose a body');
const owners = choices([{ value: id, text: 'Head of Service' }], 'Choose somebody');
const acceptValues = {
  committee: '',
  text: question,
  owner: '',
  'due-day': '',
  'due-month': '',
  'due-year': '',
};
const acceptErrors = { committee: null, text: null, owner: null, due: null };
const accept: AcceptPage = {
  head: head('Accept the question', {
    back,
    lead: 'It is carried in each report until it is answered, without the name of who asked.',
  }),
  form: { values: acceptValues, errors: acceptErrors, problems: [] },
  action: paths.publicQuestionStep(id, 'accept'),
  version: 1,
  committees,
  owners,
  dueHint: 'Leave it empty for ten working days after it was asked.',
};
const named = 'This says who asked. Nobody of the public is named in a report: leave the name out.';

export const examples = {
  'ask/form': {
    blank: ask,
    refused: {
      ...ask,
      form: {
        values: { text: '', name: 'A. <Resident>', email: 'no address' },
        errors: {
          ...errors,
          text: 'Write your question',
          email: 'Enter an address such as name@example.org, or leave it empty.',
        },
        problems: [
          { text: 'Write your question', href: '#text' },
          { text: 'Enter an address such as name@example.org, or leave it empty.', href: '#email' },
        ],
      },
    },
  },
  'ask/sent': {
    usual: {
      head: head('Your question was sent', {
        caption,
        breadcrumbs,
        lead: 'Somebody at the council decides whether it is taken. If it is, a later report prints it with its answer.',
      }),
      sentences: ['This page sends no e-mail. If you gave an address, somebody may write to you.'],
      reports: paths.published(),
    },
  },
  'ask/list': {
    none: { head: listHead('Nobody of the public has asked anything.'), rows: [], next: null },
    some: {
      head: listHead('One question waits for a decision.'),
      rows: wordRows([
        {
          cells: ['14 January 2020', question, 'Waits'],
          link: { text: 'Open', about: 'the question of 14 January 2020', href: paths.publicQuestion(id) },
        },
        {
          cells: ['3 January 2020', 'Deleted', 'Declined'],
          link: { text: 'Open', about: 'the question of 3 January 2020', href: paths.publicQuestion(id) },
        },
      ]),
      next: paths.publicQuestions(id),
    },
  },
  'ask/question': {
    waits: {
      head: questionHead('It waits for your decision. Accept it for a body, or decline it.'),
      text: question,
      facts: facts([
        { name: 'Sent', value: '14 January 2020 at 10:00' },
        { name: 'Who asked', value: 'A. <Resident>' },
        { name: 'E-mail', value: 'resident@example.org' },
        { name: 'Name and address are kept until', value: '13 May 2020' },
      ]),
      links: [
        { text: 'Accept it for a body', href: paths.publicQuestionStep(id, 'accept') },
        { text: 'Decline it', href: paths.publicQuestionStep(id, 'decline') },
      ],
    },
    'declined and deleted': {
      head: questionHead('It was declined. No report prints it.'),
      text: null,
      facts: facts([
        { name: 'Sent', value: '3 January 2020 at 10:00' },
        { name: 'Who asked', value: 'Deleted, as was promised' },
        { name: 'Declined', value: '4 January 2020 at 09:00, by the Clerk' },
        { name: 'Why', value: 'It is about another council.' },
      ]),
      links: [],
    },
  },
  'ask/accept': {
    blank: accept,
    'says who asked': {
      ...accept,
      form: {
        values: acceptValues,
        errors: { ...acceptErrors, text: named },
        problems: [{ text: named, href: '#text' }],
      },
    },
  },
  'ask/decline': {
    blank: {
      head: head('Decline the question', {
        back,
        lead: 'No report prints it. The product sends no e-mail: if who asked gave an address, write to them.',
      }),
      form: { values: { reason: '' }, errors: { reason: null }, problems: [] },
      action: paths.publicQuestionStep(id, 'decline'),
      version: 1,
      back: paths.publicQuestion(id),
    },
  },
} satisfies Examples;
