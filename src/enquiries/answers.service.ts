import { Injectable } from '@nestjs/common';
import { holdProgrammes, programmeClosed, type Actor } from '../identity/index.js';
import {
  Audit,
  conflict,
  Database,
  forbidden,
  invalid,
  rows,
  stale,
  type AuditAction,
  type Tx,
} from '../platform/index.js';
import type { AnswerInput } from './enquiries.input.js';
import { EnquiriesQueries, type EnquiryView } from './enquiries.queries.js';
import type { AnswerStep } from './enquiry.rules.js';

/** A question, and the version of it that the person has read. */
interface EnquiryAt {
  id: string;
  version: number;
}

/** What a step does: the statement that does it ($1 = the question, $2 = who), and what of it is written down. */
interface StepDone {
  sql: string;
  values?: readonly unknown[];
  detail?: Record<string, unknown>;
}

/** The words of a step that was taken, for the audit trail. */
const DONE: Readonly<Record<AnswerStep, AuditAction>> = {
  write: 'enquiry.answer_written',
  submit: 'enquiry.answer_submitted',
  return: 'enquiry.answer_returned',
  approve: 'enquiry.answer_approved',
};

/** Answering a member: the owner writes, somebody else approves, and what is approved is only corrected by another answer. */
@Injectable()
export class AnswersService {
  constructor(
    private readonly database: Database,
    private readonly enquiries: EnquiriesQueries,
    private readonly audit: Audit,
  ) {}

  /** Saves the draft. Where an answer is approved already, this begins its correction, which says what was wrong. */
  write(actor: Actor, at: EnquiryAt, { text, correctionReason }: AnswerInput): Promise<EnquiryView> {
    return this.step(actor, at, 'write', ({ answers }) => {
      const approved = answers.filter(({ status }) => status === 'approved').length;
      if (approved > 0 && correctionReason === null)
        throw invalid([
          {
            path: 'correctionReason',
            message: 'An answer is approved already. Say what was wrong with it: the report prints that.',
          },
        ]);
      return {
        sql: `insert into enquiry_answer (enquiry_id, number, text, correction_reason, status, author_ids)
              values ($1, $3, $4, $5, 'draft', array[$2::uuid])
              on conflict (enquiry_id, number) do update set text = excluded.text, correction_reason = excluded.correction_reason,
                author_ids = array_append(array_remove(enquiry_answer.author_ids, $2::uuid), $2::uuid)`,
        values: [approved + 1, text, approved === 0 ? null : correctionReason],
        detail: { number: approved + 1 },
      };
    });
  }

  submit(actor: Actor, at: EnquiryAt): Promise<EnquiryView> {
    return this.step(actor, at, 'submit', () => ({
      sql: `update enquiry_answer set status = 'submitted', submitted_at = clock_timestamp(), returned_reason = null,
                   author_ids = array_append(array_remove(author_ids, $2::uuid), $2::uuid)
             where enquiry_id = $1 and status = 'draft'`,
    }));
  }

  return(actor: Actor, at: EnquiryAt, reason: string): Promise<EnquiryView> {
    return this.step(actor, at, 'return', () => ({
      sql: `update enquiry_answer set status = 'draft', returned_reason = $3 where enquiry_id = $1 and status = 'submitted' and $2::uuid is not null`,
      values: [reason],
      detail: { reason },
    }));
  }

  approve(actor: Actor, at: EnquiryAt): Promise<EnquiryView> {
    return this.step(actor, at, 'approve', () => ({
      sql: `update enquiry_answer set status = 'approved', approved_by = $2, approved_at = clock_timestamp()
             where enquiry_id = $1 and status = 'submitted'`,
    }));
  }

  /**
   * Takes one step with the answer: all of it or nothing, under the lock of the programme, because a report prints it.
   * @throws Problem 404 · 412 · 403 where it is somebody else's to do · 409 where it cannot be done now.
   */
  private async step(
    actor: Actor,
    { id, version }: EnquiryAt,
    step: AnswerStep,
    how: (before: EnquiryView) => StepDone,
  ): Promise<EnquiryView> {
    const { programmeId } = await this.enquiries.get(actor, id);
    await this.database.write(async (tx) => {
      await holdProgrammes(tx, programmeId);
      const before = await this.enquiries.get(actor, id, tx);
      if (!before.actions.includes(step) && before.version === version) throw whyNot(actor, before, step);
      const moved = await rows(
        tx,
        `update enquiry set version = version + 1 where id = $1 and version = $2 returning id`,
        [id, version],
      );
      if (moved.length === 0) throw stale('question');
      const { sql, values = [], detail = {} } = how(before);
      await this.run(tx, sql, [id, actor.userId, ...values]);
      await this.audit.append(tx, actor.audit, {
        action: DONE[step],
        subjectKind: 'enquiry',
        subjectId: id,
        programmeId,
        detail: { question: before.number, ...detail },
      });
    });
    return this.enquiries.get(actor, id);
  }

  private async run(tx: Tx, sql: string, values: readonly unknown[]): Promise<void> {
    await rows(tx, sql, [...values]);
  }
}

/** Why a person cannot take a step; the first reason that is so. */
function whyNot(actor: Actor, { programmeId, owner, answers, state }: EnquiryView, step: AnswerStep) {
  const permission = step === 'write' || step === 'submit' ? 'enquiry.answer' : 'enquiry.approve';
  if (actor.isKeptOut(permission, programmeId)) return programmeClosed();
  if (!actor.can(permission, programmeId))
    return forbidden(`You need the permission “${permission}” in this programme to do this.`);
  if (state === 'withdrawn')
    return conflict('not-possible', 'This question was withdrawn; nobody answers it.');
  const open = answers.find(({ status }) => status !== 'approved');
  const isOwner = owner.id === actor.userId || actor.standsInFor(programmeId).includes(owner.id);
  if (permission === 'enquiry.answer' && !isOwner)
    return forbidden(
      'Only the owner of the question, or the owner’s delegate, writes its answer.',
      'not-owner',
    );
  if (step === 'write')
    return conflict(
      'not-possible',
      'The answer waits for approval. It has to be given back before it is written again.',
    );
  if (step === 'submit') return conflict('not-possible', 'There is no draft of an answer to submit.');
  if (open?.status !== 'submitted') return conflict('not-possible', 'No answer waits for approval.');
  return forbidden(
    'You wrote or submitted this answer, so somebody else has to approve it.',
    'separation-of-duties',
  );
}
