import { inOffice, londonDay } from '../committees/index.js';

/** SQL of what is to leave: each is an expression, `dispatch` also `null` for papers that are not planned. */
interface Leaving {
  /** The instant at which it leaves. */
  at: string;
  dispatch: string;
  meeting: string;
  period: string;
  edition: string;
}

/**
 * Whether recipient `r` gets what leaves at an instant: who is in office on that day and, of a correction in the public edition, who was
 * sent an earlier version for the same meeting and has left office since (ADR 111). They hold a text that is no longer to be used.
 */
export const receives = ({ at, dispatch, meeting, period, edition }: Leaving): string =>
  `(${inOffice(londonDay(at))} or (r.active and ${edition} = 'public' and exists (
     select from delivery had join dispatch e on e.id = had.dispatch_id
      where had.recipient_id = r.id and had.state in ('accepted', 'uncertain') and e.meeting_id = ${meeting} and e.period_id = ${period}
        and e.id is distinct from ${dispatch})))`;

/** When a dispatch `d` that waits leaves, if nothing else holds it up: what waits for a seal, today. */
export const LEAVES_AT = `greatest(d.send_at, d.held_until, now())`;
