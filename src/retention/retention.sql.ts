import type { SweptKey } from './retention.rules.js';

/** How a class is looked through and taken away. */
interface Sweep {
  /**
   * What is of `$1` or before: `id`, `at` (the instant that its period counts from), `label` (enough to recognise it), and what a hold may
   * name: `programme_id`, `person_id`, `day`.
   * `held`: the holds, where more than those three count; `kept`: why it stays, whatever its time.
   */
  due: string;
  /** Takes away what `$1` names; returns the ids of what is gone. */
  take: string;
  /** It changes what reports may print. */
  printed?: true;
}

const row = (id: string, at: string, label: string, programme: string, person: string): string =>
  `${id} as id, ${at} as at, ${label} as label, ${programme} as programme_id, ${person} as person_id,
   (${at} at time zone 'Europe/London')::date as day, null::uuid[] as held, null::text as kept`;

const NOBODY = 'null::uuid';
const FORGOTTEN = `'%@left.invalid'`;

/** Nobody else who can sign in has this permission wherever this person has it. */
const isLast = (permission: string): string => `exists (
  select from assignment a join role_permission p on p.role_id = a.role_id and p.permission = '${permission}'
   where a.user_id = u.id and a.ended_at is null and not exists (
     select from assignment o join role_permission q on q.role_id = o.role_id and q.permission = '${permission}'
       join app_user w on w.id = o.user_id and w.disabled_at is null
      where o.user_id <> u.id and o.ended_at is null and (o.programme_id is null or o.programme_id = a.programme_id)))`;

/** Why an account `u` stays, whatever its time; null where nothing keeps it. */
export const KEPT_ACCOUNT = `case when ${isLast('user.manage')} then 'Nobody else who can sign in administers accounts.'
  when ${isLast('report.approve')} then 'Nobody else who can sign in approves reports where they did.' end`;

/** The holds of the person `u` and of every programme in which they had a role. */
export const HELD_ACCOUNT = `(select coalesce(array_agg(distinct h.id), '{}') from (
    select null::uuid as programme_id union select a.programme_id from assignment a where a.user_id = u.id
    union select g.id from programme g where exists (select from assignment a where a.user_id = u.id and a.programme_id is null)) p
  cross join lateral unnest(held_by(p.programme_id, u.id, null)) h (id))`;

