import { Injectable } from '@nestjs/common';
import { backPlan, papersBy, USUAL_CLOCK, type ClockSetting } from '../../committees/index.js';
import { Actor, AuthenticationQueries } from '../../identity/index.js';
import {
  Calendars,
  Clock,
  Config,
  Database,
  icalText,
  notFound,
  OutsideCalendar,
  type CalendarEntry,
  type WorkingCalendar,
} from '../../platform/index.js';
import { OpenWorkQueries } from '../open-work.queries.js';
import type { OpenWork } from '../notice.rules.js';
import { secretHash } from './feeds.service.js';

interface MeetingRow {
  id: string;
  committeeId: string;
  committeeName: string;
  kind: Parameters<typeof papersBy>[0]['kind'];
  noticeDays: number | null;
  startsAt: Date;
  meetsOn: string;
  place: string | null;
  cancelled: boolean;
  published: boolean;
  /** The programme's own numbers; null: the usual ones. */
  setting: ClockSetting | null;
  /** The periods on its agenda, with the dates that they were opened with; the oldest first. London dates. */
  periods: { id: string; label: string; owner: string; reviewer: string; sro: string }[];
}

/** From a year ago on: programs take away what a calendar no longer has. */
const MEETINGS = `select m.id, c.id as "committeeId", c.name as "committeeName", c.kind, c.notice_days as "noticeDays", m.starts_at as "startsAt",
    m.meets_on::text as "meetsOn", m.place, m.cancelled_at is not null as cancelled, m.papers_published_on is not null as published,
    (select json_build_object('publishWithin', s.publish_within, 'callInDays', s.call_in_days, 'ownerDays', s.owner_days,
       'reviewerDays', s.reviewer_days, 'managerDays', s.manager_days, 'sroDays', s.sro_days)
       from clock_setting s where s.programme_id = c.programme_id) as setting,
    (select coalesce(json_agg(json_build_object('id', rp.id, 'label', rp.label, 'owner', rp.drafts_due_on, 'reviewer', rp.review_due_on,
       'sro', rp.approval_due_on) order by rp.starts_on), '[]')
       from meeting_period mp join reporting_period rp on rp.id = mp.period_id where mp.meeting_id = m.id) as periods
  from meeting m join committee c on c.id = m.committee_id
 where m.starts_at > $1::timestamptz - interval '1 year'`;

