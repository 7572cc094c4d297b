import { londonDay, TERM, type Term, type Way } from '../committees/index.js';
import { rows, type ReadTx } from '../platform/index.js';
import type { EditionName } from '../snapshot/index.js';
import { WAY_NOW } from './delivery-ledger.js';
import { receives } from './receives.sql.js';

const LEAVES = `greatest(now(), $5::timestamptz)`;

/**
 * The newest version of an earlier period that the mail server accepted for this committee. Null where it has none. A version that this
 * one corrects does not count: its readers are told to use it no longer, so that a correction tells them again what changed since the
 * period before. What was corrected is printed apart.
 */
export async function lastReceived(
  tx: ReadTx,
  { committeeId, periodId }: { committeeId: string; periodId: string },
): Promise<string | null> {
  const [found] = await rows<{ id: string }>(
    tx,
    `select v.id from dispatch d join meeting m on m.id = d.meeting_id
       join report_version v on v.id = d.version_id join reporting_period rp on rp.id = v.period_id
      where m.committee_id = $1
        and rp.starts_on < (select starts_on from reporting_period where id = $2)
        and exists (select from delivery y where y.dispatch_id = d.id and y.state = 'accepted')
      order by rp.starts_on desc, v.version desc limit 1`,
    [committeeId, periodId],
  );
  return found?.id ?? null;
}

/** What the mail server last accepted for somebody. */
export interface Held {
  versionId: string;
  periodLabel: string;
  version: number;
  edition: EditionName;
  /** When the mail server accepted it, or when a person said that it had arrived. */
  at: string;
  /** A newer version of the same period has taken its place. */
  superseded: boolean;
}

/** Somebody of a committee's list, what they have, and whether they get what leaves. */
export interface Holder extends Term {
  id: string;
  name: string;
  email: string;
  way: Way;
  target: string | null;
  held: Held | null;
  receives: boolean;
  /** London date of the day on which it leaves. */
  leavesOn: string;
}

/**
 * The newest version that each recipient of a committee has, those too who get nothing now; null for somebody who has none.
 * @param leaving papers of the committee. `sendAt`: null = now, or at the seal.
 */
export const heldByRecipients = (
  tx: ReadTx,
  leaving: {
    committeeId: string;
    meetingId: string;
    periodId: string;
    edition: EditionName;
    sendAt: string | null;
  },
): Promise<Holder[]> =>
  rows(
    tx,
    `select r.id, r.name, r.email, ${TERM}, ${WAY_NOW}, ${londonDay(LEAVES)}::text as "leavesOn",
            ${receives({ at: LEAVES, dispatch: 'null', meeting: '$2', period: '$3', edition: '$4::text' })} as receives,
            (select json_build_object('versionId', v.id, 'periodLabel', rp.label, 'version', v.version, 'edition', d.edition,
                      'at', audit_instant(y.changed_at),
                      'superseded', exists (select from report_version n where n.period_id = v.period_id and n.version > v.version))
               from delivery y join dispatch d on d.id = y.dispatch_id join report_version v on v.id = d.version_id
               join reporting_period rp on rp.id = v.period_id
              where y.recipient_id = r.id and y.state = 'accepted'
              order by rp.starts_on desc, v.version desc, y.changed_at desc limit 1) as held
       from committee_recipient r join committee c on c.id = r.committee_id where r.committee_id = $1 order by r.name, r.id`,
    [leaving.committeeId, leaving.meetingId, leaving.periodId, leaving.edition, leaving.sendAt],
  );
