import { rows, type ReadTx, type Tx } from '../../platform/index.js';
import type { NewLink } from './link.rules.js';

/** When somebody acknowledged the delivery `y`. */
export const ACKNOWLEDGED_AT = `(select audit_instant(e.at) from delivery_link_event e where e.delivery_id = y.id and e.event = 'acknowledged')`;

/** Of the link `l` to the delivery `y` of the dispatch `d`. A correction counts from the moment of its seal. */
export const LINK_STATE = `case when l.withdrawn_at is not null then 'withdrawn'
  when exists (select from report_version v join report_version n on n.period_id = v.period_id and n.version > v.version
                where v.id = d.version_id) then 'replaced'
  when l.expires_at <= now() then 'expired' else 'open' end`;

/** What happened at the addresses of the delivery `y`, the first first. */
export const READINGS = `coalesce((select json_agg(json_build_object('event', e.event, 'at', audit_instant(e.at), 'by', called(e.actor_id, e.actor_label)) order by e.at, e.id)
    from delivery_link_event e where e.delivery_id = y.id), '[]') as readings`;

/** Keeps an address, in the transaction that says that what carries it is about to leave. @returns its id. */
export async function addLink(tx: Tx, deliveryId: string, link: NewLink): Promise<string> {
  const [added] = await rows<{ id: string }>(
    tx,
    `insert into delivery_link (delivery_id, token_hash, user_id, gives_file, expires_at)
     values ($1, $2, $3, $4, clock_timestamp() + make_interval(days => $5)) returning id`,
    [deliveryId, link.tokenHash, link.userId, link.givesFile, link.days],
  );
  if (!added) throw new Error('BUG: an address was not kept');
  return added.id;
}

/** The account of this mail address, who has to sign in; null where nobody has one. */
export async function accountOf(tx: ReadTx, email: string): Promise<string | null> {
  const [found] = await rows<{ id: string }>(
    tx,
    `select id from app_user where email = $1 and disabled_at is null`,
    [email],
  );
  return found?.id ?? null;
}
