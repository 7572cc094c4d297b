import type { z } from 'zod';
import {
  serves,
  type committeeChange,
  type CommitteeView,
  type MeetingView,
  type RecipientView,
  type SectionChoice,
} from '../../committees/index.js';
import { WAY_WORDS } from '../../distribution/index.js';
import type { Page, WorkingCalendar } from '../../platform/index.js';
import {
  choices,
  count,
  facts,
  head,
  inWords,
  longDate,
  paths,
  weekdayAndTime,
  withQuery,
  wordRows,
  type FormView,
  type WordRow,
} from '../shell/index.js';
import { committeeForm } from './committee.form.js';
import { leavesBefore, termWords } from './office.words.js';
import {
  frequencyChoices,
  frequencyWords,
  getsChoices,
  getsWords,
  kindChoices,
  kindWords,
  committeeWayChoices,
  markingChoices,
  noticeWords,
  papersOfMeeting,
  parentChoices,
  publishByWords,
  whyNotWords,
  type PapersOf,
} from './committee.words.js';
import type { CommitteePage, ConfirmCommitteePage, EditCommitteePage } from './committee.view.js';

export interface CommitteeFacts {
  committee: CommitteeView;
  programme: { name: string };
  recipients: readonly RecipientView[];
  /** Those of the programme's reports. */
  sections: readonly SectionChoice[];
  /** One page of them, the latest first. */
  meetings: Page<MeetingView>;
  /** Of all its meetings, whichever page is shown. */
  next: MeetingView | null;
  papers: PapersOf;
  calendar: WorkingCalendar;
  mayManage: boolean;
  now: Date;
}

export function presentCommittee(given: CommitteeFacts): CommitteePage {
  const { committee, programme, meetings, mayManage } = given;
  const { id, programmeId, active, name } = committee;
  return {
    head: head(name, {
      lead: firstSentence(given),
      breadcrumbs: [{ text: 'Meetings', href: paths.meetings(programmeId) }],
      wide: true,
      programme: programme.name,
    }),
    facts: facts([
      { name: 'What it gets', value: getsWords(committee) },
      { name: 'For this committee', value: sectionWords(given) },
      { name: 'How its papers go', value: WAY_WORDS[committee.way].name },
      { name: 'Kind', value: kindWords(committee) },
      { name: 'Reports to', value: committee.parentName ?? 'Nobody in this directory' },
      { name: 'Chair', value: committee.chair ?? 'Not said' },
      { name: 'How often it meets', value: frequencyWords(committee) },
      { name: 'Notice of its papers', value: noticeWords(committee, given.papers.today) },
      { name: 'Still meets', value: active ? 'Yes' : 'No' },
    ]),
    recipients: recipientRows(given, true),
    removed: recipientRows(given, false),
    meetings: wordRows(meetings.items.map((meeting) => meetingRow(meeting, given))),
    next:
      meetings.nextCursor === null ? null : withQuery(paths.committee(id), { cursor: meetings.nextCursor }),
    change: mayManage
      ? {
          committee: paths.changeCommittee(id),
          recipient: paths.newRecipient(id),
          calendar: paths.committeeCalendar(id),
          schedules: paths.schedules(id),
          meeting: active ? paths.newMeeting(id) : null,
        }
      : null,
    whyNot: mayManage ? null : whyNotWords('committee.manage'),
  };
}

/** What it has named of the report; the whole where it has named nothing. */
function sectionWords({ committee, sections }: CommitteeFacts): string {
  const named = sections.filter(({ key }) => committee.sections.includes(key));
  return named.length === 0 ? 'The report as a whole' : named.map(({ title }) => title).join('; ');
}

function firstSentence({
  committee,
  recipients,
  next: ahead,
  papers,
  mayManage,
  now,
}: CommitteeFacts): string {
  const { today } = papers;
  if (!committee.active) return 'It no longer meets: nothing is sent to it.';
  const getting = recipients.filter((one) => serves(one, today)).length;
  const gets = `It gets ${committee.edition === 'public' ? 'the public edition' : 'the whole report, with what is not for publication'}.`;
  if (getting === 0) return `${gets} Nobody receives its papers now${mayManage ? ': add a recipient.' : '.'}`;
  const next = ahead
    ? `The next meeting is on ${weekdayAndTime(ahead.startsAt, now)}.`
    : 'No meeting is ahead.';
  const leaving = recipients.filter((one) => leavesBefore(one, today, ahead?.meetsOn ?? null));
  const ends =
    leaving.length === 0 ? '' : ` The term of ${inWords(leaving.map(({ name }) => name))} ends before it.`;
  return `${gets} ${count(getting, 'person receives', 'people receive')} its papers. ${next}${ends}`;
}

