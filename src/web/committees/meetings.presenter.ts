import type { CommitteeView, MeetingView, Placed } from '../../committees/index.js';
import type { WorkingCalendar } from '../../platform/index.js';
import {
  count,
  head,
  inWords,
  longDate,
  paths,
  weekdayAndTime,
  withQuery,
  wordRows,
} from '../shell/index.js';
import {
  getsWords,
  kindWords,
  livePapers,
  papersOfMeeting,
  publishByWords,
  whyNotWords,
  type PapersOf,
} from './committee.words.js';
import type { MeetingsPage } from './meetings.view.js';

export interface MeetingsFacts {
  programme: { id: string; name: string };
  /** Each under the body that it reports to. */
  committees: readonly Placed<CommitteeView>[];
  /** Of each, by its id. */
  standing: ReadonlyMap<string, { meetsOn: string | null; recipients: number }>;
  calendar: WorkingCalendar;
  when: 'ahead' | 'past';
  /** In the order in which they are shown. */
  meetings: readonly MeetingView[];
  nextCursor: string | null;
  papers: PapersOf;
  mayManage: boolean;
  mayQuestions: boolean;
  now: Date;
}

export function presentMeetings(facts: MeetingsFacts): MeetingsPage {
  const { programme, committees, when, meetings, nextCursor, papers, mayManage, now } = facts;
  const here = paths.meetings(programme.id);
  const known = new Map(committees.map((committee) => [committee.id, committee]));
  const query = when === 'past' ? { when } : {};
  return {
    head: head('Meetings', { lead: firstSentence(facts), wide: true, programme: programme.name }),
    tabs: [
      { text: 'Next meetings', href: here, current: when === 'ahead' },
      { text: 'Earlier meetings', href: withQuery(here, { when: 'past' }), current: when === 'past' },
    ],
    caption: when === 'ahead' ? 'Next meetings' : 'Earlier meetings',
    meetings: wordRows(
      meetings.map((meeting) => {
        const { words, link } = papersOfMeeting(meeting, papers);
        const committee = known.get(meeting.committeeId);
        return {
          cells: [
            weekdayAndTime(meeting.startsAt, now),
            meeting.committeeName,
            committee ? getsWords(committee) : '',
            committee ? publishByWords(meeting, committee, facts.calendar) : '',
            words,
          ],
          ...(link ? { link } : {}),
        };
      }),
    ),
    empty:
      when === 'past'
        ? 'No meeting is over yet.'
        : `No meeting yet.${mayManage ? ' Add one on the page of its committee.' : ''}`,
    next: nextCursor === null ? null : withQuery(here, { ...query, cursor: nextCursor }),
    committees: wordRows(
      committees.map((committee) => ({
        cells: [
          committee.name,
          kindWords(committee),
          committee.parentName ?? 'Nobody in this directory',
          committee.chair ?? '',
          getsWords(committee),
          ...standingWords(committee, facts),
        ],
        link: { text: 'Open', about: committee.name, href: paths.committee(committee.id) },
      })),
    ),
    calendar: paths.calendar(Number(papers.today.slice(0, 4))),
    ledger: papers.dispatches === null ? null : paths.deliveries(programme.id),
    questions: facts.mayQuestions ? paths.enquiries(programme.id) : null,
    add: mayManage ? paths.newCommittee(programme.id) : null,
    bring: mayManage && committees.length > 0 ? paths.importMeetings(programme.id) : null,
    whyNot: mayManage ? null : whyNotWords('committee.manage'),
  };
}

/** When it meets next, and who receives its papers: what is missing there is work for a clerk. */
function standingWords({ id, active }: CommitteeView, { standing }: MeetingsFacts): [string, string] {
  if (!active) return ['No longer meets', ''];
  const { meetsOn = null, recipients = 0 } = standing.get(id) ?? {};
  return [
    meetsOn === null ? 'None ahead' : longDate(meetsOn),
    recipients === 0 ? 'Nobody now' : count(recipients, 'person', 'people'),
  ];
}

function firstSentence({ committees, when, meetings, papers, mayManage, now }: MeetingsFacts): string {
  if (committees.length === 0)
    return `No committee yet.${mayManage ? ' Add the bodies that get the report.' : ''}`;
  const named = (meeting: MeetingView) =>
    `${meeting.committeeName}, ${weekdayAndTime(meeting.startsAt, now)}`;
  const needing = meetings.filter((meeting) => livePapers(meeting, papers)?.status === 'needs_attention');
  if (needing.length > 0)
    return `The papers of ${inWords(needing.slice(0, 3).map(named))}${needing.length > 3 ? ' and of others' : ''} need somebody.`;
  const [first] = meetings.filter(({ cancelledAt }) => cancelledAt === null);
  if (!first) return when === 'past' ? 'No meeting is over yet.' : 'No meeting is ahead.';
  if (when === 'past') return `The last meeting was ${named(first)}.`;
  return `The next meeting is ${named(first)}. ${papersOfMeeting(first, papers).words}.`;
}
