import { Injectable } from '@nestjs/common';
import type { Actor } from '../identity/index.js';
import {
  Audit,
  canonicalJson,
  notFound,
  Outbox,
  row,
  rows,
  sha256Hex,
  stale,
  type AuditActor,
  type ProblemIssue,
  type Tx,
} from '../platform/index.js';
import { ENVELOPE_STATE, type EnvelopeRow, loadEnvelope } from './envelope.queries.js';
import type { KeptNote } from './note.rules.js';
import type { Action, EnvelopeKind, Status, Transition } from './transitions.js';
import { admit, commentProblem, incomplete } from './workflow.rules.js';
import { stepTaken } from './workflow.work.js';

/** A request to take one step. */
export interface TransitionCommand {
  envelopeId: string;
  kind: EnvelopeKind;
  action: Action;
  /** The version that the person saw. */
  version: number;
  comment: string | null;
  /** What a reviewer wrote beside blocks of the part. */
  notes?: readonly KeptNote[];
}

/** The content that the step is about, read in the same transaction. Only steps whose rule needs it ask for it. */
export interface SubjectOfTransition {
  blockers(): Promise<readonly ProblemIssue[]>;
  content(): Promise<unknown>;
}

export interface TransitionResult {
  envelope: EnvelopeRow;
  from: Status;
  /** Present after an approval: the hash of exactly the content that was approved. */
  approvedSha256: string | null;
}

/** A part that is what was approved of it before a correction again. */
type RestoredPart = EnvelopeRow & { section: string; approvedSha256: string };

/**
 * The one place that writes a status. Every step is a conditional update on id, status and version, with its history row and
 * audit row in the same transaction.
 */
@Injectable()
export class WorkflowService {
  constructor(
    private readonly audit: Audit,
    private readonly outbox: Outbox,
  ) {}

  /** Puts a new envelope into draft. */
  async open(
    tx: Tx,
    envelope: {
      kind: EnvelopeKind;
      programmeId: string;
      periodId: string;
      section?: string;
      subjectId?: string;
      ownerId?: string | null;
      revision?: number;
      copiedFromId?: string | null;
      /** Who wrote what it begins with, and so may not approve it. */
      authorId?: string;
    },
  ): Promise<string> {
    const [opened] = await rows<{ id: string }>(
      tx,
      `with opened as (
         insert into envelope (kind, programme_id, period_id, section, subject_id, owner_id, revision, copied_from_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8) returning id),
       author as (insert into envelope_author select id, $9::uuid, 'edited' from opened where $9::uuid is not null)
       select id from opened`,
      [
        envelope.kind,
        envelope.programmeId,
        envelope.periodId,
        envelope.section ?? null,
        envelope.subjectId ?? null,
        envelope.ownerId ?? null,
        envelope.revision ?? 1,
        envelope.copiedFromId ?? null,
        envelope.authorId ?? null,
      ],
    );
    if (!opened) throw new Error('BUG: the insert of an envelope returned no row');
    return opened.id;
  }

  /**
   * Takes one step for a person.
   * @throws Problem 404 not theirs to see · 403 role, owner or separation of duties · 409 not possible now, or incomplete with
   * every missing place · 412 changed since they read it · 422 comment missing.
   */
  async transition(
    tx: Tx,
    actor: Actor,
    command: TransitionCommand,
    subject: SubjectOfTransition,
  ): Promise<TransitionResult> {
    const envelope = await loadEnvelope(tx, actor, command.kind, command.envelopeId);
    if (!envelope) throw notFound(command.kind);
    const rule = admit(actor, envelope, command.action, command.version);
    const comment = command.comment?.trim() ? command.comment.trim() : null;
    const wrong = commentProblem(rule, comment);
    if (wrong) throw wrong;
    if (rule.complete) {
      const blockers = await subject.blockers();
      if (blockers.length > 0) throw incomplete(command.kind, blockers);
    }
    const approvedSha256 = rule.to === 'approved' ? sha256Hex(canonicalJson(await subject.content())) : null;
    await this.move(tx, envelope, rule, {
      actor: actor.audit,
      action: command.action,
      comment,
      approvedSha256,
      notes: command.notes ?? [],
      content: rule.keepsContent === true ? canonicalJson(await subject.content()) : null,
    });
    if (command.action === 'submit') await this.addAuthor(tx, envelope.id, actor.userId, 'submitted');
    if (rule.voidsReview === true) await this.voidReview(tx, actor.audit, envelope, command.action);
    const moved = await loadEnvelope(tx, actor, command.kind, command.envelopeId);
    if (!moved) throw new Error('BUG: the envelope vanished during its own step');
    return { envelope: moved, from: envelope.status, approvedSha256 };
  }

