import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Actor } from '../identity/index.js';
import {
  Clock,
  Database,
  entityVersion,
  notFound,
  page,
  readCursor,
  rows,
  type Page,
  type PageQuery,
} from '../platform/index.js';
import { EDITIONS, sectionKey } from '../snapshot/index.js';
import { Sections } from '../workflow/index.js';
import { COMMITTEE_KINDS, COMMITTEE_WAYS, FREQUENCIES, MARKINGS, WAYS } from './committee.entity.js';
import { clockSetting, type CommitteeList, type MeetingList } from './committees.input.js';
import { USUAL_CLOCK } from './deadlines.rules.js';
import { placed, type Placed } from './directory.rules.js';
import { inOffice, TERM } from './office.sql.js';

export const committeeView = z
  .object({
    id: z.uuid(),
    programmeId: z.uuid(),
    name: z.string(),
    kind: z.enum(COMMITTEE_KINDS),
    edition: z.enum(EDITIONS).describe('Which edition it gets, where there are two.'),
    parentId: z.uuid().nullable().describe('The body that it reports to.'),
    parentName: z.string().nullable(),
    chair: z.string().nullable(),
    frequency: z.enum(FREQUENCIES).nullable(),
    noticeDays: z
      .int()
      .nullable()
      .describe('Clear working days that it asks for its papers; null: what the law asks for.'),
    marking: z.enum(MARKINGS).nullable().describe('How mails to it are marked; null: by the edition.'),
    way: z
      .enum(COMMITTEE_WAYS)
      .describe('How papers reach its recipients, unless one of them has a way of their own.'),
    sections: z
      .array(z.string())
      .describe(
        'The sections of the report that are its business, each the kind of section, a colon, and the id of its subject.',
      ),
    active: z.boolean(),
    version: entityVersion,
  })
  .meta({ id: 'Committee' });
export type CommitteeView = z.infer<typeof committeeView>;

export const recipientView = z
  .object({
    id: z.uuid(),
    committeeId: z.uuid(),
    name: z.string().describe('Their name or job title.'),
    email: z.string(),
    way: z.enum(WAYS).nullable().describe('How papers reach them; null: as the committee’s.'),
    webhookUrl: z.string().nullable().describe('Of the way webhook.'),
    folder: z.string().nullable().describe('Of the way folder.'),
    servesFrom: z.iso.date().nullable().describe('The first London date on which they serve.'),
    servesUntil: z.iso.date().nullable().describe('The last London date on which they serve.'),
    active: z.boolean().describe('False once removed; past deliveries still name them.'),
    version: entityVersion,
  })
  .meta({ id: 'Recipient', description: 'Somebody to whom a committee’s reports are sent.' });
export type RecipientView = z.infer<typeof recipientView>;

export const meetingView = z
  .object({
    id: z.uuid(),
    committeeId: z.uuid(),
    programmeId: z.uuid(),
    committeeName: z.string(),
    committeeActive: z.boolean(),
    startsAt: z.iso.datetime().describe('UTC.'),
    meetsOn: z.iso.date().describe('London date.'),
    place: z.string().nullable(),
    cancelledAt: z.iso.datetime().nullable(),
    cancelReason: z.string().nullable(),
    agenda: z
      .array(z.object({ id: z.uuid(), label: z.string() }))
      .describe('The periods whose reports it gets, as somebody has said; the oldest first.'),
    papersPublishedOn: z.iso
      .date()
      .nullable()
      .describe('London date; null until somebody records that its papers were published.'),
    urgency: z.string().nullable().describe('Why its papers could not wait, where they were late.'),
    papersRecorded: z
      .object({ by: z.string(), at: z.iso.datetime() })
      .nullable()
      .describe(
        'Who recorded the publication, and when; null also of what was recorded before that was kept.',
      ),
    moved: z
      .object({ at: z.iso.datetime(), from: z.iso.date(), to: z.iso.date(), why: z.string() })
      .nullable()
      .describe(
        'When a change of the calendar last moved the last day to publish its papers, and which days count otherwise since; null where none did.',
      ),
    version: entityVersion,
  })
  .meta({ id: 'Meeting' });
