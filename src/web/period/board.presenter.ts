import type { DeadlinePlan } from '../../committees/index.js';
import type { Actor, Person } from '../../identity/index.js';
import { londonDate } from '../../platform/index.js';
import type { PartView, PeriodView } from '../../programmes/index.js';
import {
  dueInWords,
  isLate,
  isToWrite,
  lateFirst,
  LEFT_OUT,
  nextOf,
  ownerWords,
  stateInWords,
} from '../part/index.js';
import {
  capitalised,
  count,
  head,
  inWords,
  longDate,
  paths,
  personLabel,
  weekday,
  wordRows,
  type HasPage,
  type Link,
} from '../shell/index.js';
import type { BoardPage } from './board.view.js';
import { approvedWords, meetingDates, type Approval } from './deadline.words.js';

/** A period as its page needs it. */
export interface Board {
  actor: Pick<Actor, 'userId' | 'can'>;
  period: PeriodView;
  parts: readonly PartView[];
  /** The newest, and when the first of the period was sealed: UTC; null before. */
  report: { id: string; status: string; revision: number; firstApprovedAt: string | null } | null;
  /** Whom to ask for the report, where it is not there and not this person's to start. */
  starters: readonly Person[];
  neighbours: { earlier: { id: string; label: string } | null; later: { id: string; label: string } | null };
  plan: DeadlinePlan;
  has: HasPage;
  now: Date;
  /** London date. */
  today: string;
}

export function presentBoard(board: Board): BoardPage {
  const { period, parts, actor, has, now, today, neighbours } = board;
  const link = (one: { id: string; label: string } | null): Link | null =>
    one && { text: one.label, href: paths.period(one.id) };
  const rowsOf = (some: readonly PartView[]): BoardPage['parts'] =>
    wordRows(
      lateFirst(some, today).map((part) => ({
        cells: [
          part.title,
          ownerWords(part),
          stateInWords(part, now),
          part.isLeftOut ? LEFT_OUT : (dueInWords(part, today) ?? ''),
        ],
        link: nextOf(part, actor.userId, has),
      })),
    );
  const approval: Approval = {
    dueOn: period.approvalDueOn,
    approvedOn: board.report?.firstApprovedAt ? londonDate(new Date(board.report.firstApprovedAt)) : null,
    isClosed: parts.some(({ programme }) => programme.isClosed),
  };
  const opens = actor.can('period.open', period.programmeId);
  return {
    head: head(period.label, {
      lead: firstSentence(board),
      programme: parts[0]?.programme.name ?? null,
      wide: true,
    }),
    parts: rowsOf(parts.filter(({ status }) => status !== 'approved')),
    approved: rowsOf(parts.filter(({ status }) => status === 'approved')),
    unchanged: unchangedParts(board),
    report: reportOf(board),
    earlier: link(neighbours.earlier),
    later: link(neighbours.later),
    dates: [
      ...datesOf(period, today),
      ...approvedWords(approval, today),
      ...meetingDates(approval, board.plan, today),
    ],
    links: [
      ...(isToBring(board)
        ? [{ text: 'Bring last month’s report', href: paths.bringReport(period.programmeId) }]
        : []),
      ...(opens
        ? [
            { text: 'Change the dates', href: paths.periodDates(period.id) },
            { text: 'Add missing parts', href: paths.periodParts(period.id) },
            ...(board.report ? [] : [{ text: 'Cancel this period', href: paths.cancelPeriod(period.id) }]),
            { text: 'Reminders', href: paths.periodReminders(period.id) },
          ]
        : []),
      ...lookLinks(board),
      { text: 'All periods', href: paths.periods(period.programmeId) },
    ],
  };
}

/** Whether this is the first period of a programme and nobody has written in it yet: then a report in Word can fill its parts. */
const isToBring = ({ actor, period, parts, neighbours, has }: Board): boolean =>
  actor.can('period.open', period.programmeId) &&
  has('/programmes/:id/bring-report') &&
  neighbours.earlier === null &&
  parts.length > 0 &&
  // Figures that stand already begin the parts of measures.
  parts.every(({ section, edited }) => section === 'measures' || !edited);

