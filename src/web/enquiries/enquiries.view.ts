import { choices, facts, wordRows, type Fact, type WordRow } from '../shell/blocks.js';
import type { FormView } from '../shell/form.js';
import { head, type Examples, type Link, type PageView } from '../shell/page-views.js';
import { paths, type Path } from '../shell/paths.js';

/** The questions of members in a programme. */
export interface EnquiriesPage extends PageView {
  /** Number, body, question, who answers, due, state. */
  rows: readonly WordRow[];
  next: Path | null;
  /** What the public asked; null for somebody who does not decide about it. */
  fromPublic: Path | null;
}

/** One question, with every answer to it. */
export interface EnquiryPage extends PageView {
  facts: readonly Fact[];
  /** In the Markdown subset. */
  question: string;
  answers: readonly AnswerBlock[];
  /** One press each. */
  steps: readonly { action: Path; text: string }[];
  version: number;
  links: readonly Link[];
  /** Why nobody but others can go on; null where the reader can. */
  whyNot: string | null;
}

export interface AnswerBlock {
  heading: string;
  /** Where it stands, in a sentence. */
  sentence: string;
  text: string;
  printedIn: readonly Link[];
}

export interface EditEnquiryPage extends PageView {
  form: FormView;
  action: Path;
  owners: ReturnType<typeof choices>;
  /** What an empty day means. */
  dueHint: string;
  /** Somebody of the public asked: no name is asked for. */
  isPublic: boolean;
  /** Null for a new one. */
  version: number | null;
  button: string;
}

export interface EditAnswerPage extends PageView {
  form: FormView;
  action: Path;
  version: number;
  question: string;
  /** An answer is approved already, which this one corrects. */
  corrects: boolean;
}