const recipientRows = (
  { committee, recipients, next, papers, mayManage }: CommitteeFacts,
  active: boolean,
): readonly WordRow[] =>
  wordRows(
    recipients
      .filter((one) => one.active === active)
      .map(({ id, name, email, way, ...term }) => ({
        cells: active
          ? [
              name === committee.chair ? `${name} (chair)` : name,
              email,
              WAY_WORDS[way ?? committee.way].name,
              termWords(term, papers.today, next?.meetsOn ?? null),
            ]
          : [name, email],
        ...(mayManage
          ? {
              link: {
                text: active ? 'Change' : 'Take back',
                about: name,
                href: paths.recipientStep(committee.id, id, active ? 'change' : 'restore'),
              },
            }
          : {}),
      })),
  );

function meetingRow(meeting: MeetingView, { committee, papers, calendar, now }: CommitteeFacts): WordRow {
  return {
    cells: [
      weekdayAndTime(meeting.startsAt, now),
      meeting.place ?? 'Not said',
      publishByWords(meeting, committee, calendar),
      papersOfMeeting(meeting, papers).words,
    ],
    link: {
      text: 'Open',
      about: `the meeting of ${longDate(meeting.meetsOn)}`,
      href: paths.meeting(committee.id, meeting.id),
    },
  };
}

/** What a committee can choose among. */
export interface CommitteeChoices {
  /** The bodies of the programme, to which one can report. */
  others: readonly Pick<CommitteeView, 'id' | 'name'>[];
  sections: readonly SectionChoice[];
}

export const presentNewCommittee = (
  form: FormView,
  programme: { id: string; name: string },
  given: CommitteeChoices,
): EditCommitteePage => ({
  head: head('Add a committee', {
    back: { text: 'Meetings', href: paths.meetings(programme.id) },
    lead: 'A body that gets the report. Who receives it for them comes next.',
    programme: programme.name,
  }),
  form,
  action: paths.newCommittee(programme.id),
  button: 'Add the committee',
  ...listsOf(given),
  version: null,
});

export const presentChangeCommittee = (
  form: FormView,
  committee: CommitteeView,
  version: number,
  given: CommitteeChoices,
): EditCommitteePage => ({
  head: head('Change this committee', {
    back: { text: committee.name, href: paths.committee(committee.id) },
    caption: committee.name,
    lead: 'What you change counts from its next papers on. What was sent stays as it is.',
  }),
  form,
  action: paths.changeCommittee(committee.id),
  button: 'Save',
  ...listsOf(given, committee.id),
  version,
});

const listsOf = ({ others, sections }: CommitteeChoices, own?: string) => ({
  kinds: kindChoices(),
  gets: getsChoices(),
  parents: parentChoices(others, own),
  frequencies: frequencyChoices(),
  markings: markingChoices(),
  ways: committeeWayChoices(),
  sections: choices(sections.map(({ key, title }) => ({ value: key, text: title }))),
});

/** What a change of a committee would do that is to be asked before; empty where nothing is. */
export function consequencesOf(
  before: CommitteeView,
  after: Pick<CommitteeView, 'edition' | 'active'>,
  recipients: number,
): string[] {
  const people = count(recipients, 'person', 'people');
  return [
    ...(before.edition === 'public' && after.edition === 'exempt'
      ? [
          `From its next papers on, ${people} ${recipients === 1 ? 'gets' : 'get'} everything that is not for publication.`,
          'Papers that are planned already go out in this way too.',
        ]
      : []),
    ...(before.active && !after.active
      ? [
          `Nothing is sent to it any more: ${people} ${recipients === 1 ? 'gets' : 'get'} no papers.`,
          'Papers that are planned already stay planned, and do not go out. Cancel them where they are not wanted.',
        ]
      : []),
  ];
}

export const presentConfirmCommittee = (
  committee: CommitteeView,
  after: z.output<typeof committeeChange>,
  version: number,
  consequences: readonly string[],
): ConfirmCommitteePage => ({
  head: head(
    before(committee, after)
      ? `${after.name} will get the whole report`
      : `${after.name} will get nothing any more`,
    { back: { text: 'Back to the form', href: paths.changeCommittee(committee.id) } },
  ),
  consequences,
  action: paths.changeCommittee(committee.id),
  version,
  hidden: Object.entries(committeeForm.filled(after).values).flatMap(([name, value]) =>
    [value].flat().map((one) => ({ name, value: one })),
  ),
  cancel: paths.committee(committee.id),
});

const before = (committee: CommitteeView, after: Pick<CommitteeView, 'edition' | 'active'>): boolean =>
  after.active && committee.edition === 'public' && after.edition === 'exempt';
