import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { WAYS } from '../committees/index.js';
import type { Actor } from '../identity/index.js';
import {
  Audit,
  CSV_MARK,
  csvRow,
  Database,
  entityVersion,
  invalid,
  notFound,
  NOTICE_SAYS,
  page,
  readCursor,
  sha256Digest,
  type Page,
  type PageQuery,
} from '../platform/index.js';
import { EDITIONS } from '../snapshot/index.js';
import type { DeliveryFilter } from './deliveries.input.js';
import { LINK_EVENTS } from './links/link.rules.js';
import { ACKNOWLEDGED_AT, READINGS } from './links/link.sql.js';
import { DELIVERY_STATES, NEEDS_PERSON, type DeliveryState } from './delivery.rules.js';
import { NOTICE_SOURCES, NOTICE_STANDINGS, RETURNED } from './learnt/delivery-notice.rules.js';
import { IS_RETURNED, NOTICES, REPORTED } from './learnt/reported.sql.js';

const noticed = {
  says: z.enum(NOTICE_SAYS),
  source: z
    .enum(NOTICE_SOURCES)
    .describe('mailbox: a mail that anybody could have written. relay: signed by the mail relay.'),
  at: z.iso.datetime().describe('When it was, as the mailbox’s server or the relay says.'),
  status: z.string().nullable().describe('RFC 3463: 5.1.1.'),
  diagnostic: z.string().nullable().describe('What a mail server said.'),
};

/** One line of the delivery ledger. Instants are UTC, ISO 8601. */
export const deliveryView = z
  .object({
    id: z.uuid(),
    dispatchId: z.uuid(),
    programmeId: z.uuid(),
    recipient: z
      .object({ id: z.uuid(), name: z.string(), email: z.string() })
      .describe('As they were when it was queued.'),
    committee: z.object({ id: z.uuid(), name: z.string() }),
    meetsOn: z.iso.date().describe('London date of the meeting.'),
    periodLabel: z.string(),
    report: z
      .object({
        versionId: z.uuid(),
        version: z.int().min(1),
        edition: z.enum(EDITIONS),
        sha256: sha256Digest.describe('Of what was approved.'),
        fileName: z.string().nullable().describe('Null in what went out before names were kept.'),
        fileSha256: sha256Digest.nullable().describe('Of the PDF; null where none is stored.'),
      })
      .describe('What was sent.'),
    way: z.enum(WAYS).describe('How it goes, or went.'),
    target: z.string().nullable().describe('The folder, or the address of the webhook; null of e-mails.'),
    state: z.enum(DELIVERY_STATES),
    attempts: z.int().min(0),
    messageId: z.string(),
    response: z.string().nullable().describe('What the mail server said last.'),
    reason: z.string().nullable().describe('Why it is in its state, in plain words.'),
    reported: z
      .object(noticed)
      .nullable()
      .describe(
        'What a notice said afterwards, on which no person has decided since. It is a claim, and changes no state.',
      ),
    createdAt: z.iso.datetime(),
    changedAt: z.iso.datetime(),
    acknowledgedAt: z.iso
      .datetime()
      .nullable()
      .describe('When somebody said, with its address, that they had received it; null until then.'),
    version: entityVersion,
  })
  .meta({ id: 'Delivery', description: 'One line of the delivery ledger.' });
export type DeliveryView = z.infer<typeof deliveryView>;

export const deliveryDetail = deliveryView
  .extend({
    events: z
      .array(
        z.object({
          number: z.int().min(1),
          state: z.enum(DELIVERY_STATES),
          attempt: z.int().min(0),
          at: z.iso.datetime(),
          by: z.string(),
          reason: z.string().nullable(),
          response: z.string().nullable(),
        }),
      )
      .describe('Every step, the first first.'),
    readings: z
      .array(z.object({ event: z.enum(LINK_EVENTS), at: z.iso.datetime(), by: z.string() }))
      .describe(
        'What happened at its expiring address, the first first. `opened` may be a program that looks through mails; the others are not.',
      ),
    notices: z
      .array(
        z.object({
          ...noticed,
          standing: z.enum(NOTICE_STANDINGS).describe('Whether it counts, or why it does not.'),
          recipient: z.string().nullable().describe('Whom it names.'),
          takenAt: z.iso.datetime(),
        }),
      )
      .describe('Every notice, the first first.'),
  })
  .meta({ id: 'DeliveryDetail' });
export type DeliveryDetail = z.infer<typeof deliveryDetail>;
export type DeliveryNoticeView = DeliveryDetail['notices'][number];

/** It was accepted and came back, as a notice says, and nobody has decided: a person may, as with what is uncertain. */
export const isReturned = ({ state, reported }: Pick<DeliveryView, 'state' | 'reported'>): boolean =>
  state === 'accepted' && reported !== null && (RETURNED as readonly string[]).includes(reported.says);