  /**
   * Records that somebody added text that will be approved but is not part of the draft's content. The version increases, so that
   * nobody approves what they have not seen, and that person becomes an author, who cannot approve it.
   * @param version that the person read. @returns the new one.
   * @throws Problem 412 when it is another by now.
   */
  async touch(tx: Tx, actor: Actor, envelope: EnvelopeRow, version: number): Promise<number> {
    const [touched] = await rows<{ version: number }>(
      tx,
      `update envelope set version = version + 1, updated_at = now() where id = $1 and version = $2 returning version`,
      [envelope.id, version],
    );
    if (!touched) throw stale(envelope.kind);
    await this.addAuthor(tx, envelope.id, actor.userId, 'edited');
    return touched.version;
  }

  private async addAuthor(
    tx: Tx,
    envelopeId: string,
    userId: string,
    act: 'edited' | 'submitted',
  ): Promise<void> {
    await rows(tx, `insert into envelope_author values ($1, $2, $3) on conflict do nothing`, [
      envelopeId,
      userId,
      act,
    ]);
  }

  /** A correction was approved: the version that it corrects is superseded, in the same transaction. */
  async supersede(tx: Tx, actor: AuditActor, reportId: string, reason: string): Promise<void> {
    await this.consequence(tx, actor, `e.id = $1`, [reportId], 'supersede', 'approved', 'superseded', reason);
  }

  /**
   * The correction is withdrawn: the parts that were made drafts under it are what was approved before it again, each with its step.
   * @returns what each was before this.
   */
  async restore(tx: Tx, actor: Actor, reportId: string): Promise<RestoredPart[]> {
    const parts = await rows<RestoredPart>(
      tx,
      `select ${ENVELOPE_STATE}, p.approved_sha256 as "approvedSha256" from reopened_part p join envelope e on e.id = p.part_id
        where p.report_id = $1 order by e.id for update of e`,
      [reportId],
    );
    await rows(tx, `select parts_put_back($1)`, [reportId]);
    for (const part of parts) {
      const { version } = await row<{ version: number }>(tx, `select version from envelope where id = $1`, [
        part.id,
      ]);
      await this.record(
        tx,
        actor.audit,
        { ...part, version },
        {
          action: 'restore',
          from: part.status,
          to: 'approved',
          comment:
            'The correction for which it was made a draft again was withdrawn. It says what was approved before.',
          sha256: part.approvedSha256,
        },
      );
    }
    return parts;
  }

  /** Sends the report under review back to draft, because its content changed. */
  private async voidReview(
    tx: Tx,
    actor: AuditActor,
    contribution: EnvelopeRow,
    action: Action,
  ): Promise<void> {
    await this.consequence(
      tx,
      actor,
      `e.kind = 'report' and e.period_id = $1`,
      [contribution.periodId],
      'void',
      'in_review',
      'draft',
      `A part of this report was ${action === 'approve' ? 'approved' : 'made a draft again'} while the report was with the SRO. It has to be sent again, because it is not what was sent.`,
    );
  }

  private async consequence(
    tx: Tx,
    actor: AuditActor,
    which: string,
    parameters: unknown[],
    action: Action,
    from: Status,
    to: Status,
    reason: string,
  ): Promise<void> {
    const moved = await rows<{ id: string; programmeId: string; version: number }>(
      tx,
      `update envelope e set status = '${to}', version = version + 1, updated_at = now()
        where ${which} and e.status = '${from}' returning e.id, e.programme_id as "programmeId", e.version`,
      parameters,
    );
    for (const envelope of moved)
      await this.record(tx, actor, { ...envelope, kind: 'report' }, { action, from, to, comment: reason });
  }

