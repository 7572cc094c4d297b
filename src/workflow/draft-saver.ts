import { Injectable } from '@nestjs/common';
import { PeopleQueries, type Actor, type NamedAt } from '../identity/index.js';
import { auditValues, Database, notFound, rows, stale, type AuditActor, type Tx } from '../platform/index.js';
import { loadEnvelope } from './envelope.queries.js';
import { TRANSITIONS, type EnvelopeKind } from './transitions.js';
import { admit } from './workflow.rules.js';

/** A save of a draft's whole content. */
export interface DraftSave {
  kind: EnvelopeKind;
  envelopeId: string;
  /** The version that the person read (If-Match). */
  version: number;
  /** The section that the content belongs to; a contribution of another section is "not found". Null for reports. */
  section: string | null;
  /** The document, handed to the statements as `$1::json`. */
  document: unknown;
  /**
   * The room's own writes: data-modifying CTEs, each beginning with its name, that take the document from `doc.body` and the
   * envelope's id from `saved.id`, so that they do nothing when the envelope was not saved. Constant text, never built from input.
   */
  writes: readonly string[];
  /** The people whom the document makes owners of something in it; left out where it names nobody. */
  owners?: {
    named: readonly NamedAt[];
    /** Whom the draft names already, as `user_id`: a subquery over the draft `e.id`. They stay, although they may have left. Constant text. */
    kept: string;
  };
}

/**
 * Saves draft content in one statement and so in one transaction: the version goes up if and only if id, status, version, owner
 * and permission fit; the room's rows, the author and the audit event are written with it. The common case is one round trip.
 */
@Injectable()
export class DraftSaver {
  constructor(
    private readonly database: Database,
    private readonly people: PeopleQueries,
  ) {}

  /**
   * @returns the new version.
   * @throws Problem 404, 403, 409 or 412 as for any step; 422 naming every new owner who has no role in the programme; nothing is written
   * then.
   */
  async save(actor: Actor, save: DraftSave): Promise<number> {
    await this.admitOwners(actor, save);
    const rule = TRANSITIONS[save.kind].draft.save;
    if (!rule || rule.permission === 'system')
      throw new Error('BUG: the workflow table lost its rule for saving');
    const parameters = [
      JSON.stringify(save.document),
      save.envelopeId,
      save.version,
      save.kind,
      save.section,
      actor.programmesWith(rule.permission),
      rule.separation === 'owner',
      actor.userId,
      JSON.stringify(actor.standIns),
    ];
    const audit = auditValues(actor.audit, {
      action: `${save.kind}.saved`,
      subjectKind: save.kind,
      subjectId: save.envelopeId,
    });
    const [saved] = await this.database.query<{ version: number }>(statement(save.writes), [
      ...parameters,
      audit.actorId,
      audit.actorLabel,
      audit.action,
      audit.subjectKind,
      audit.correlationId,
    ]);
    if (saved) return saved.version;
    return this.explain(actor, save);
  }

  /**
   * Records that the product changed the content of these drafts, in the same transaction, because of what somebody recorded elsewhere.
   * Their versions go up, so that nobody overwrites what they have not seen. Those people become authors, who may not approve them.
   * The caller has locked the envelopes and has checked that they are drafts.
   */
  async touch(
    tx: Tx,
    actor: AuditActor,
    envelopeIds: readonly string[],
    authorIds: readonly string[],
  ): Promise<void> {
    if (envelopeIds.length === 0) return;
    const audit = auditValues(actor, {
      action: 'contribution.refreshed',
      subjectKind: 'contribution',
      subjectId: null,
    });
    await rows(
      tx,
      `with touched as (
         update envelope set version = version + 1, updated_at = now() where id = any($1::uuid[]) and status = 'draft'
         returning id, kind, programme_id, version),
       authors as (
         insert into envelope_author select t.id, a.id, 'edited' from touched t cross join unnest($2::uuid[]) a(id) on conflict do nothing)
       select audit_append($3::uuid, $4, $5, t.kind, t.id::text, t.programme_id, $6, json_build_object('version', t.version)::jsonb)
         from touched t`,
      [envelopeIds, authorIds, audit.actorId, audit.actorLabel, audit.action, audit.correlationId],
    );
  }

  /**
   * The product replaces the content of this draft, by the room's own writes. No version, author or audit event is written.
   * The caller has locked the envelope and has checked that it is a draft.
   */
  async rewrite(tx: Tx, envelopeId: string, document: unknown, writes: DraftSave['writes']): Promise<void> {
    await rows(
      tx,
      `with doc as (select $1::json as body), saved as (select id from envelope where id = $2 and status = 'draft'),
       ${writes.join(',\n')} select from saved`,
      [JSON.stringify(document), envelopeId],
    );
  }

  /** Does nothing about a draft that is not the actor's to see: the save refuses it. */
  private async admitOwners(actor: Actor, { envelopeId, section, owners }: DraftSave): Promise<void> {
    if (!owners?.named.some(({ id }) => id !== null)) return;
    const [draft] = await this.database.query<{ programmeId: string; kept: string[] }>(
      `select e.programme_id as "programmeId", array(select user_id::text from (${owners.kept}) k where user_id is not null) as kept
         from envelope e where e.id = $1 and e.section = $2 and ($3::uuid[] is null or e.programme_id = any($3))`,
      [envelopeId, section, actor.programmesWith('contribution.edit')],
    );
    if (!draft) return;
    await this.people.admitNamed(draft.programmeId, owners.named, draft.kept);
  }

  /** Finds out why nothing was written. @throws Problem always. */
  private explain(actor: Actor, save: DraftSave): Promise<never> {
    return this.database.write(async (tx: Tx) => {
      const envelope = await loadEnvelope(tx, actor, save.kind, save.envelopeId);
      if (envelope?.section !== save.section) throw notFound(save.kind);
      admit(actor, envelope, 'save', save.version);
      // It would have been fine: somebody changed it between our write and this look.
      throw stale(save.kind);
    });
  }
}

function statement(writes: readonly string[]): string {
  return `with doc as (select $1::json as body),
    saved as (
      update envelope e set version = e.version + 1, updated_at = now()
       where e.id = $2 and e.version = $3 and e.kind = $4 and e.section is not distinct from $5 and e.status = 'draft'
         and ($6::uuid[] is null or e.programme_id = any($6))
         and (not $7 or e.owner_id is null or e.owner_id = $8 or exists (
           select from json_to_recordset($9::json) as d("programmeId" uuid, "userId" uuid)
            where d."userId" = e.owner_id and (d."programmeId" is null or d."programmeId" = e.programme_id)))
      returning e.id, e.version, e.programme_id),
    author as (insert into envelope_author select id, $8::uuid, 'edited' from saved on conflict do nothing),
    ${writes.join(',\n    ')}${writes.length > 0 ? ',' : ''}
    logged as (
      select audit_append($10::uuid, $11, $12, $13, saved.id::text, saved.programme_id, $14, json_build_object('version', saved.version)::jsonb) as seq
        from saved)
    select saved.version from saved, logged`;
}
