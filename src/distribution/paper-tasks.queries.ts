import { Injectable } from '@nestjs/common';
import type { Actor } from '../identity/index.js';
import { Clock, Database } from '../platform/index.js';
import { IS_RETURNED } from './learnt/reported.sql.js';
import { overdueAt, REPLACED, UNDER_WAY } from './dispatches.queries.js';

interface Meeting {
  id: string;
  committeeName: string;
  /** London date. */
  meetsOn: string;
}

/** An e-mail that the worker will not try again by itself, and on which nobody has decided. */
export interface DeliveryTask {
  id: string;
  recipientName: string;
  /** `returned`: the mail server accepted it, and a notice says that it came back. */
  state: 'uncertain' | 'bounced' | 'failed' | 'returned';
  committeeName: string;
  /** London date. */
  meetsOn: string;
  periodLabel: string;
  /** Why, in plain words. */
  reason: string | null;
}

/** Papers that have not gone out. */
export interface DispatchTask {
  id: string;
  programmeId: string;
  periodLabel: string;
  meeting: Meeting & { cancelled: boolean };
  send: 'when_sealed' | 'at';
  /** UTC. */
  sendAt: string | null;
  /** As in the ledger: its time has come, and nothing has gone out, or the worker is at it. */
  overdue: boolean;
  underWay: boolean;
}

/** Papers whose version was replaced, where nobody has planned the new one. */
export interface ReplacedTask {
  /** The dispatch. */
  id: string;
  periodLabel: string;
  committeeName: string;
  /** London date. */
  meetsOn: string;
  /** What went out, and the newest. */
  version: number;
  newest: number;
  /** To how many people it went. */
  people: number;
}

/** What clerks have to look after. */
export interface PaperTasks {
  deliveries: DeliveryTask[];
  replaced: ReplacedTask[];
  /** Planned and not bound. */
  waiting: DispatchTask[];
  /** They lie ahead, and nobody has planned papers. */
  withoutPapers: (Meeting & { programmeId: string })[];
}

const MEETING = `'id', m.id, 'committeeName', c.name, 'meetsOn', m.meets_on`;

/** Of each so many are told; one more is read, so that it can be said that there are others. */
export const MOST_PAPER_TASKS = 50;

/** For the page of what waits for a person. */
@Injectable()
export class PaperTasksQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * One more of each than {@link MOST_PAPER_TASKS} where there are, in one statement.
   * @param until London date: meetings after it may still be without papers.
   */
  async of(actor: Actor, until: string): Promise<PaperTasks> {
    const [found] = await this.database.query<PaperTasks>(
      `select
         (select coalesce(json_agg(y order by y."changedAt"), '[]') from (
            select y.id, y.recipient_name as "recipientName", case y.state when 'accepted' then 'returned' else y.state end as state, c.name as "committeeName", m.meets_on as "meetsOn", rp.label as "periodLabel",
                   case y.state when 'accepted' then (select n.diagnostic from delivery_notice n where n.delivery_id = y.id and n.standing = 'counts'
                     and n.says in ('bounced', 'unclear') order by n.taken_at desc limit 1) else y.reason end as reason,
                   y.changed_at as "changedAt"
              from delivery y join dispatch d on d.id = y.dispatch_id join meeting m on m.id = d.meeting_id
              join committee c on c.id = m.committee_id join reporting_period rp on rp.id = d.period_id
             where ($1::uuid[] is null or d.programme_id = any($1))
               and greatest(m.starts_at, y.changed_at) > $3::timestamptz - interval '30 days'
               and ((y.state in ('uncertain', 'bounced', 'failed')
                     and not exists (select from delivery_event v where v.delivery_id = y.id and v.number = y.version and v.actor_id is not null))
                 or (y.id in (select n.delivery_id from delivery_notice n where n.standing = 'counts' and n.says in ('bounced', 'unclear'))
                     and ${IS_RETURNED}))
             order by y.changed_at limit $4) y) as deliveries,
         (select coalesce(json_agg(x order by x."meetsOn"), '[]') from (
            select d.id, rp.label as "periodLabel", c.name as "committeeName", m.meets_on as "meetsOn", v.version,
                   (select max(n.version) from report_version n where n.period_id = d.period_id) as newest,
                   (select count(*)::int from delivery y where y.dispatch_id = d.id) as people
              from dispatch d join meeting m on m.id = d.meeting_id join committee c on c.id = m.committee_id
              join reporting_period rp on rp.id = d.period_id join report_version v on v.id = d.version_id
             where ${REPLACED} and not is_closed(d.programme_id) and m.cancelled_at is null and c.active and ($1::uuid[] is null or d.programme_id = any($1))
             order by m.meets_on limit $4) x) as replaced,
         (select coalesce(json_agg(w order by w."meetsOn"), '[]') from (
            select d.id, d.programme_id as "programmeId", rp.label as "periodLabel", d.send, audit_instant(d.send_at) as "sendAt",
                   ${overdueAt('$3::timestamptz')} as overdue, ${UNDER_WAY} as "underWay",
                   json_build_object(${MEETING}, 'cancelled', m.cancelled_at is not null) as meeting, m.meets_on as "meetsOn"
              from dispatch d join meeting m on m.id = d.meeting_id join committee c on c.id = m.committee_id
              join reporting_period rp on rp.id = d.period_id
             where d.version_id is null and d.cancelled_at is null and not is_closed(d.programme_id) and ($1::uuid[] is null or d.programme_id = any($1))
             order by m.meets_on limit $4) w) as waiting,
         (select coalesce(json_agg(n order by n."meetsOn"), '[]') from (
            select m.id, c.name as "committeeName", m.meets_on as "meetsOn", c.programme_id as "programmeId"
              from meeting m join committee c on c.id = m.committee_id
             where m.cancelled_at is null and c.active and not is_closed(c.programme_id) and m.starts_at > $3::timestamptz and m.meets_on <= $2::date
               and ($1::uuid[] is null or c.programme_id = any($1))
               and not exists (select from dispatch d where d.meeting_id = m.id and d.cancelled_at is null)
             order by m.meets_on limit $4) n) as "withoutPapers"`,
      [actor.programmesWith('dispatch.manage'), until, this.clock.now().toISOString(), MOST_PAPER_TASKS + 1],
    );
    return found ?? { deliveries: [], replaced: [], waiting: [], withoutPapers: [] };
  }
}
