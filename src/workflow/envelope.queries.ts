import { holdProgrammes, type Actor, type Permission } from '../identity/index.js';
import { rows, type Tx } from '../platform/index.js';
import type { EnvelopeKind } from './transitions.js';
import type { EnvelopeState } from './workflow.rules.js';

/** An envelope with the facts that the rules need. */
export interface EnvelopeRow extends EnvelopeState {
  id: string;
  periodId: string;
  section: string | null;
  subjectId: string | null;
  version: number;
  revision: number;
}

const READ: Record<EnvelopeKind, Permission> = { contribution: 'contribution.read', report: 'report.read' };

/** The columns of an {@link EnvelopeRow}, for a statement that names the envelope `e`. */
export const ENVELOPE_STATE = `e.id, e.kind, e.status, e.programme_id as "programmeId", e.period_id as "periodId", e.section,
  e.subject_id as "subjectId", e.owner_id as "ownerId", e.version, e.revision,
  coalesce((select array_agg(distinct a.user_id::text) from envelope_author a where a.envelope_id = e.id), '{}') as "authorIds",
  coalesce((select r.status = 'approved' from envelope r where r.kind = 'report' and r.period_id = e.period_id
             and r.status <> 'withdrawn' order by r.revision desc limit 1), false) as "reportApproved"`;

/** {@link holdProgrammes} for the programme of an envelope, before the envelope itself is locked. Does nothing when there is none. */
export async function holdProgrammeOf(tx: Tx, envelopeId: string): Promise<void> {
  const found = await rows<{ programmeId: string }>(
    tx,
    `select programme_id as "programmeId" from envelope where id = $1`,
    [envelopeId],
  );
  for (const { programmeId } of found) await holdProgrammes(tx, programmeId);
}

/** Reads an envelope and locks its row until the end of the transaction. Undefined when absent or not visible to the actor. */
export async function loadEnvelope(
  tx: Tx,
  actor: Actor,
  kind: EnvelopeKind,
  id: string,
): Promise<EnvelopeRow | undefined> {
  const [found] = await rows<EnvelopeRow>(
    tx,
    `select ${ENVELOPE_STATE} from envelope e
      where e.id = $1 and e.kind = $2 and ($3::uuid[] is null or e.programme_id = any($3)) for update of e`,
    [id, kind, actor.programmesWith(READ[kind])],
  );
  return found;
}