export type MeetingView = z.infer<typeof meetingView>;

export const clockSettingView = clockSetting
  .safeExtend({ version: entityVersion })
  .meta({ id: 'ClockSetting', description: 'The local numbers of a programme’s clock, in working days.' });
export type ClockSettingView = z.infer<typeof clockSettingView>;

/** A section that a committee can name. */
export interface SectionChoice {
  key: string;
  title: string;
}

const COMMITTEE = `c.id, c.programme_id as "programmeId", c.name, c.kind, c.edition, c.parent_id as "parentId",
  (select p.name from committee p where p.id = c.parent_id) as "parentName", c.chair, c.frequency, c.notice_days as "noticeDays",
  c.marking, c.way, c.sections, c.active, c.version`;
const RECIPIENT = `r.id, r.committee_id as "committeeId", r.name, r.email, r.way, r.webhook_url as "webhookUrl", r.folder,
  ${TERM}, r.version`;
export const MEETING = `m.id, m.committee_id as "committeeId", c.programme_id as "programmeId", c.name as "committeeName",
  c.active as "committeeActive", audit_instant(m.starts_at) as "startsAt", m.meets_on::text as "meetsOn", m.place,
  audit_instant(m.cancelled_at) as "cancelledAt", m.cancel_reason as "cancelReason",
  (select coalesce(json_agg(json_build_object('id', rp.id, 'label', rp.label) order by rp.starts_on), '[]')
     from meeting_period mp join reporting_period rp on rp.id = mp.period_id where mp.meeting_id = m.id) as agenda,
  m.papers_published_on::text as "papersPublishedOn", m.urgency,
  case when m.papers_recorded_at is not null then json_build_object('by', m.papers_recorded_by, 'at', audit_instant(m.papers_recorded_at)) end as "papersRecorded",
  (select json_build_object('at', audit_instant(d.moved_at), 'from', d.from_on, 'to', d.to_on, 'why', d.why) from moved_day d
    where d.meeting_id = m.id order by d.moved_at desc limit 1) as moved,
  m.version`;
const RECIPIENTS = `committee_recipient r join committee c on c.id = r.committee_id`;
export const MEETINGS = `meeting m join committee c on c.id = m.committee_id`;

