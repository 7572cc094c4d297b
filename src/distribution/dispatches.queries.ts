import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Actor } from '../identity/index.js';
import {
  Database,
  entityVersion,
  notFound,
  page,
  readCursor,
  sha256Digest,
  type Page,
} from '../platform/index.js';
import { editionRendered, editionWanted } from '../reporting/index.js';
import { EDITIONS } from '../snapshot/index.js';
import { DELIVERY_STATES } from './delivery.rules.js';
import { SEND_TIMES } from './dispatch.entity.js';
import type { DispatchList } from './dispatches.input.js';
import { DISPATCH_PROBLEMS, DISPATCH_STATUSES, dispatchStatus } from './dispatch.rules.js';
import { IS_RETURNED } from './learnt/reported.sql.js';
import { deliverySend, dispatchDue, dispatchReleased } from './distribution.work.js';
import { LEAVES_AT, receives } from './receives.sql.js';

/** So long the worker may take before papers count as late. */
const MINUTES_UNDER_WAY = 10;

const person = z.object({ id: z.uuid(), name: z.string() });

/** A dispatch and how it stands. Instants are UTC, ISO 8601. */
export const dispatchView = z
  .object({
    id: z.uuid(),
    programmeId: z.uuid(),
    periodId: z.uuid(),
    periodLabel: z.string(),
    meeting: z.object({
      id: z.uuid(),
      committeeId: z.uuid(),
      committeeName: z.string(),
      startsAt: z.iso.datetime(),
      meetsOn: z.iso.date().describe('London date.'),
      place: z.string().nullable(),
      cancelled: z.boolean(),
    }),
    send: z.enum(SEND_TIMES),
    sendAt: z.iso.datetime().nullable(),
    heldUntil: z.iso
      .datetime()
      .nullable()
      .describe('Everything is ready, and nothing leaves before this; null until it is ready.'),
    urgency: z.string().nullable().describe('Why papers that come late could not wait.'),
    status: z.enum(DISPATCH_STATUSES),
    problem: z
      .enum(DISPATCH_PROBLEMS)
      .nullable()
      .describe('Why it needs a person; null unless the status is needs_attention.'),
    overdue: z
      .boolean()
      .describe(
        'Nothing has gone out although its time has come, its meeting has begun, or the report lies ready; and no work is on it.',
      ),
    underWay: z
      .boolean()
      .describe(
        `Its time has come, and the worker prints and sends it. After ${MINUTES_UNDER_WAY} minutes it is overdue.`,
      ),
    reportVersion: z
      .object({
        id: z.uuid(),
        version: z.int().min(1),
        sha256: sha256Digest,
        correctionReason: z.string().nullable(),
        newest: z
          .int()
          .min(1)
          .describe('The newest version of the same report: its own number, until it is corrected.'),
        edition: z.enum(EDITIONS),
        sinceId: z
          .uuid()
          .nullable()
          .describe(
            'The version that the committee had last: the report says what changed since; null for its first.',
          ),
        fileName: z
          .string()
          .nullable()
          .describe('What the attached file was called; null in what went out before names were kept.'),
        sections: z
          .array(z.string())
          .describe('Which sections were the committee’s business when it was bound, by their keys.'),
      })
      .nullable()
      .describe('What goes out; null until it is bound.'),
    boundAt: z.iso.datetime().nullable(),
    createdBy: person,
    createdAt: z.iso.datetime(),
    cancelledBy: person.nullable(),
    cancelledAt: z.iso.datetime().nullable(),
    cancelReason: z.string().nullable(),
    deliveryCounts: z
      .partialRecord(z.enum(DELIVERY_STATES), z.int().min(1))
      .describe('How many deliveries are in each state; states without any are left out.'),
    returned: z
      .int()
      .min(0)
      .describe('How many of the accepted came back, as a notice says, and wait for a person’s decision.'),
    version: entityVersion,
  })
  .meta({ id: 'Dispatch', description: 'One report to one meeting, and how it stands.' });
export type DispatchView = z.infer<typeof dispatchView>;

interface DispatchRow extends Omit<DispatchView, 'status' | 'problem'> {
  committeeActive: boolean;
  recipients: number;
  replaced: boolean;
  workFailed: boolean;
}