export const SWEEPS: Readonly<Record<SweptKey, Sweep>> = {
  leavers: {
    due: `select u.id::text as id, u.disabled_at as at, u.name || ', ' || u.job_title as label, ${NOBODY} as programme_id, u.id as person_id,
        null::date as day, ${HELD_ACCOUNT} as held, ${KEPT_ACCOUNT} as kept
      from app_user u where u.disabled_at <= $1 and u.left_at is null`,
    take: '',
    printed: true,
  },
  sessions: {
    due: `select ${row(`encode(s.id_hash, 'hex')`, 's.expires_at', `'A session of ' || u.name`, NOBODY, 's.user_id')}
      from session s join app_user u on u.id = s.user_id where s.expires_at <= $1`,
    take: `delete from session where encode(id_hash, 'hex') = any ($1::text[]) returning encode(id_hash, 'hex') as id`,
  },
  devices: {
    due: `select ${row(`encode(d.id_hash, 'hex') || ':' || d.user_id`, 'd.last_used_at', `'A browser of ' || u.name`, NOBODY, 'd.user_id')}
      from sign_in_device d join app_user u on u.id = d.user_id where d.last_used_at <= $1`,
    take: `delete from sign_in_device where encode(id_hash, 'hex') || ':' || user_id = any ($1::text[])
      returning encode(id_hash, 'hex') || ':' || user_id as id`,
  },
  tokens: {
    due: `select ${row('t.id::text', 'least(t.revoked_at, t.expires_at)', `'“' || t.name || '” of ' || u.name`, NOBODY, 't.user_id')}
      from api_token t join app_user u on u.id = t.user_id where least(t.revoked_at, t.expires_at) <= $1`,
    take: `delete from api_token where id = any ($1::uuid[]) returning id::text`,
  },
  links: {
    due: `select ${row('l.id::text', 'coalesce(l.used_at, l.ended_at, l.expires_at, l.asked_at)', `'A link for ' || coalesce(u.name, 'nobody')`, NOBODY, 'l.user_id')}
      from password_link l left join app_user u on u.id = l.user_id
     where coalesce(l.used_at, l.ended_at, l.expires_at, l.asked_at) <= $1`,
    take: `delete from password_link where id = any ($1::uuid[]) returning id::text`,
  },
  notices: {
    due: `select n.id::text as id, n.ended_at as at, 'A reminder to ' || u.name as label, null::uuid as programme_id, n.user_id as person_id,
        (n.ended_at at time zone 'Europe/London')::date as day, (select coalesce(array_agg(distinct h.id), '{}') from (
          select null::uuid as programme_id union select i.programme_id from notice_item i where i.notice_id = n.id) p
          cross join lateral unnest(held_by(p.programme_id, n.user_id, (n.ended_at at time zone 'Europe/London')::date)) h (id)) as held,
        null::text as kept
      from notice n join app_user u on u.id = n.user_id where n.ended_at <= $1`,
    take: `with told as (delete from notice_item where notice_id = any ($1::uuid[]))
      delete from notice where id = any ($1::uuid[]) returning id::text`,
  },
  looks: {
    due: `select ${row(`l.user_id || ':' || l.report_id`, 'l.looked_at', `u.name || ' at the report of ' || rp.label`, 'rp.programme_id', 'l.user_id')}
      from report_look l join app_user u on u.id = l.user_id join envelope e on e.id = l.report_id join reporting_period rp on rp.id = e.period_id
     where l.looked_at <= $1`,
    take: `delete from report_look where user_id || ':' || report_id = any ($1::text[]) returning user_id || ':' || report_id as id`,
  },
  work: {
    due: `select ${row('o.id::text', 'coalesce(o.done_at, o.withdrawn_at)', `o.kind || ' ' || o.key`, NOBODY, NOBODY)}
      from outbox o where coalesce(o.done_at, o.withdrawn_at) <= $1
       and exists (select from outbox n where n.kind = o.kind and n.created_at > o.created_at)`,
    take: `delete from outbox where id = any ($1::uuid[]) and (done_at is not null or withdrawn_at is not null) returning id::text`,
  },
  deliveries: {
    due: `select ${row('d.id::text', 'd.created_at', `d.recipient_name || ', ' || d.recipient_email`, 's.programme_id', NOBODY)}
      from delivery d join dispatch s on s.id = d.dispatch_id
     where d.created_at <= $1 and d.state in ('accepted', 'bounced', 'failed') and d.recipient_email not like ${FORGOTTEN}`,
    take: `update delivery set recipient_name = 'A recipient of that time', recipient_email = 'recipient-' || recipient_id || '@left.invalid', version = version + 1
      where id = any ($1::uuid[]) and state in ('accepted', 'bounced', 'failed') returning id::text`,
  },
  recipients: {
    due: `select ${row('r.id::text', 'gone.at', `r.name || ', ' || r.email`, 'm.programme_id', NOBODY)}
      from committee_recipient r join committee m on m.id = r.committee_id
      cross join lateral (select max(e.at) as at from audit_event e where e.subject_id in (r.id::text, r.committee_id::text)) c
      cross join lateral (select case when r.active then greatest(c.at, (r.serves_until + 1)::timestamp at time zone 'Europe/London') else c.at end as at) gone
     where (not r.active or r.serves_until is not null) and gone.at <= $1 and r.email not like ${FORGOTTEN}
       and not exists (select from delivery d where d.recipient_id = r.id and d.recipient_email not like ${FORGOTTEN})`,
    take: `update committee_recipient set name = 'A recipient of that time', email = 'recipient-' || id || '@left.invalid', active = false, version = version + 1
      where id = any ($1::uuid[]) and (not active or serves_until < current_date) returning id::text`,
  },
  enquiries: {
    due: `select ${row('q.id::text', `(q.asked_on::timestamp at time zone 'Europe/London')`, `'Question ' || q.number || ' of ' || q.asked_by`, 'q.programme_id', NOBODY)}
      from enquiry q where q.asked_by is not null and q.asked_on::timestamp at time zone 'Europe/London' <= $1`,
    take: `update enquiry set asked_by = null, version = version + 1 where id = any ($1::uuid[]) returning id::text`,
    printed: true,
  },
};

/** Each table in which a person has something that is their account's alone, and the column that names them. */
export const OF_THE_ACCOUNT: Readonly<Record<string, string>> = {
  session: 'user_id',
  sign_in_device: 'user_id',
  api_token: 'user_id',
  second_factor: 'user_id',
  security_key: 'user_id',
  key_challenge: 'user_id',
  recovery_code: 'user_id',
  external_identity: 'user_id',
  password_link: 'user_id',
  account_notice: 'user_id',
  notice_item: 'user_id',
  notice: 'user_id',
  notice_choice: 'user_id',
  calendar_feed: 'user_id',
  report_look: 'user_id',
  intake: 'person_id',
  web_once: 'user_id',
};