/** How many deliveries go out in one file. */
export const MOST_DELIVERIES_EXPORTED = 50_000;
const AT_ONCE = 500;

const DELIVERY = `y.id, y.dispatch_id as "dispatchId", d.programme_id as "programmeId",
  json_build_object('id', y.recipient_id, 'name', y.recipient_name, 'email', y.recipient_email) as recipient,
  json_build_object('id', c.id, 'name', c.name) as committee, m.meets_on::text as "meetsOn", rp.label as "periodLabel",
  json_build_object('versionId', v.id, 'version', v.version, 'edition', d.edition, 'sha256', v.sha256, 'fileName', d.file_name,
    'fileSha256', (select a.sha256 from artefact a where a.version_id = v.id and a.edition = d.edition and a.format = 'pdf'
       and a.since_version_id is not distinct from d.since_version_id limit 1)) as report,
  y.way, y.target, y.state, y.attempts, y.message_id as "messageId", y.response, y.reason, ${REPORTED}, audit_instant(y.created_at) as "createdAt",
  audit_instant(y.changed_at) as "changedAt", ${ACKNOWLEDGED_AT} as "acknowledgedAt", y.version`;
const EVENTS = `(select json_agg(json_build_object('number', e.number, 'state', e.state, 'attempt', e.attempt, 'at', audit_instant(e.at),
    'by', called(e.actor_id, e.actor_label), 'reason', e.reason, 'response', e.response) order by e.number)
  from delivery_event e where e.delivery_id = y.id) as events`;
const FROM = `delivery y join dispatch d on d.id = y.dispatch_id join meeting m on m.id = d.meeting_id join committee c on c.id = m.committee_id
  join reporting_period rp on rp.id = d.period_id left join report_version v on v.id = d.version_id`;
/** Takes the parameters of `meant`. */
const MEANT = `($1::uuid[] is null or d.programme_id = any($1)) and ($2::uuid is null or y.dispatch_id = $2)
  and ($3::uuid is null or d.programme_id = $3) and ($4::uuid is null or c.id = $4) and ($5::uuid is null or d.period_id = $5)
  and ($6::text is null or position(lower($6) in lower(y.recipient_name || ' ' || y.recipient_email)) > 0)
  and ($7::text is null or y.state = $7)
  and ($8::text is null or case $8 when 'accepted' then y.state = 'accepted' and not ${IS_RETURNED}
                                   else y.state in ('${NEEDS_PERSON.join("','")}') or ${IS_RETURNED} end)
  and ($9::date is null or y.created_at >= ($9::date)::timestamp at time zone 'Europe/London')
  and ($10::date is null or y.created_at < ($10::date + 1)::timestamp at time zone 'Europe/London')`;
const AFTER_BY_NAME = `(y.recipient_name, y.id) > (select recipient_name, id from delivery where id = $11)`;
const AFTER_BY_AGE = `(y.created_at, y.id) < (select created_at, id from delivery where id = $11)`;

const meant = (actor: Actor, filter: DeliveryFilter): unknown[] => [
  actor.programmesWith('dispatch.read'),
  filter.dispatchId ?? null,
  filter.programmeId ?? null,
  filter.committeeId ?? null,
  filter.periodId ?? null,
  filter.recipient?.trim() ?? null,
  filter.state ?? null,
  filter.only ?? null,
  filter.from ?? null,
  filter.until ?? null,
];

@Injectable()
export class DeliveriesQueries {
  constructor(
    private readonly database: Database,
    private readonly audit: Audit,
  ) {}

  /** For monitoring: how many deliveries are in each state, of all programmes. */
  async countByState(): Promise<{ state: DeliveryState; count: number }[]> {
    const found = await this.database.query<{ state: DeliveryState; count: number }>(
      `select state, count(*)::int as count from delivery group by state`,
    );
    return DELIVERY_STATES.map((state) => ({
      state,
      count: found.find((one) => one.state === state)?.count ?? 0,
    }));
  }

  /** For health: how many wait for a person to find out whether they arrived, and how many came back, as a notice says. */
  async countWaiting(): Promise<{ uncertain: number; returned: number }> {
    const [found] = await this.database.query<{ uncertain: number; returned: number }>(
      `select (select count(*)::int from delivery where state = 'uncertain') as uncertain,
              (select count(*)::int from delivery y where y.id in (select delivery_id from delivery_notice) and ${IS_RETURNED}) as returned`,
    );
    return found ?? { uncertain: 0, returned: 0 };
  }

