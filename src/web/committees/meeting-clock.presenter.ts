import {
  NO_HOLIDAY,
  type CommitteeView,
  type MeetingClock,
  type MeetingView,
} from '../../committees/index.js';
import { beginningOf, enquiryName, enquiryState, type EnquirySummary } from '../../enquiries/index.js';
import type { PeriodView } from '../../programmes/index.js';
import { longDate, personLabel } from '../../snapshot/index.js';
import {
  capitalised,
  choices,
  counted,
  facts,
  head,
  inWords,
  londonInstant,
  paths,
  weekday,
  weekdayAndTime,
  wordRows,
  type FormView,
  type Link,
  whenWords,
} from '../shell/index.js';
import { papersOfMeeting, whyNotWords, type PapersOf } from './committee.words.js';
import type { AgendaPage, MeetingPage, PublicationPage } from './meeting-clock.view.js';

export interface MeetingFacts {
  committee: CommitteeView;
  meeting: MeetingView;
  clock: MeetingClock;
  papers: PapersOf;
  mayManage: boolean;
  /** What was asked at it; null for somebody who may not see questions. */
  questions: readonly EnquirySummary[] | null;
  mayRecord: boolean;
  now: Date;
}

type Certificate = NonNullable<MeetingClock['certificate']>;

/** A date with its year, because it is evidence. */
export const fullDay = (date: string): string => weekday(date, '0000');

const NOTICES: Readonly<Record<MeetingClock['notices'][number]['notice'], string>> = {
  papers: 'Agenda and papers',
  private: 'A part of it will be private, with the reasons',
  private_again: 'The second notice of a private part, with what was said against it',
  key_decision: 'A key decision will be made',
  general_exception: 'A key decision without 28 days’ notice: to the chair of scrutiny',
};
const LOCAL = 'The council’s own rule';
const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** `five clear days` */
const clearDays = (number: number): string =>
  `${NUMBERS[number] ?? number} clear ${number === 1 ? 'day' : 'days'}`;

export function presentMeeting(given: MeetingFacts): MeetingPage {
  const { committee, meeting, clock, papers, mayManage, questions, mayRecord, now } = given;
  const { certificate } = clock;
  const open = mayManage && meeting.cancelledAt === null;
  const { words, link: toPapers } = papersOfMeeting(meeting, papers);
  return {
    head: head(`${committee.name}, ${weekdayAndTime(meeting.startsAt, now)}`, {
      lead: firstSentence(given),
      breadcrumbs: [
        { text: 'Meetings', href: paths.meetings(committee.programmeId) },
        { text: committee.name, href: paths.committee(committee.id) },
      ],
      wide: true,
    }),
    facts: facts([
      { name: 'Place', value: meeting.place ?? 'Not said' },
      {
        name: 'Gets the report of',
        value: meeting.agenda.length === 0 ? 'Not said' : inWords(meeting.agenda.map(({ label }) => label)),
      },
      { name: 'What its members get', value: words },
      { name: 'Papers published', value: publishedWords(meeting, certificate, now) },
      ...(certificate !== null && !certificate.inTime && meeting.papersPublishedOn !== null
        ? [{ name: 'Reason of urgency', value: meeting.urgency ?? 'None recorded' }]
        : []),
    ]),
    overlooked: certificate && overlookedWords(certificate),
    moved: movedWords(meeting),
    days: wordRows(
      (certificate?.days ?? []).map(({ on, counted: counts, reason }) => ({
        cells: [fullDay(on), counts ? 'Counts' : 'Left out', reason ?? ''],
      })),
    ),
    source: certificate?.source ?? null,
    notices: wordRows(
      clock.notices.map(({ notice, days, basis, latest, source }) => ({
        cells: [
          NOTICES[notice],
          // Neither the day of the notice nor that of the meeting counts.
          counted(days, basis === 'working' ? 'clear working day' : 'clear day'),
          fullDay(latest),
          source,
        ],
      })),
    ),
    afterwards: wordRows([
      ...(clock.callIn
        ? [
            { cells: ['Decisions are published', fullDay(clock.callIn.publishBy), LOCAL] },
            { cells: ['They can be called in', fullDay(clock.callIn.endsOn), LOCAL] },
          ]
        : []),
      ...clock.retention.map(({ record, years, until, source }) => ({
        cells: [
          `${record === 'papers' ? 'Papers are' : 'Background papers are'} open to inspection (${counted(years, 'year')})`,
          fullDay(until),
          source,
        ],
      })),
    ]),
    questions:
      questions &&
      wordRows(
        questions.map((one) => ({
          cells: [String(one.number), beginningOf(one.text), personLabel(one.owner), enquiryState(one)],
          link: { text: 'Open', about: enquiryName(one), href: paths.enquiry(one.id) },
        })),
      ),
    links: [
      ...(toPapers ? [toPapers] : []),
      ...(open ? linksOf(meeting) : []),
      ...(mayRecord && meeting.cancelledAt === null && meeting.meetsOn <= papers.today
        ? [
            {
              text: 'Record a question that was asked at it',
              href: paths.newEnquiry(meeting.committeeId, meeting.id),
            },
          ]
        : []),
    ],
    whyNot: mayManage ? null : whyNotWords('committee.manage'),
  };
}

