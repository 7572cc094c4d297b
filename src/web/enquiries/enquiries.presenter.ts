import {
  beginningOf,
  enquiryName,
  enquiryState,
  type EnquirySummary,
  type EnquiryView,
} from '../../enquiries/index.js';
import type { Person } from '../../identity/index.js';
import type { MeetingView } from '../../committees/index.js';
import { longDate, personLabel } from '../../snapshot/index.js';
import {
  capitalised,
  choices,
  counted,
  dueWords,
  facts,
  head,
  inWords,
  paths,
  weekday,
  weekdayAndTime,
  withQuery,
  wordRows,
  type FormView,
  type Link,
  whenWords,
} from '../shell/index.js';
import type {
  EditAnswerPage,
  EditEnquiryPage,
  EnquiriesPage,
  EnquiryPage,
  EnquiryReasonPage,
} from './enquiries.view.js';

const enquiryRow = (one: EnquirySummary, today: string) => ({
  cells: [
    String(one.number),
    one.committeeName,
    beginningOf(one.text),
    personLabel(one.owner),
    one.state === 'open' ? capitalised(dueWords(one.dueOn, today)) : '',
    enquiryState(one),
  ],
  link: { text: 'Open', about: enquiryName(one), href: paths.enquiry(one.id) },
});

export function presentEnquiries(
  programme: { id: string; name: string },
  items: readonly EnquirySummary[],
  nextCursor: string | null,
  may: { meetings: boolean; record: boolean },
  today: string,
): EnquiriesPage {
  const open = items.filter(({ state }) => state === 'open');
  const late = open.filter(({ isLate }) => isLate).length;
  return {
    head: head('Questions of members', {
      wide: true,
      programme: programme.name,
      breadcrumbs: may.meetings ? [{ text: 'Meetings', href: paths.meetings(programme.id) }] : [],
      lead:
        items.length === 0
          ? 'Nobody has asked anything yet. A question is recorded on the page of its meeting.'
          : open.length === 0
            ? 'No question is open.'
            : `${counted(open.length, 'question')} ${open.length === 1 ? 'is' : 'are'} open${late === 0 ? '' : open.length === 1 ? ', and late' : `; ${late} of them late`}.`,
    }),
    rows: wordRows(items.map((one) => enquiryRow(one, today))),
    next: nextCursor === null ? null : withQuery(paths.enquiries(programme.id), { cursor: nextCursor }),
    fromPublic: may.record ? paths.publicQuestions(programme.id) : null,
  };
}

export function presentEnquiry(
  one: EnquiryView,
  may: { record: boolean; version: boolean; meeting: boolean },
  now: Date,
  today: string,
): EnquiryPage {
  const { id, actions, answers, state } = one;
  const open = answers.find(({ status }) => status !== 'approved');
  const asked = weekday(one.askedOn, today);
  const isAnswered = answers.some(({ status }) => status === 'approved');
  return {
    head: head(enquiryName(one), {
      caption: one.committeeName,
      lead: firstSentence(one, today),
      breadcrumbs: [{ text: 'Questions of members', href: paths.enquiries(one.programmeId) }],
    }),
    facts: facts([
      {
        name: 'Asked',
        value:
          one.source === 'public'
            ? `${asked}, by the public form`
            : `${asked}, at ${one.committeeName}${one.askedBy === null ? '' : `, by ${one.askedBy}`}`,
      },
      { name: 'Who answers', value: personLabel(one.owner) },
      {
        name: 'Due',
        value: state === 'open' ? capitalised(dueWords(one.dueOn, today)) : weekday(one.dueOn, today),
      },
      ...(one.withdrawnReason === null ? [] : [{ name: 'Withdrawn', value: one.withdrawnReason }]),
    ]),
    question: one.text,
    answers: answers.map((answer) => ({
      heading: answer.number === 1 ? 'Answer' : `Correction ${answer.number - 1}`,
      sentence: answerSentence(answer, now),
      text: answer.text,
      printedIn: may.version
        ? answer.printedIn.map(({ versionId, periodLabel, version }) => ({
            text: `Printed in the report of ${periodLabel}, version ${version}`,
            href: paths.version(versionId),
          }))
        : [],
    })),
    steps: [
      ...(actions.includes('submit')
        ? [{ action: paths.enquiryStep(id, 'submit'), text: 'Submit the answer' }]
        : []),
      ...(actions.includes('approve')
        ? [{ action: paths.enquiryStep(id, 'approve'), text: 'Approve the answer' }]
        : []),
    ],
    version: one.version,
    links: [
      ...(actions.includes('write')
        ? [
            {
              text: open ? 'Change the answer' : isAnswered ? 'Correct the answer' : 'Write the answer',
              href: paths.enquiryStep(id, 'answer'),
            },
          ]
        : []),
      ...(actions.includes('return')
        ? [{ text: 'Give it back', href: paths.enquiryStep(id, 'return') }]
        : []),
      ...(may.record && !isAnswered && state !== 'withdrawn'
        ? [
            { text: 'Change the question, or who answers it', href: paths.enquiryStep(id, 'change') },
            { text: 'Withdraw the question', href: paths.enquiryStep(id, 'withdraw') },
          ]
        : []),
      ...(one.meetingId === null || !may.meeting
        ? []
        : [{ text: 'The meeting', href: paths.meeting(one.committeeId, one.meetingId) }]),
    ],
    whyNot:
      actions.includes('return') && !actions.includes('approve')
        ? 'You wrote or submitted this answer, so somebody else has to approve it.'
        : null,
  };
}