/** What went out is not the newest version, and no newer papers for the meeting wait or have gone out. */
export const REPLACED = `(select v.version < (select max(n.version) from report_version n where n.period_id = d.period_id)
    and not exists (select from dispatch o left join report_version ov on ov.id = o.version_id
       where o.meeting_id = d.meeting_id and o.period_id = d.period_id and o.id <> d.id and o.cancelled_at is null
         and (o.version_id is null or ov.version > v.version))
  from report_version v where v.id = d.version_id)`;

/** Dead letters that could not record their failure in the ledger: the database was away, or there was no handler. */
const WORK_FAILED = `exists (select from outbox o where o.dead_letter_at is not null and (
  (d.version_id is null and o.kind in ('${dispatchDue.name}', '${dispatchReleased.name}') and o.key = d.id::text)
  or (d.version_id is null and o.kind in ('${editionWanted.name}', '${editionRendered.name}')
      and split_part(o.key, '/', 1) in (select v.id::text from report_version v where v.period_id = d.period_id)
      and split_part(o.key, '/', 2) in (c.edition, 'public'))
  or (o.kind = '${deliverySend.name}' and o.key in (select y.id || ':' || y.round from delivery y where y.dispatch_id = d.id))))`;

/** The period's newest version has a PDF. True briefly before every dispatch, and longer only when something is missing. */
const REPORT_IS_READY = `exists (select from report_version v join artefact a on a.version_id = v.id and a.format = 'pdf'
  where v.period_id = d.period_id
    and not exists (select from report_version n where n.period_id = v.period_id and n.version > v.version))`;

/** Somebody is writing the version that takes the newest one's place; what goes out at the seal waits for it. */
const IS_CORRECTED = `exists (select from envelope e where e.kind = 'report' and e.period_id = d.period_id and e.status in ('draft', 'in_review')
  and e.revision > (select max(v.version) from report_version v where v.period_id = d.period_id))`;

/** Work that sends it waits its turn or is being done, and not for long. False before there is a version to send. */
export const UNDER_WAY = `(d.version_id is null and d.cancelled_at is null and (d.send_at is null or d.send_at <= now())
  and (d.held_until is null or d.held_until <= now())
  and exists (select from outbox o where o.done_at is null and o.dead_letter_at is null and o.withdrawn_at is null
    and greatest(o.created_at, d.send_at, d.held_until) > now() - interval '${MINUTES_UNDER_WAY} minutes'
    and ((o.kind in ('${dispatchDue.name}', '${dispatchReleased.name}') and o.key = d.id::text
          and exists (select from report_version v where v.period_id = d.period_id))
      or (o.kind in ('${editionWanted.name}', '${editionRendered.name}')
          and split_part(o.key, '/', 1) in (select v.id::text from report_version v where v.period_id = d.period_id)))))`;

/** Nothing has gone out although it should have at this instant, and no work is on it. */
export const overdueAt = (
  now: string,
): string => `(d.version_id is null and d.cancelled_at is null and not ${UNDER_WAY} and (d.held_until is null or d.held_until <= now())
  and (least(d.send_at, m.starts_at) < ${now} or (d.send = 'when_sealed' and ${REPORT_IS_READY} and not ${IS_CORRECTED})))`;

const DISPATCH = `d.id, d.programme_id as "programmeId", d.period_id as "periodId", rp.label as "periodLabel",
  json_build_object('id', m.id, 'committeeId', c.id, 'committeeName', c.name, 'startsAt', audit_instant(m.starts_at),
                    'meetsOn', m.meets_on, 'place', m.place, 'cancelled', m.cancelled_at is not null) as meeting,
  d.send, audit_instant(d.send_at) as "sendAt", audit_instant(d.held_until) as "heldUntil", d.urgency,
  ${overdueAt('now()')} as overdue, ${UNDER_WAY} as "underWay",
  (select json_build_object('id', v.id, 'version', v.version, 'sha256', v.sha256, 'correctionReason', v.correction_reason,
                            'newest', (select max(n.version) from report_version n where n.period_id = v.period_id),
                            'edition', d.edition, 'sinceId', d.since_version_id, 'fileName', d.file_name, 'sections', d.sections)
     from report_version v where v.id = d.version_id) as "reportVersion",
  audit_instant(d.bound_at) as "boundAt", json_build_object('id', u.id, 'name', u.name) as "createdBy",
  audit_instant(d.created_at) as "createdAt",
  (select json_build_object('id', x.id, 'name', x.name) from app_user x where x.id = d.cancelled_by) as "cancelledBy",
  audit_instant(d.cancelled_at) as "cancelledAt", d.cancel_reason as "cancelReason",
  (select coalesce(json_object_agg(s.state, s.n), '{}') from (select y.state, count(*)::int as n from delivery y
     where y.dispatch_id = d.id group by y.state) s) as "deliveryCounts",
  (select count(*)::int from delivery y where y.dispatch_id = d.id and ${IS_RETURNED}) as returned,
  d.version, c.active as "committeeActive", coalesce(${REPLACED}, false) as replaced, ${WORK_FAILED} as "workFailed",
  (select count(*)::int from committee_recipient r where r.committee_id = c.id
      and ${receives({ at: LEAVES_AT, dispatch: 'd.id', meeting: 'd.meeting_id', period: 'd.period_id', edition: 'c.edition' })}) as recipients`;
