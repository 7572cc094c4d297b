import {
  COMMITTEE_WAYS,
  papersBy,
  papersRule,
  WAYS,
  type CommitteeView,
  type MeetingView,
} from '../../committees/index.js';
import { papersState, WAY_WORDS, type DispatchView } from '../../distribution/index.js';
import { PERMISSIONS, type Permission } from '../../identity/index.js';
import { OutsideCalendar, type WorkingCalendar } from '../../platform/index.js';
import { choices, counted, longDate, paths, weekday, type Action } from '../shell/index.js';

const KINDS: Readonly<Record<CommitteeView['kind'], string>> = {
  cabinet: 'Cabinet',
  scrutiny: 'Overview and Scrutiny',
  statutory: 'Another committee of the council',
  board: 'Board',
  internal: 'Internal meeting',
};
const KIND_HINTS: Readonly<Record<CommitteeView['kind'], string>> = {
  cabinet: 'five clear days, and notice of key decisions',
  scrutiny: 'five clear days',
  statutory: 'five clear days',
  board: 'no days by law',
  internal: 'no days by law',
};
const FREQUENCIES: Readonly<Record<NonNullable<CommitteeView['frequency']>, string>> = {
  monthly: 'Every month',
  six_weekly: 'Every six weeks',
  two_monthly: 'Every two months',
  quarterly: 'Every quarter',
  twice_a_year: 'Twice a year',
  yearly: 'Once a year',
  as_needed: 'When it is needed',
};
const GETS: Readonly<Record<CommitteeView['edition'], string>> = {
  public: 'The public edition',
  exempt: 'The whole report',
};

const NO_NOTICE = 'No notice is asked for';

export const kindWords = ({ kind }: Pick<CommitteeView, 'kind'>): string => KINDS[kind];
export const getsWords = ({ edition }: Pick<CommitteeView, 'edition'>): string => GETS[edition];

export const frequencyWords = ({ frequency }: Pick<CommitteeView, 'frequency'>): string =>
  frequency === null ? 'Not said' : FREQUENCIES[frequency];

export const kindChoices = () =>
  choices(
    (Object.entries(KINDS) as [CommitteeView['kind'], string][]).map(([value, text]) => ({
      value,
      text: `${text}: ${KIND_HINTS[value]}`,
    })),
    'Choose a kind',
  );

export const frequencyChoices = () =>
  choices(
    Object.entries(FREQUENCIES).map(([value, text]) => ({ value, text })),
    'Not said',
  );

/** @param committees of the programme. @param own the id of the committee itself; undefined for a new one. */
export const parentChoices = (committees: readonly Pick<CommitteeView, 'id' | 'name'>[], own?: string) =>
  choices(
    committees.filter(({ id }) => id !== own).map(({ id, name }) => ({ value: id, text: name })),
    'Nobody in this directory',
  );

export const markingChoices = () =>
  choices(
    [
      { value: 'OFFICIAL', text: 'OFFICIAL' },
      { value: 'OFFICIAL-SENSITIVE', text: 'OFFICIAL-SENSITIVE' },
    ],
    'By what it gets',
  );

/** How papers go to a committee, unless a recipient has a way of their own. */
export const committeeWayChoices = () =>
  choices(
    COMMITTEE_WAYS.map((way) => ({ value: way, text: WAY_WORDS[way].name, hint: WAY_WORDS[way].hint })),
  );

/** How papers go to one recipient. */
export const wayChoices = ({ name, way }: Pick<CommitteeView, 'name' | 'way'>) =>
  choices(
    WAYS.map((one) => ({ value: one, text: WAY_WORDS[one].name })),
    `As ${name} gets them: ${WAY_WORDS[way].name.toLowerCase()}`,
  );

export const getsChoices = () =>
  choices([
    { value: 'public', text: GETS.public, hint: 'For every body that meets in public' },
    {
      value: 'exempt',
      text: GETS.exempt,
      hint: 'With what is not for publication: only for bodies that may have it',
    },
  ]);

/** Why somebody who reads this cannot change it. */
export const whyNotWords = (permission: Permission): string =>
  `You can read this. To change it you need the permission “${PERMISSIONS[permission].description}”, which your administrator can give you.`;

/** How a meeting's papers stand, and what to do about them. */
export interface PapersOf {
  /** Newest first; null for somebody who may not see papers. */
  dispatches: readonly DispatchView[] | null;
  mayPlan: boolean;
  /** London date. */
  today: string;
}

/** The newest that were not cancelled, of one meeting. */
export const livePapers = (meeting: MeetingView, { dispatches }: PapersOf): DispatchView | undefined =>
  dispatches?.find((one) => one.meeting.id === meeting.id && one.status !== 'cancelled');

/** @returns the words and the verb for one meeting. */
export function papersOfMeeting(meeting: MeetingView, papers: PapersOf): { words: string; link?: Action } {
  const about = `of ${meeting.committeeName}, ${longDate(meeting.meetsOn)}`;
  const live = livePapers(meeting, papers);
  if (live)
    return {
      words: papersState(live),
      link: { text: 'See the papers', about, href: paths.dispatch(live.id) },
    };
  if (meeting.cancelledAt !== null) return { words: `Meeting cancelled: ${meeting.cancelReason ?? ''}` };
  if (papers.dispatches === null) return { words: 'You may not see papers' };
  const open = papers.mayPlan && meeting.committeeActive && meeting.meetsOn >= papers.today;
  return {
    words: 'No papers planned',
    ...(open ? { link: { text: 'Plan papers', about, href: paths.newDispatch(meeting.id) } } : {}),
  };
}

/** By when a meeting's papers have to be published, or why there is no such day. */
export function publishByWords(
  { id, meetsOn, moved, papersPublishedOn }: MeetingView,
  { name, kind, noticeDays }: CommitteeView,
  calendar: WorkingCalendar,
): string {
  if (!papersRule({ kind, noticeDays }, meetsOn)) return NO_NOTICE;
  try {
    const by = papersBy({ id, committeeName: name, kind, noticeDays, meetsOn }, calendar);
    const hasMoved = moved !== null && moved.to === by && papersPublishedOn === null;
    return `${weekday(by, '0000')}${hasMoved ? `, moved from ${weekday(moved.from, '0000')}` : ''}`;
  } catch (error) {
    if (error instanceof OutsideCalendar) return 'Bank holidays not known yet';
    throw error;
  }
}

/** `5 clear days: Local Government Act 1972, …` @param today London date. */
export function noticeWords(committee: Pick<CommitteeView, 'kind' | 'noticeDays'>, today: string): string {
  const rule = papersRule(committee, today);
  return rule ? `${counted(rule.days, 'clear day')}: ${rule.source}` : NO_NOTICE;
}