  /**
   * Those of one dispatch by recipient, all others the newest first.
   * @throws nothing for what is not the actor's to see: the list is without it.
   */
  async list(
    actor: Actor,
    { limit, cursor, ...filter }: PageQuery & DeliveryFilter,
  ): Promise<Page<DeliveryView>> {
    const [id] = readCursor(cursor, 1);
    const found = await this.some(actor, filter, id ?? null, limit + 1);
    return page(found, limit, (delivery) => [delivery.id]);
  }

  /** @throws Problem 404 when absent or in a programme that the actor may not read. */
  async get(actor: Actor, id: string): Promise<DeliveryDetail> {
    const [found] = await this.database.query<DeliveryDetail>(
      `select ${DELIVERY}, ${EVENTS}, ${READINGS}, ${NOTICES} from ${FROM} where y.id = $1 and ($2::uuid[] is null or d.programme_id = any($2))`,
      [id, actor.programmesWith('dispatch.read')],
    );
    if (!found) throw notFound('delivery');
    return found;
  }

  /**
   * The same lines as a CSV file. The export is an event of the trail.
   * @throws Problem 422 where there are more than {@link MOST_DELIVERIES_EXPORTED}.
   */
  async exported(actor: Actor, filter: DeliveryFilter): Promise<AsyncIterable<string>> {
    const [found] = await this.database.query<{ n: number }>(
      `select count(*)::int as n from ${FROM} where ${MEANT}`,
      meant(actor, filter),
    );
    const deliveries = found?.n ?? 0;
    if (deliveries > MOST_DELIVERIES_EXPORTED)
      throw invalid([
        {
          path: 'from',
          message: `These are ${deliveries.toLocaleString('en-GB')} deliveries, and one file takes ${MOST_DELIVERIES_EXPORTED.toLocaleString('en-GB')}. Choose a shorter time`,
        },
      ]);
    await this.audit.noteGiven(actor.audit, {
      action: 'delivery.exported',
      subjectKind: 'delivery',
      subjectId: null,
      programmeId: filter.programmeId ?? null,
      detail: { ...filter, deliveries },
    });
    return this.lines(actor, filter);
  }

  private async *lines(actor: Actor, filter: DeliveryFilter): AsyncIterable<string> {
    yield CSV_MARK;
    yield csvRow(COLUMNS.map(([name]) => name));
    for (let after: string | null = null; ;) {
      const some: DeliveryView[] = await this.some(actor, filter, after, AT_ONCE);
      for (const one of some) yield csvRow(COLUMNS.map(([, cell]) => cell(one)));
      const last = some.at(-1);
      if (last === undefined || some.length < AT_ONCE) return;
      after = last.id;
    }
  }

  private some(
    actor: Actor,
    filter: DeliveryFilter,
    after: string | null,
    limit: number,
  ): Promise<DeliveryView[]> {
    const [follows, order] =
      filter.dispatchId === undefined
        ? [AFTER_BY_AGE, 'y.created_at desc, y.id desc']
        : [AFTER_BY_NAME, 'y.recipient_name, y.id'];
    return this.database.query<DeliveryView>(
      `select ${DELIVERY} from ${FROM} where ${MEANT} and ($11::uuid is null or ${follows}) order by ${order} limit $12`,
      [...meant(actor, filter), after, limit],
    );
  }
}

/** Of the file: its heading, and what stands below it. */
const COLUMNS: readonly (readonly [string, (of: DeliveryView) => string | number | null])[] = [
  ['Asked for at (UTC)', ({ createdAt }) => createdAt],
  ['Committee', ({ committee }) => committee.name],
  ['Meets on', ({ meetsOn }) => meetsOn],
  ['Recipient', ({ recipient }) => recipient.name],
  ['Address', ({ recipient }) => recipient.email],
  ['Period', ({ periodLabel }) => periodLabel],
  ['Version', ({ report }) => report.version],
  ['Edition', ({ report }) => report.edition],
  ['File', ({ report }) => report.fileName],
  ['SHA-256 of the file', ({ report }) => report.fileSha256],
  ['SHA-256 of what was approved', ({ report }) => report.sha256],
  ['Message-ID', ({ messageId }) => messageId],
  ['State', ({ state }) => state],
  ['Since (UTC)', ({ changedAt }) => changedAt],
  ['Attempts', ({ attempts }) => attempts],
  ['Mail server', ({ response }) => response],
  ['Reason', ({ reason }) => reason],
  ['A notice says', ({ reported }) => reported?.says ?? null],
  ['From where', ({ reported }) => reported?.source ?? null],
  ['At (UTC)', ({ reported }) => reported?.at ?? null],
  ['Its words', ({ reported }) => reported?.diagnostic ?? null],
  ['Delivery', ({ id }) => id],
];