/** Reads of committees, their recipients and meetings, in the programmes that the actor may see. */
@Injectable()
export class CommitteesQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly sections: Sections,
  ) {}

  /** By name. */
  async list(actor: Actor, query: CommitteeList): Promise<Page<CommitteeView>> {
    const [id] = readCursor(query.cursor, 1);
    const found = await this.database.query<CommitteeView>(
      `select ${COMMITTEE} from committee c
        where ($1::uuid[] is null or c.programme_id = any($1)) and ($2::uuid is null or c.programme_id = $2)
          and ($3::boolean is null or c.active = $3)
          and ($4::uuid is null or (c.name, c.id) > (select name, id from committee where id = $4))
        order by c.name, c.id limit $5`,
      [scope(actor), query.programmeId ?? null, query.active ?? null, id, query.limit + 1],
    );
    return page(found, query.limit, (committee) => [committee.id]);
  }

  /** Every committee of a programme, at most 200, each under the body that it reports to (directory.rules.ts). */
  async directory(actor: Actor, programmeId: string): Promise<Placed<CommitteeView>[]> {
    const { items } = await this.list(actor, { programmeId, limit: 200 });
    return placed(items);
  }

  /**
   * Of each committee of a programme, by its id: the day of its next meeting, and how many receive its papers today. Does NOT check
   * permissions: the caller has read the programme.
   */
  async standing(programmeId: string): Promise<Map<string, { meetsOn: string | null; recipients: number }>> {
    const found = await this.database.query<{ id: string; meetsOn: string | null; recipients: number }>(
      `select c.id, (select min(m.meets_on)::text from meeting m
                      where m.committee_id = c.id and m.cancelled_at is null and m.starts_at > $3::timestamptz) as "meetsOn",
              (select count(*)::int from committee_recipient r where r.committee_id = c.id and ${inOffice('$2::date')}) as recipients
         from committee c where c.programme_id = $1`,
      [programmeId, this.clock.today(), this.clock.now().toISOString()],
    );
    return new Map(found.map(({ id, ...standing }) => [id, standing]));
  }

  /**
   * The sections of a programme's reports that a committee can name, in the report's order. Does NOT check permissions: the caller has
   * shown that the programme is the actor's to see.
   */
  sectionsOf(programmeId: string): Promise<SectionChoice[]> {
    return this.database.read(async (tx) => {
      const [programme] = await rows<{ sections: string[] }>(
        tx,
        `select sections from programme where id = $1`,
        [programmeId],
      );
      const found: SectionChoice[] = [];
      for (const section of this.sections.all().filter(({ kind }) => programme?.sections.includes(kind)))
        for (const subject of await section.subjects(tx, programmeId))
          found.push({
            key: sectionKey(section.kind, subject.id),
            title: section.heading?.(subject) ?? subject.title,
          });
      return found;
    });
  }

  /**
   * How many there are in a programme: committees that meet, people who receive papers today, meetings that are not cancelled. Does NOT check
   * permissions: the caller has read the programme.
   */
  async counts(programmeId: string): Promise<{ committees: number; recipients: number; meetings: number }> {
    const [found] = await this.database.query<{ committees: number; recipients: number; meetings: number }>(
      `select (select count(*)::int from committee where programme_id = $1 and active) as committees,
              (select count(*)::int from ${RECIPIENTS} where c.programme_id = $1 and c.active and ${inOffice('$2::date')}) as recipients,
              (select count(*)::int from ${MEETINGS} where c.programme_id = $1 and c.active and m.cancelled_at is null) as meetings`,
      [programmeId, this.clock.today()],
    );
    return found ?? { committees: 0, recipients: 0, meetings: 0 };
  }

  /** Version 1, with the usual numbers, until somebody changes them. @throws Problem 404. */
  async clockSetting(actor: Actor, programmeId: string): Promise<ClockSettingView> {
    const [found] = await this.database.query<Partial<ClockSettingView>>(
      `select s.publish_within as "publishWithin", s.call_in_days as "callInDays", s.owner_days as "ownerDays",
              s.reviewer_days as "reviewerDays", s.manager_days as "managerDays", s.sro_days as "sroDays", s.version
         from programme p left join clock_setting s on s.programme_id = p.id
        where p.id = $1 and ($2::uuid[] is null or p.id = any($2))`,
      [programmeId, actor.programmesWith('programme.read')],
    );
    if (!found) throw notFound('programme');
    return found.version == null ? { ...USUAL_CLOCK, version: 1 } : clockSettingView.parse(found);
  }

  /** @throws Problem 404 when absent or in a programme that the actor may not read. */
  async get(actor: Actor, id: string): Promise<CommitteeView> {
    const [found] = await this.database.query<CommitteeView>(
      `select ${COMMITTEE} from committee c where c.id = $1 and ($2::uuid[] is null or c.programme_id = any($2))`,
      [id, scope(actor)],
    );
    if (!found) throw notFound('committee');
    return found;
  }

  /** By name, the removed ones too. */
  async recipients(actor: Actor, committeeId: string, query: PageQuery): Promise<Page<RecipientView>> {
    await this.get(actor, committeeId);
    const [id] = readCursor(query.cursor, 1);
    const found = await this.database.query<RecipientView>(
      `select ${RECIPIENT} from committee_recipient r where r.committee_id = $1
          and ($2::uuid is null or (r.name, r.id) > (select name, id from committee_recipient where id = $2))
        order by r.name, r.id limit $3`,
      [committeeId, id, query.limit + 1],
    );
    return page(found, query.limit, (recipient) => [recipient.id]);
  }

  /** @throws Problem 404. */
  async recipient(actor: Actor, committeeId: string, id: string): Promise<RecipientView> {
    const [found] = await this.database.query<RecipientView>(
      `select ${RECIPIENT} from ${RECIPIENTS}
        where r.id = $1 and r.committee_id = $2 and ($3::uuid[] is null or c.programme_id = any($3))`,
      [id, committeeId, scope(actor)],
    );
    if (!found) throw notFound('recipient');
    return found;
  }

  /** The latest first, cancelled ones too. */
  async meetings(actor: Actor, committeeId: string, query: PageQuery): Promise<Page<MeetingView>> {
    await this.get(actor, committeeId);
    const [id] = readCursor(query.cursor, 1);
    const found = await this.database.query<MeetingView>(
      `select ${MEETING} from ${MEETINGS} where m.committee_id = $1
          and ($2::uuid is null or (m.starts_at, m.id) < (select starts_at, id from meeting where id = $2))
        order by m.starts_at desc, m.id desc limit $3`,
      [committeeId, id, query.limit + 1],
    );
    return page(found, query.limit, (meeting) => [meeting.id]);
  }

  /** The first that is still to come and was not cancelled; null where there is none. @param today London date. */
  async nextMeeting(actor: Actor, committeeId: string, today: string): Promise<MeetingView | null> {
    const [found] = await this.database.query<MeetingView>(
      `select ${MEETING} from ${MEETINGS} where m.committee_id = $1 and ($2::uuid[] is null or c.programme_id = any($2))
          and m.cancelled_at is null and m.meets_on >= $3::date order by m.starts_at, m.id limit 1`,
      [committeeId, scope(actor), today],
    );
    return found ?? null;
  }

  /** The next 20 meetings of the actor's programmes that take place, in one statement. */
  async ahead(actor: Actor): Promise<MeetingView[]> {
    return this.database.query<MeetingView>(
      `select ${MEETING} from ${MEETINGS}
        where m.cancelled_at is null and c.active and m.starts_at > $2::timestamptz and ($1::uuid[] is null or c.programme_id = any($1))
        order by m.starts_at, m.id limit 20`,
      [scope(actor), this.clock.now().toISOString()],
    );
  }

  /** Over all committees, cancelled ones too: those from today on with the next first, or those before today with the latest first. */
  async calendar(actor: Actor, query: MeetingList): Promise<Page<MeetingView>> {
    const [id] = readCursor(query.cursor, 1);
    const [compared, beyond, order] = query.when === 'ahead' ? ['>=', '>', 'asc'] : ['<', '<', 'desc'];
    const found = await this.database.query<MeetingView>(
      `select ${MEETING} from ${MEETINGS}
        where ($1::uuid[] is null or c.programme_id = any($1)) and ($2::uuid is null or c.programme_id = $2)
          and m.meets_on ${compared} $3::date
          and ($4::uuid is null or (m.starts_at, m.id) ${beyond} (select starts_at, id from meeting where id = $4))
        order by m.starts_at ${order}, m.id ${order} limit $5`,
      [scope(actor), query.programmeId ?? null, this.clock.today(), id, query.limit + 1],
    );
    return page(found, query.limit, (meeting) => [meeting.id]);
  }

  /**
   * @param committeeId undefined = whichever committee's meeting it is.
   * @throws Problem 404 when absent or in a programme that the actor may not read.
   */
  async meeting(actor: Actor, id: string, committeeId?: string): Promise<MeetingView> {
    const [found] = await this.database.query<MeetingView>(
      `select ${MEETING} from ${MEETINGS}
        where m.id = $1 and ($2::uuid is null or m.committee_id = $2) and ($3::uuid[] is null or c.programme_id = any($3))`,
      [id, committeeId ?? null, scope(actor)],
    );
    if (!found) throw notFound('meeting');
    return found;
  }
}

const scope = (actor: Actor): readonly string[] | null => actor.programmesWith('committee.read');
