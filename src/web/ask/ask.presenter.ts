import type { Person } from '../../identity/index.js';
import type { CommitteeView } from '../../committees/index.js';
import { beginningOf, type OpenForm, type PublicQuestionView } from '../../enquiries/index.js';
import { personLabel } from '../../snapshot/index.js';
import {
  choices,
  count,
  counted,
  facts,
  head,
  instantWords,
  longDate,
  paths,
  withQuery,
  wordRows,
  type FormView,
} from '../shell/index.js';
import type {
  AcceptPage,
  AskedPage,
  AskPage,
  DeclinePage,
  PublicQuestionPage,
  PublicQuestionsPage,
} from './ask.view.js';

const breadcrumbs = [{ text: 'Published reports', href: paths.published() }];

export const presentAsk = (
  form: FormView,
  { programmeId, programmeName, council, keepDays }: OpenForm,
): AskPage => ({
  head: head('Ask a question', {
    caption: `${programmeName}, ${council}`,
    breadcrumbs,
    lead: 'Questions and answers are printed in the report that councillors read. Your name is not.',
  }),
  form,
  action: paths.askProgramme(programmeId),
  kept: [
    'The council keeps your question, your name and, if you give it, your e-mail address.',
    `Your name and address are deleted ${counted(keepDays, 'day')} after you ask. They are seen by the people who decide about questions, and by nobody else.`,
    'So that nobody can flood this form, it keeps until the next day from which network a question came, in a form that cannot be read.',
    'Somebody at the council decides whether the question is taken, and may shorten it. What is taken is printed without your name, with its answer, and stays.',
  ],
  privacy: paths.privacy(),
});

export const presentAsked = ({ programmeName, council, keepDays }: OpenForm): AskedPage => ({
  head: head('Your question was sent', {
    caption: `${programmeName}, ${council}`,
    breadcrumbs,
    lead: 'Somebody at the council decides whether it is taken. If it is, a later report prints it with its answer.',
  }),
  sentences: [
    'This page sends no e-mail. If you gave an address, somebody may write to you.',
    `Your name and address are deleted ${counted(keepDays, 'day')} after you asked.`,
  ],
  reports: paths.published(),
});

const STATES: Readonly<Record<PublicQuestionView['state'], string>> = {
  waiting: 'Waits',
  accepted: 'Accepted',
  declined: 'Declined',
};

const called = (one: PublicQuestionView): string => `the question of ${longDate(one.receivedOn)}`;

export function presentPublicQuestions(
  programme: { id: string; name: string },
  items: readonly PublicQuestionView[],
  nextCursor: string | null,
  isOpen: boolean,
): PublicQuestionsPage {
  const waiting = items.filter(({ state }) => state === 'waiting').length;
  const closed = isOpen ? '' : ' The form is switched off.';
  return {
    head: head('Questions from the public', {
      wide: true,
      programme: programme.name,
      breadcrumbs: [{ text: 'Questions of members', href: paths.enquiries(programme.id) }],
      lead: `${items.length === 0 ? 'Nobody of the public has asked anything.' : waiting === 0 ? 'Nothing waits for a decision.' : `${count(waiting, 'question waits', 'questions wait')} for a decision.`}${closed}`,
    }),
    rows: wordRows(
      items.map((one) => ({
        cells: [
          longDate(one.receivedOn),
          one.text === null ? 'Deleted' : beginningOf(one.text),
          one.state === 'accepted' ? `Accepted, as question ${one.enquiryNumber ?? ''}` : STATES[one.state],
        ],
        link: { text: 'Open', about: called(one), href: paths.publicQuestion(one.id) },
      })),
    ),
    next: nextCursor === null ? null : withQuery(paths.publicQuestions(programme.id), { cursor: nextCursor }),
  };
}

const GONE = 'Deleted, as was promised';

export function presentPublicQuestion(one: PublicQuestionView, now: Date): PublicQuestionPage {
  const { id, state, name, email, decidedBy, decidedAt, declinedReason, enquiryId, keepUntil } = one;
  return {
    head: head('Question from the public', {
      breadcrumbs: [
        { text: 'Questions of members', href: paths.enquiries(one.programmeId) },
        { text: 'Questions from the public', href: paths.publicQuestions(one.programmeId) },
      ],
      lead:
        state === 'waiting'
          ? 'It waits for your decision. Accept it for a body, or decline it.'
          : state === 'accepted'
            ? `It was accepted, and is question ${one.enquiryNumber ?? ''} now.`
            : 'It was declined. No report prints it.',
    }),
    text: one.text,
    facts: facts([
      { name: 'Sent', value: instantWords(one.receivedAt, now) },
      { name: 'Who asked', value: name ?? GONE },
      { name: 'E-mail', value: email ?? (name === null ? GONE : 'None given') },
      ...(name === null ? [] : [{ name: 'Name and address are kept until', value: longDate(keepUntil) }]),
      ...(decidedBy && decidedAt
        ? [{ name: STATES[state], value: `${instantWords(decidedAt, now)}, by ${personLabel(decidedBy)}` }]
        : []),
      ...(declinedReason === null ? [] : [{ name: 'Why', value: declinedReason }]),
    ]),
    links: [
      ...(state === 'waiting'
        ? [
            { text: 'Accept it for a body', href: paths.publicQuestionStep(id, 'accept') },
            { text: 'Decline it', href: paths.publicQuestionStep(id, 'decline') },
          ]
        : []),
      ...(enquiryId === null
        ? []
        : [{ text: `Question ${one.enquiryNumber ?? ''}`, href: paths.enquiry(enquiryId) }]),
    ],
  };
}

const around = (one: PublicQuestionView) => ({
  back: { text: 'Question from the public', href: paths.publicQuestion(one.id) },
});

export const presentAccept = (
  form: FormView,
  one: PublicQuestionView,
  version: number,
  offered: { committees: readonly CommitteeView[]; owners: readonly Person[]; days: number },
): AcceptPage => ({
  head: head('Accept the question', {
    ...around(one),
    lead: 'It is carried in each report until it is answered, without the name of who asked.',
  }),
  form,
  action: paths.publicQuestionStep(one.id, 'accept'),
  version,
  committees: choices(
    offered.committees.map(({ id, name }) => ({ value: id, text: name })),
    'Choose a body',
  ),
  owners: choices(
    offered.owners.map((person) => ({ value: person.id, text: personLabel(person) })),
    'Choose somebody',
  ),
  dueHint: `Leave it empty for ${counted(offered.days, 'working day')} after it was asked.`,
});

export const presentDecline = (form: FormView, one: PublicQuestionView, version: number): DeclinePage => ({
  head: head('Decline the question', {
    ...around(one),
    lead: 'No report prints it. The product sends no e-mail: if who asked gave an address, write to them.',
  }),
  form,
  action: paths.publicQuestionStep(one.id, 'decline'),
  version,
  back: paths.publicQuestion(one.id),
});