/** What the period is about, beside its parts. */
function lookLinks({ actor, period: { programmeId }, has }: Board): Link[] {
  return [
    ...(actor.can('measure.read', programmeId) && has('/programmes/:id/measures')
      ? [{ text: 'Measures', href: paths.measures(programmeId) }]
      : []),
    ...(has('/programmes/:id/risks') ? [{ text: 'Risks', href: paths.risks(programmeId) }] : []),
  ];
}

function firstSentence(board: Board): string {
  const { parts, actor, today } = board;
  if (parts.length === 0) return 'No part begins in this period yet.';
  const approved = parts.filter(({ status }) => status === 'approved').length;
  const late = parts.filter((part) => isLate(part, today)).length;
  const leftOut = parts.filter(({ isLeftOut }) => isLeftOut).length;
  const write = parts.filter((part) => isToWrite(part, actor.userId) && part.ownerId === actor.userId).length;
  const decide = parts.filter(({ actions }) => actions.includes('approve')).length;
  const stand =
    approved === parts.length
      ? 'Every part is approved.'
      : `${approved === 0 ? 'None' : approved} of ${count(parts.length, 'part')} ${approved > 1 ? 'are' : 'is'} approved${late === 0 ? '' : `, and ${late} ${late === 1 ? 'is' : 'are'} late`}${leftOut === 0 ? '' : `. The approved report went without ${count(leftOut, 'part')}`}.`;
  return [
    stand,
    ...(isToBring(board) ? ['Bring last month’s report, or name who writes each.'] : []),
    ...(decide === 0 ? [] : [`${decide} ${decide === 1 ? 'waits' : 'wait'} for your decision.`]),
    ...(write === 0 ? [] : [`${write} ${write === 1 ? 'is' : 'are'} yours to write.`]),
  ].join(' ');
}

function unchangedParts({ parts, period, has, actor }: Board): BoardPage['unchanged'] {
  const unchanged = parts.filter((part) => part.unchanged);
  const waiting = unchanged.filter(({ actions }) => actions.includes('approve'));
  const before = [...new Set(unchanged.flatMap(({ predecessor }) => predecessor?.periodLabel ?? []))];
  if (unchanged.length === 0) return null;
  const together =
    waiting.length > 0 &&
    has('/periods/:id/unchanged') &&
    actor.can('contribution.approve', period.programmeId);
  const [shown, what] = together ? [waiting.length, 'part with the reviewer'] : [unchanged.length, 'part'];
  const subject = count(shown, what, what.replace('part', 'parts'));
  return {
    text: `${capitalised(subject)} ${shown === 1 ? 'says' : 'say'} what ${inWords(before)} said.`,
    link: together ? { text: 'Approve them together', href: paths.unchangedParts(period.id) } : null,
  };
}

const REPORT_STATES: Readonly<Record<string, string>> = {
  draft: 'is being written',
  in_review: 'is with the SRO',
  approved: 'is approved and sealed',
  superseded: 'is replaced',
};

function reportOf({ report, period, actor, parts, starters, has }: Board): BoardPage['report'] {
  if (report)
    return {
      text: `${report.revision > 1 ? `Version ${report.revision} of the report` : 'The report'} ${REPORT_STATES[report.status] ?? report.status}.`,
      link: has('/reports/:id') ? { text: 'Go to the report', href: paths.report(report.id) } : null,
      start: null,
    };
  const may = actor.can('report.edit', period.programmeId) && parts.length > 0;
  const others = starters.map(personLabel);
  return {
    text:
      may || others.length === 0
        ? 'The report has not been started.'
        : `The report has not been started. ${inWords(others)} can start it.`,
    link: null,
    start: may ? { action: paths.startReport(period.id), text: `Start the ${period.label} report` } : null,
  };
}

export const datesOf = (
  period: Omit<PeriodView, 'version' | 'programmeId' | 'id' | 'label'>,
  today: string,
): string[] => [
  `It covers ${longDate(period.startsOn)} to ${longDate(period.endsOn)} and tells the state of affairs on ${longDate(period.asAt)}.`,
  `Drafts are due ${weekday(period.draftsDueOn, today)}, the review ${weekday(period.reviewDueOn, today)}, approval ${weekday(period.approvalDueOn, today)}.`,
];