function linksOf({ committeeId, id }: MeetingView): Link[] {
  return [
    {
      text: 'Record when its papers were published',
      href: paths.meetingStep(committeeId, id, 'publication'),
    },
    { text: 'Say of which period it gets the report', href: paths.meetingStep(committeeId, id, 'agenda') },
    { text: 'Change this meeting', href: paths.meetingStep(committeeId, id, 'change') },
  ];
}

function firstSentence({ meeting, clock, papers }: MeetingFacts): string {
  const { certificate, unknown } = clock;
  if (meeting.cancelledAt !== null) return `It was cancelled: ${meeting.cancelReason ?? ''}`;
  if (unknown !== null)
    return `Nothing can be worked out yet: ${unknown.charAt(0).toLowerCase()}${unknown.slice(1).replaceAll(/\d{4}-\d\d-\d\d/g, (day) => longDate(day))}`;
  if (certificate === null) return 'No rule asks for notice of its papers: send them when they are ready.';
  const { needed, counted: done, latest, inTime } = certificate;
  const published = meeting.papersPublishedOn;
  if (published !== null)
    return inTime
      ? `Its papers were published in time, on ${fullDay(published)}: ${clearDays(done)}.`
      : `Its papers are late: published on ${fullDay(published)}, ${done} of ${counted(needed, 'clear day')}.${meeting.urgency === null ? ' Nobody has recorded why they could not wait.' : ''}`;
  const until = `${fullDay(latest)}, 23:59: ${clearDays(needed)}`;
  return papers.today > latest
    ? `Its papers had to be published by ${until}. Nobody has recorded that they were. Whatever is published now is late, and needs a reason of urgency.`
    : `Its papers have to be published by ${until}.`;
}

function publishedWords(
  { papersPublishedOn, papersRecorded }: MeetingView,
  certificate: MeetingClock['certificate'],
  now: Date,
): string {
  if (papersPublishedOn === null) return 'Not recorded';
  const when = fullDay(papersPublishedOn);
  const recorded = papersRecorded
    ? `. ${papersRecorded.by} recorded that ${whenWords(papersRecorded.at, now)}`
    : '';
  if (certificate === null) return `${when}${recorded}`;
  return `${when}, ${certificate.inTime ? 'in time' : 'late'}${recorded}`;
}

/** That somebody changed the calendar, and what it moved. */
const movedWords = ({ moved, papersPublishedOn }: MeetingView): string | null =>
  moved === null || papersPublishedOn !== null
    ? null
    : `The last day to publish them moved from ${fullDay(moved.from)} to ${fullDay(moved.to)}, because the calendar was changed on ${londonInstant(moved.at)}: ${moved.why}.`;

function overlookedWords({ overlooking, days, latest, meetsOn }: Certificate): string | null {
  if (overlooking === null) return null;
  const names = days.flatMap(({ reason }) => (reason === null || NO_HOLIDAY.has(reason) ? [] : [reason]));
  const who =
    names.length === 0
      ? 'Bank holidays and days of closure do not count.'
      : `${inWords([...new Set(names)])} ${new Set(names).size === 1 ? 'does' : 'do'} not count.`;
  const late = overlooking > latest && overlooking < meetsOn;
  return `${who} Whoever overlooks that publishes on ${fullDay(overlooking)}${late ? ', which is too late' : ''}.`;
}

export function presentPublication(
  form: FormView,
  meeting: MeetingView,
  version: number,
  { certificate }: MeetingClock,
  now: Date,
): PublicationPage {
  return {
    head: head('When its papers were published', {
      back: backTo(meeting, now),
      lead: 'Say on which day the agenda and the papers were open to the public.',
    }),
    form,
    action: paths.meetingStep(meeting.committeeId, meeting.id, 'publication'),
    version,
    rule:
      certificate &&
      `${capitalised(clearDays(certificate.needed))} ${certificate.needed === 1 ? 'is' : 'are'} needed: the papers are in time until ${fullDay(certificate.latest)}, 23:59.`,
  };
}

export const presentAgenda = (
  form: FormView,
  meeting: MeetingView,
  version: number,
  periods: readonly PeriodView[],
  now: Date,
): AgendaPage => ({
  head: head('What this meeting gets', {
    back: backTo(meeting, now),
    lead: 'The dates of a period are planned back from the meetings that get its report.',
  }),
  form,
  action: paths.meetingStep(meeting.committeeId, meeting.id, 'agenda'),
  version,
  periods: choices(periods.map(({ id, label }) => ({ value: id, text: label }))),
});

const backTo = ({ committeeId, id, committeeName, startsAt }: MeetingView, now: Date): Link => ({
  text: `${committeeName}, ${weekdayAndTime(startsAt, now)}`,
  href: paths.meeting(committeeId, id),
});
