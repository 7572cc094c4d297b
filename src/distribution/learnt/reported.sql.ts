import { RETURNED, weightSql } from './delivery-notice.rules.js';

/**
 * Of the delivery `y`: the notice that counts, with the most weight, on which no person has decided since it came. Null where there is none.
 * The version that a delivery had when a notice came is what tells: every decision of a person is a later step.
 */
export const REPORTED = `(select json_build_object('says', n.says, 'source', n.source, 'at', audit_instant(n.at), 'status', n.status,
    'diagnostic', n.diagnostic)
  from delivery_notice n
 where n.delivery_id = y.id and n.standing = 'counts'
   and not exists (select from delivery_event e where e.delivery_id = y.id and e.number > n.delivery_version and e.actor_id is not null)
 order by ${weightSql('n.says::text')} desc, n.taken_at desc limit 1) as reported`;

/** Whether the delivery `y` was accepted, came back as a notice says, and waits for somebody's decision. */
export const IS_RETURNED = `(y.state = 'accepted' and exists (select from delivery_notice n
  where n.delivery_id = y.id and n.standing = 'counts' and n.says in ('${RETURNED.join("','")}')
    and not exists (select from delivery_event e where e.delivery_id = y.id and e.number > n.delivery_version and e.actor_id is not null)))`;

/** Of the delivery `y`: every notice, the first first. */
export const NOTICES = `(select coalesce(json_agg(json_build_object('says', n.says, 'source', n.source, 'standing', n.standing,
    'recipient', n.recipient, 'status', n.status, 'diagnostic', n.diagnostic, 'at', audit_instant(n.at), 'takenAt', audit_instant(n.taken_at))
    order by n.taken_at), '[]')
  from delivery_notice n where n.delivery_id = y.id) as notices`;