const FROM = `dispatch d join meeting m on m.id = d.meeting_id join committee c on c.id = m.committee_id
  join reporting_period rp on rp.id = d.period_id join app_user u on u.id = d.created_by`;

@Injectable()
export class DispatchesQueries {
  constructor(private readonly database: Database) {}

  /** Newest first. */
  async list(actor: Actor, query: DispatchList): Promise<Page<DispatchView>> {
    const [id] = readCursor(query.cursor, 1);
    const found = await this.database.query<DispatchRow>(
      `select ${DISPATCH} from ${FROM}
        where ($1::uuid[] is null or d.programme_id = any($1)) and ($2::uuid is null or d.period_id = $2)
          and ($3::uuid is null or c.id = $3)
          and ($4::uuid is null or (d.created_at, d.id) < (select created_at, id from dispatch where id = $4))
        order by d.created_at desc, d.id desc limit $5`,
      [
        actor.programmesWith('dispatch.read'),
        query.periodId ?? null,
        query.committeeId ?? null,
        id,
        query.limit + 1,
      ],
    );
    return page(found.map(viewOf), query.limit, (dispatch) => [dispatch.id]);
  }

  /** To any of these meetings, the newest first; of those that the actor may not read, nothing. */
  async ofMeetings(actor: Actor, meetingIds: readonly string[]): Promise<DispatchView[]> {
    const found = await this.database.query<DispatchRow>(
      `select ${DISPATCH} from ${FROM}
        where ($1::uuid[] is null or d.programme_id = any($1)) and m.id = any($2)
        order by d.created_at desc, d.id desc`,
      [actor.programmesWith('dispatch.read'), meetingIds],
    );
    return found.map(viewOf);
  }

  /**
   * Of a version: papers that go out with it, or have gone; and people who hold an older one, for whom nobody has planned newer papers.
   * Numbers only. Does NOT check permissions: the caller has read the version.
   */
  async afterSeal(versionId: string): Promise<{ papers: number; holders: number }> {
    const [found] = await this.database.query<{ papers: number; holders: number }>(
      `select (select count(*)::int from dispatch d where d.period_id = s.period_id and d.cancelled_at is null
                  and (d.version_id = s.id or d.version_id is null
                       and not exists (select from report_version n where n.period_id = s.period_id and n.version > s.version))) as papers,
              (select count(distinct y.recipient_id)::int from delivery y join dispatch d on d.id = y.dispatch_id
                where d.period_id = s.period_id and y.state = 'accepted' and ${REPLACED}) as holders
         from report_version s where s.id = $1`,
      [versionId],
    );
    return found ?? { papers: 0, holders: 0 };
  }

  /** @throws Problem 404 when absent or in a programme that the actor may not read. */
  async get(actor: Actor, id: string): Promise<DispatchView> {
    const [found] = await this.database.query<DispatchRow>(
      `select ${DISPATCH} from ${FROM} where d.id = $1 and ($2::uuid[] is null or d.programme_id = any($2))`,
      [id, actor.programmesWith('dispatch.read')],
    );
    if (!found) throw notFound('dispatch');
    return viewOf(found);
  }
}

function viewOf({
  committeeActive,
  recipients,
  replaced,
  workFailed,
  ...dispatch
}: DispatchRow): DispatchView {
  return {
    ...dispatch,
    ...dispatchStatus({
      cancelled: dispatch.cancelledAt !== null,
      bound: dispatch.reportVersion !== null,
      meetingCancelled: dispatch.meeting.cancelled,
      committeeActive,
      recipients,
      replaced,
      workFailed,
      returned: dispatch.returned,
      deliveries: dispatch.deliveryCounts,
    }),
  };
}