/** A step that needs a reason. */
export interface EnquiryReasonPage extends PageView {
  form: FormView;
  action: Path;
  version: number;
  label: string;
  button: string;
  back: Path;
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'enquiries/list': EnquiriesPage;
    'enquiries/enquiry': EnquiryPage;
    'enquiries/edit': EditEnquiryPage;
    'enquiries/answer': EditAnswerPage;
    'enquiries/reason': EnquiryReasonPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const back = { text: 'Question 3 of a member', href: paths.enquiry(id) };
const crumbs = [{ text: 'Questions of members', href: paths.enquiries(id) }];
const listHead = (lead: string) =>
  head('Questions of members', {
    lead,
    wide: true,
    breadcrumbs: [{ text: 'Meetings', href: paths.meetings(id) }],
  });
const open = (number: string) => ({
  text: 'Open',
  about: `question ${number}`,
  href: paths.enquiry(id),
});
const about = facts([
  { name: 'Asked', value: 'Tuesday 14 January 2020, at Cabinet, by Councillor A. <Example>' },
  { name: 'Who answers', value: 'Head of Service' },
  { name: 'Due', value: 'Tuesday 28 January' },
]);
const question = 'How many first visits were later than ten working days in December, and why?';
const answer: AnswerBlock = {
  heading: 'Answer',
  sentence: 'It is a draft by the Head of Service.',
  text: 'Four of 91. Two families were away, and two social workers were ill.',
  printedIn: [],
};
const enquiryHead = (lead: string) =>
  head('Question 3 of a member', { lead, breadcrumbs: crumbs, caption: 'Cabinet' });
const readOnly = { steps: [], version: 4, links: [] };
const values = { text: '', member: '', owner: '', 'due-day': '', 'due-month': '', 'due-year': '' };
const errors = { text: null, member: null, owner: null, due: null };
const owners = choices([{ value: id, text: 'Head of Service' }], 'Choose somebody');
const edit: EditEnquiryPage = {
  head: head('Record a question', {
    back: { text: 'Cabinet, Tuesday 14 January at 10:00', href: paths.meeting(id, id) },
    lead: 'It is carried in every report until it is answered.',
  }),
  form: { values, errors, problems: [] },
  action: paths.newEnquiry(id, id),
  owners,
  dueHint: 'Leave it empty for ten working days after the meeting.',
  isPublic: false,
  version: null,
  button: 'Record the question',
};
const write: EditAnswerPage = {
  head: head('Write the answer', {
    back,
    lead: 'Save it, then submit it, so that somebody else can approve it.',
  }),
  form: { values: { text: '', correction: '' }, errors: { text: null, correction: null }, problems: [] },
  action: paths.enquiryStep(id, 'answer'),
  version: 2,
  question,
  corrects: false,
};

export const examples = {
  'enquiries/list': {
    none: {
      head: listHead('Nobody has asked anything yet. A question is recorded on the page of its meeting.'),
      rows: [],
      next: null,
      fromPublic: null,
    },
    some: {
      head: listHead('2 questions are open; one of them is late.'),
      rows: wordRows([
        {
          cells: ['3', 'Cabinet', question, 'Head of Service', '3 days late: Tuesday 28 January', 'Open'],
          link: open('3'),
        },
        {
          cells: [
            '4',
            'Scrutiny',
            'When is the plan due?',
            'Director',
            'Tuesday 11 February',
            'Answer waits for approval',
          ],
          link: open('4'),
        },
        {
          cells: ['1', 'Cabinet', 'What does agency staff cost?', 'Director', '', 'Printed'],
          link: open('1'),
        },
      ]),
      next: paths.enquiries(id),
      fromPublic: paths.publicQuestions(id),
    },
  },
  'enquiries/enquiry': {
    open: {
      ...readOnly,
      head: enquiryHead('It is open. The Head of Service answers it by Tuesday 28 January.'),
      facts: about,
      question,
      answers: [],
      links: [{ text: 'Write the answer', href: paths.enquiryStep(id, 'answer') }],
      whyNot: null,
    },
    draft: {
      head: enquiryHead('The answer is a draft. Submit it, so that somebody else can approve it.'),
      facts: about,
      question,
      answers: [answer],
      steps: [{ action: paths.enquiryStep(id, 'submit'), text: 'Submit the answer' }],
      version: 3,
      links: [{ text: 'Change the answer', href: paths.enquiryStep(id, 'answer') }],
      whyNot: null,
    },
    'waits for approval': {
      head: enquiryHead('The answer waits for your decision.'),
      facts: about,
      question,
      answers: [{ ...answer, sentence: 'The Head of Service submitted it on 22 January 2020 at 09:10.' }],
      steps: [{ action: paths.enquiryStep(id, 'approve'), text: 'Approve the answer' }],
      version: 3,
      links: [{ text: 'Give it back', href: paths.enquiryStep(id, 'return') }],
      whyNot: null,
    },
    'answered and corrected': {
      ...readOnly,
      head: enquiryHead(
        'It is answered. The next report that Cabinet gets prints the answer, if its figures are as at 21 January 2020 or later: on that day it was asked.',
      ),
      facts: about,
      question,
      answers: [
        {
          ...answer,
          sentence: 'The Programme Manager approved it on 23 January 2020 at 11:00.',
          printedIn: [{ text: 'January 2020, version 1', href: paths.version(id) }],
        },
        {
          heading: 'Correction 1',
          sentence:
            'The Programme Manager approved it on 3 February 2020 at 11:00. It corrects the answer before: One visit was counted twice.',
          text: 'Five of 91.',
          printedIn: [],
        },
      ],
      whyNot: null,
    },
  },
  'enquiries/edit': {
    blank: edit,
    refused: {
      ...edit,
      form: {
        values,
        errors: { ...errors, text: 'Write what was asked', owner: 'Choose who answers it' },
        problems: [
          { text: 'Write what was asked', href: '#text' },
          { text: 'Choose who answers it', href: '#owner' },
        ],
      },
    },
    'of the public': { ...edit, isPublic: true, version: 2, button: 'Save' },
  },
  'enquiries/answer': {
    blank: write,
    correction: {
      ...write,
      head: { ...write.head, heading: 'Correct the answer' },
      corrects: true,
      form: {
        values: { text: 'Five of 91.', correction: '' },
        errors: {
          text: null,
          correction: 'An answer is approved already. Say what was wrong with it: the report prints that.',
        },
        problems: [
          {
            text: 'An answer is approved already. Say what was wrong with it: the report prints that.',
            href: '#correction',
          },
        ],
      },
    },
  },
  'enquiries/reason': {
    'give back': {
      head: head('Give the answer back', { back, lead: 'Its owner writes it again and submits it.' }),
      form: { values: { reason: '' }, errors: { reason: null }, problems: [] },
      action: paths.enquiryStep(id, 'return'),
      version: 3,
      label: 'What has to be different',
      button: 'Give it back',
      back: paths.enquiry(id),
    },
  },
} satisfies Examples;
