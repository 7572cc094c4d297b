import type { Actor } from '../identity/index.js';
import { rows, type Audit, type Tx } from '../platform/index.js';
import type { MeetingView } from './committees.queries.js';

/**
 * Puts a period on the agenda of a meeting that gets its papers: who plans papers has said that the meeting gets the report. Nothing
 * where it is there already. Comes late in a transaction, because it appends to the audit trail. Does NOT check permissions, nor that the
 * two are of one programme.
 */
export async function takesReport(
  tx: Tx,
  audit: Audit,
  actor: Actor,
  { meeting, periodId }: { meeting: Pick<MeetingView, 'id' | 'programmeId'>; periodId: string },
): Promise<void> {
  const before = await rows<{ id: string }>(
    tx,
    `select mp.period_id as id from meeting_period mp join reporting_period rp on rp.id = mp.period_id
      where mp.meeting_id = $1 order by rp.starts_on`,
    [meeting.id],
  );
  const added = await rows(
    tx,
    `insert into meeting_period (meeting_id, period_id) values ($1, $2) on conflict do nothing returning period_id`,
    [meeting.id, periodId],
  );
  if (added.length === 0) return;
  // Whoever has the agenda open would write the old one over it.
  await rows(tx, `update meeting set version = version + 1 where id = $1`, [meeting.id]);
  const ids = before.map(({ id }) => id);
  await audit.append(tx, actor.audit, {
    action: 'meeting.agenda_set',
    subjectKind: 'meeting',
    subjectId: meeting.id,
    programmeId: meeting.programmeId,
    detail: { before: ids, after: [...ids, periodId] },
  });
}