/** A report prints what was asked by its as-at day. */
export const printedIn = (
  { committeeName, askedOn }: Pick<EnquiryView, 'committeeName' | 'askedOn'>,
  what: string,
): string =>
  `The next report that ${committeeName} gets prints ${what}, if its figures are as at ${longDate(askedOn)} or later: on that day it was asked.`;

function firstSentence(
  { state, answers, owner, dueOn, askedOn, isLate, committeeName, actions }: EnquiryView,
  today: string,
): string {
  const open = answers.find(({ status }) => status !== 'approved');
  if (state === 'withdrawn') return 'It was withdrawn. No report prints it.';
  const due = isLate ? `It was due on ${weekday(dueOn, today)}.` : `It is due by ${weekday(dueOn, today)}.`;
  if (open?.status === 'submitted')
    return actions.includes('approve')
      ? 'The answer waits for your decision.'
      : 'The answer waits for somebody who approves it.';
  if (open)
    return `${open.returnedReason === null ? 'The answer is a draft' : 'The answer was given back'} and is not submitted. ${state === 'open' ? due : ''}`.trim();
  if (state === 'open') return `It is open. ${personLabel(owner)} answers it. ${due}`;
  return state === 'answered'
    ? `It is answered. ${printedIn({ committeeName, askedOn }, 'the answer')}`
    : `It is answered, and printed. The answer is printed again until a report that ${committeeName} was given has it.`;
}

function answerSentence(answer: EnquiryView['answers'][number], now: Date): string {
  const who = inWords(answer.authors.map(personLabel));
  const corrects =
    answer.correctionReason === null ? '' : ` It corrects the answer before: ${answer.correctionReason}`;
  if (answer.approvedAt !== null && answer.approvedBy)
    return `Written by ${who}. ${personLabel(answer.approvedBy)} approved it ${whenWords(answer.approvedAt, now)}.${corrects}`;
  if (answer.status === 'submitted')
    return `Written by ${who}, submitted ${whenWords(answer.submittedAt ?? '', now)}.${corrects}`;
  return `Draft by ${who}.${answer.returnedReason === null ? '' : ` Given back: ${answer.returnedReason}`}${corrects}`;
}

const ownersOf = (people: readonly Person[]) =>
  choices(
    people.map((person) => ({ value: person.id, text: personLabel(person) })),
    'Choose somebody',
  );

const hintOf = (days: number): string =>
  `Leave it empty for ${counted(days, 'working day')} after it was asked.`;

export const presentNewEnquiry = (
  form: FormView,
  meeting: MeetingView,
  owners: readonly Person[],
  days: number,
  now: Date,
): EditEnquiryPage => ({
  head: head('Record a question', {
    back: {
      text: `${meeting.committeeName}, ${weekdayAndTime(meeting.startsAt, now)}`,
      href: paths.meeting(meeting.committeeId, meeting.id),
    },
    lead: 'It is carried in every report until it is answered.',
  }),
  form,
  action: paths.newEnquiry(meeting.committeeId, meeting.id),
  owners: ownersOf(owners),
  dueHint: hintOf(days),
  isPublic: false,
  version: null,
  button: 'Record the question',
});

const backTo = (one: EnquiryView): Link => ({ text: enquiryName(one), href: paths.enquiry(one.id) });

export const presentChangeEnquiry = (
  form: FormView,
  one: EnquiryView,
  version: number,
  owners: readonly Person[],
  days: number,
): EditEnquiryPage => ({
  head: head('Change the question', { back: backTo(one), caption: one.committeeName }),
  form,
  action: paths.enquiryStep(one.id, 'change'),
  owners: ownersOf(owners),
  dueHint: hintOf(days),
  isPublic: one.source === 'public',
  version,
  button: 'Save',
});

export const presentAnswer = (form: FormView, one: EnquiryView, version: number): EditAnswerPage => {
  const corrects = one.answers.some(({ status }) => status === 'approved');
  return {
    head: head(corrects ? 'Correct the answer' : 'Write the answer', {
      back: backTo(one),
      caption: one.committeeName,
      lead: 'Save it, then submit it, so that somebody else can approve it.',
    }),
    form,
    action: paths.enquiryStep(one.id, 'answer'),
    version,
    question: one.text,
    corrects,
  };
};

export const presentReason = (
  form: FormView,
  one: EnquiryView,
  version: number,
  step: 'return' | 'withdraw',
): EnquiryReasonPage => ({
  head: head(step === 'return' ? 'Give the answer back' : 'Withdraw the question', {
    back: backTo(one),
    caption: one.committeeName,
    lead:
      step === 'return'
        ? 'Its owner writes it again and submits it.'
        : 'Nobody answers it any more, and no report prints it. It stays in the list.',
  }),
  form,
  action: paths.enquiryStep(one.id, step),
  version,
  label: step === 'return' ? 'What has to be different' : 'Why',
  button: step === 'return' ? 'Give it back' : 'Withdraw it',
  back: paths.enquiry(one.id),
});