  private async move(
    tx: Tx,
    envelope: EnvelopeRow,
    rule: Transition,
    step: {
      actor: AuditActor;
      action: Action;
      comment: string | null;
      approvedSha256: string | null;
      notes: readonly KeptNote[];
      /** Canonical JSON of what is kept with the step. */
      content: string | null;
    },
  ): Promise<void> {
    const approving = rule.to === 'approved';
    const moved = await rows<{ version: number }>(
      tx,
      `update envelope e set status = $4::text, version = e.version + 1, updated_at = now(),
              submitted_by = case when $5::boolean then $6::uuid when $4::text = 'draft' then null else e.submitted_by end,
              approved_by = case when $7::boolean then $6::uuid end, approved_at = case when $7::boolean then clock_timestamp() end, approved_sha256 = $8
        where e.id = $1 and e.version = $2 and e.status = $3
          and (not $7::boolean or not exists (select from envelope_author a where a.envelope_id = e.id and a.user_id = $6::uuid))
       returning e.version`,
      [
        envelope.id,
        envelope.version,
        envelope.status,
        rule.to,
        step.action === 'submit',
        step.actor.userId,
        approving,
        step.approvedSha256,
      ],
    );
    if (!moved[0]) throw stale(envelope.kind);
    await this.record(
      tx,
      step.actor,
      { ...envelope, version: moved[0].version },
      {
        action: step.action,
        from: envelope.status,
        to: rule.to,
        comment: step.comment,
        sha256: step.approvedSha256,
        notes: step.notes,
        content: step.content,
      },
    );
  }

  private async record(
    tx: Tx,
    actor: AuditActor,
    envelope: { id: string; programmeId: string; version: number; kind: EnvelopeKind },
    step: {
      action: Action;
      from: Status;
      to: Status;
      comment: string | null;
      sha256?: string | null;
      notes?: readonly KeptNote[];
      content?: string | null;
    },
  ): Promise<void> {
    const notes = step.notes ?? [];
    const event = await row<{ id: string }>(
      tx,
      `insert into workflow_event (envelope_id, envelope_version, actor_id, actor_label, action, from_status, to_status, comment)
       values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
      [
        envelope.id,
        envelope.version,
        actor.userId,
        actor.label,
        step.action,
        step.from,
        step.to,
        step.comment,
      ],
    );
    if (notes.length > 0)
      await rows(
        tx,
        `insert into return_note (event_id, number, block, block_sha256, text)
         select $1, n.number, n.note ->> 'block', n.note ->> 'blockSha256', n.note ->> 'text'
           from json_array_elements($2::json) with ordinality as n (note, number)`,
        [event.id, JSON.stringify(notes)],
      );
    if (step.content != null)
      await rows(tx, `insert into return_content values ($1, $2)`, [event.id, step.content]);
    if (GIVES_WORK.has(step.action))
      await this.outbox.add(tx, stepTaken, {
        key: event.id,
        payload: { eventId: event.id },
        correlationId: actor.correlationId,
      });
    await this.audit.append(tx, actor, {
      action: `${envelope.kind}.${PAST[step.action]}`,
      subjectKind: envelope.kind,
      subjectId: envelope.id,
      programmeId: envelope.programmeId,
      detail: {
        from: step.from,
        to: step.to,
        version: envelope.version,
        ...(step.comment === null ? {} : { comment: step.comment }),
        ...(step.sha256 ? { sha256: step.sha256 } : {}),
        ...(notes.length === 0 ? {} : { notes: notes.map(({ block, text }) => ({ block, text })) }),
      },
    });
  }
}

/** Somebody else has to do something after these. */
const GIVES_WORK: ReadonlySet<Action> = new Set(['submit', 'return', 'reopen', 'void']);

const PAST: Record<Action, string> = {
  save: 'saved',
  submit: 'submitted',
  return: 'returned',
  approve: 'approved',
  reopen: 'reopened',
  restore: 'restored',
  withdraw: 'withdrawn',
  void: 'voided',
  supersede: 'superseded',
};