/** What a calendar says to whoever has its address. */
@Injectable()
export class FeedContentsQueries {
  constructor(
    private readonly database: Database,
    private readonly people: AuthenticationQueries,
    private readonly open: OpenWorkQueries,
    private readonly calendars: Calendars,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** @throws Problem 404 for an address that is not known, was replaced, or is of a disabled account. */
  async read(secret: string): Promise<string> {
    const [feed] = await this.database.query<{ userId: string | null; committeeId: string | null }>(
      `select user_id as "userId", committee_id as "committeeId" from calendar_feed where secret_hash = $1`,
      [secretHash(secret)],
    );
    const said = { stampedAt: this.clock.now(), host: new URL(this.config.PUBLIC_URL).hostname };
    const calendar = await this.calendars.current();
    if (feed?.committeeId) {
      const meetings = await this.database.query<MeetingRow>(
        `${MEETINGS} and c.id = $2 order by m.starts_at, m.id limit 500`,
        [said.stampedAt.toISOString(), feed.committeeId],
      );
      const name = meetings[0]?.committeeName ?? 'Committee';
      const entries = meetings.flatMap((one) => [
        this.meeting(one),
        ...publication(one, calendar, this.address(meetingPath(one))),
        ...(one.startsAt > said.stampedAt ? deadlinesOf(one, calendar, this.address(meetingPath(one))) : []),
      ]);
      return icalText(`${name}: meetings and papers`, entries, said);
    }
    const facts = feed?.userId ? await this.people.byUser(feed.userId) : undefined;
    if (!facts) throw notFound('calendar');
    return icalText('My dates: highlight reports', await this.ofPerson(facts, calendar), said);
  }

  /** What is theirs to do, and the meetings that they may see at this moment. */
  private async ofPerson(
    facts: ConstructorParameters<typeof Actor>[0],
    calendar: WorkingCalendar,
  ): Promise<CalendarEntry[]> {
    const actor = new Actor(facts, 'calendar');
    const [{ work }, meetings] = await Promise.all([
      this.open.read(null, calendar),
      this.database.query<MeetingRow>(
        `${MEETINGS} and c.active and ($2::uuid[] is null or c.programme_id = any($2)) order by m.starts_at, m.id limit 500`,
        [this.clock.now().toISOString(), actor.programmesWith('committee.read')],
      ),
    ]);
    return [
      ...work
        .filter(({ people }) => people.includes(actor.userId))
        .map((one) => deadline(one, this.address(one.path))),
      ...meetings.map((one) => this.meeting(one)),
    ];
  }

  private meeting(one: MeetingRow): CalendarEntry {
    return {
      uid: `meeting-${one.id}`,
      summary: `${one.committeeName} meets`,
      location: one.place ?? undefined,
      url: this.address(meetingPath(one)),
      at: { startsAt: one.startsAt },
      cancelled: one.cancelled,
    };
  }

  private address(path: string): string {
    return new URL(path, this.config.PUBLIC_URL).href;
  }
}

const meetingPath = ({ id, committeeId }: MeetingRow): string => `/committees/${committeeId}/meetings/${id}`;

const TO_DO: Readonly<Record<OpenWork['kind'], string>> = {
  draft: 'your draft is due',
  returned: 'given back to you, due again',
  review: 'your decision is due',
  report: 'due with the SRO',
  approval: 'your approval is due',
  unapproved: 'was to be approved',
  papers: 'the last day to publish them',
  question: 'your answer is due',
  answer: 'your decision on its answer is due',
};

/** The same deadline keeps its id when its date moves. */
const deadline = ({ kind, id, title, dueOn }: OpenWork, url: string): CalendarEntry => ({
  uid: `${kind}-${id}`,
  summary: `${title}: ${TO_DO[kind]}`,
  url,
  at: { on: dueOn },
});

function publication(one: MeetingRow, calendar: WorkingCalendar, url: string): CalendarEntry[] {
  if (one.cancelled || one.published) return [];
  try {
    return [
      {
        uid: `publication-${one.id}`,
        summary: `Papers of ${one.committeeName} for ${one.meetsOn}: the last day to publish them`,
        url,
        at: { on: papersBy(one, calendar) },
      },
    ];
  } catch (error) {
    if (error instanceof OutsideCalendar) return [];
    throw error;
  }
}

const BY_THEN = {
  owner: 'the drafts are with the reviewer',
  reviewer: 'every part is decided on',
  manager: 'the report is with the SRO',
  sro: 'the SRO has approved it',
} as const;

/**
 * By when the papers of a meeting that is ahead are written and approved: by the dates of the periods on its agenda, and planned back from
 * the meeting where it has none. A date keeps its id when it moves.
 */
function deadlinesOf(one: MeetingRow, calendar: WorkingCalendar, url: string): CalendarEntry[] {
  if (one.cancelled || one.published) return [];
  const planned = backPlan([one], one.setting ?? USUAL_CLOCK, calendar)?.deadlines;
  const papers =
    one.periods.length > 0
      ? one.periods.map(({ id, label, ...dates }) => ({
          id: `${one.id}-${id}`,
          what: `the report of ${label}`,
          dates,
        }))
      : planned
        ? [{ id: one.id, what: 'its report', dates: planned }]
        : [];
  return papers.flatMap(({ id, what, dates }) =>
    (Object.entries(BY_THEN) as [keyof typeof BY_THEN, string][]).flatMap(([step, words]) => {
      const on = (dates as Partial<Record<typeof step, string>>)[step];
      return on === undefined
        ? []
        : [
            {
              uid: `${step}-${id}`,
              summary: `${one.committeeName}, ${one.meetsOn}, ${what}: ${words}`,
              url,
              at: { on },
            },
          ];
    }),
  );
}
