import { Injectable } from '@nestjs/common';
import { CommitteesQueries } from '../committees/index.js';
import { holdProgrammes, PeopleQueries, requirePermission, type Actor } from '../identity/index.js';
import {
  Audit,
  Calendars,
  Clock,
  conflict,
  Database,
  invalid,
  row,
  rows,
  stale,
  type Tx,
} from '../platform/index.js';
import { writeSetting } from '../programmes/index.js';
import type { EnquiryChange, EnquirySetting, NewEnquiry } from './enquiries.input.js';
import { EnquiriesQueries, type EnquirySettingView, type EnquiryView } from './enquiries.queries.js';
import { answerDue } from './enquiry.rules.js';

/** A question as it is written down, wherever it came from. */
export interface RecordedEnquiry extends EnquiryChange {
  programmeId: string;
  committeeId: string;
  /** Null: it came by the public form. */
  meetingId: string | null;
  askedOn: string;
}

/** Writes down what members ask. Everything that a report prints of it is written under the lock of the programme. */
@Injectable()
export class EnquiriesService {
  constructor(
    private readonly database: Database,
    private readonly enquiries: EnquiriesQueries,
    private readonly committees: CommitteesQueries,
    private readonly people: PeopleQueries,
    private readonly calendars: Calendars,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** @throws Problem 404, 403; 422 for a meeting that has not come, and for an owner who cannot answer in this programme. */
  async record(actor: Actor, input: NewEnquiry): Promise<EnquiryView> {
    const meeting = await this.committees.meeting(actor, input.meetingId);
    requirePermission(actor, 'enquiry.record', meeting.programmeId);
    if (meeting.cancelledAt !== null)
      throw conflict('meeting-cancelled', 'This meeting was cancelled; nothing was asked at it.');
    if (meeting.meetsOn > this.clock.today())
      throw invalid([{ path: 'meetingId', message: 'This meeting has not come yet.' }]);
    const { programmeId, committeeId } = meeting;
    const id = await this.database.write((tx) =>
      this.add(tx, actor, { ...input, programmeId, committeeId, askedOn: meeting.meetsOn }),
    );
    return this.enquiries.get(actor, id);
  }

  /**
   * Writes a question down. Does NOT check that the actor may record: the caller has.
   * @returns its id. @throws Problem 422.
   */
  async add(tx: Tx, actor: Actor, input: RecordedEnquiry): Promise<string> {
    const { programmeId, committeeId, meetingId, askedBy, text, askedOn, ownerId } = input;
    await holdProgrammes(tx, programmeId);
    await this.assertOwner(tx, programmeId, ownerId);
    const dueOn = await this.due(actor, programmeId, askedOn, input.dueOn);
    const { id, number } = await row<{ id: string; number: number }>(
      tx,
      `insert into enquiry (programme_id, committee_id, meeting_id, number, source, asked_by, text, asked_on, owner_id, due_on,
                            recorded_by, recorded_at)
       select $1, $2, $3, coalesce(max(number), 0) + 1, case when $3::uuid is null then 'public' else 'meeting' end, $4, $5, $6, $7, $8, $9,
              clock_timestamp() from enquiry where programme_id = $1 returning id, number`,
      [programmeId, committeeId, meetingId, askedBy, text, askedOn, ownerId, dueOn, actor.userId],
    );
    await this.audit.append(tx, actor.audit, {
      action: 'enquiry.recorded',
      subjectKind: 'enquiry',
      subjectId: id,
      programmeId,
      detail: { number, committeeId, meetingId, ownerId, dueOn },
    });
    return id;
  }

  /** Until its answer is approved; what was answered stays as it was asked. */
  async change(actor: Actor, id: string, version: number, input: EnquiryChange): Promise<EnquiryView> {
    const before = await this.recordable(actor, id);
    if (before.source === 'public' && input.askedBy !== null)
      throw invalid([
        { path: 'askedBy', message: 'This came by the public form: nobody of the public is named.' },
      ]);
    await this.database.write(async (tx) => {
      await holdProgrammes(tx, before.programmeId);
      if (input.ownerId !== before.owner.id) await this.assertOwner(tx, before.programmeId, input.ownerId);
      const dueOn = await this.due(actor, before.programmeId, before.askedOn, input.dueOn);
      await this.assertOpen(tx, id);
      const changed = await rows(
        tx,
        `update enquiry set asked_by = $3, text = $4, owner_id = $5, due_on = $6, version = version + 1
          where id = $1 and version = $2 and withdrawn_at is null returning id`,
        [id, version, input.askedBy, input.text, input.ownerId, dueOn],
      );
      if (changed.length === 0) throw stale('question');
      await this.audit.append(tx, actor.audit, {
        action: 'enquiry.changed',
        subjectKind: 'enquiry',
        subjectId: id,
        programmeId: before.programmeId,
        detail: {
          before: { ownerId: before.owner.id, dueOn: before.dueOn },
          after: { ownerId: input.ownerId, dueOn },
          text: input.text !== before.text,
        },
      });
    });
    return this.enquiries.get(actor, id);
  }

  /** Whoever asked takes it back, or it was written down by mistake. It stays, and no report prints it. */
  async withdraw(actor: Actor, id: string, version: number, reason: string): Promise<EnquiryView> {
    const before = await this.recordable(actor, id);
    await this.database.write(async (tx) => {
      await holdProgrammes(tx, before.programmeId);
      await this.assertOpen(tx, id);
      const changed = await rows(
        tx,
        `update enquiry set withdrawn_at = clock_timestamp(), withdrawn_reason = $3, version = version + 1
          where id = $1 and version = $2 and withdrawn_at is null returning id`,
        [id, version, reason],
      );
      if (changed.length === 0) throw stale('question');
      await this.audit.append(tx, actor.audit, {
        action: 'enquiry.withdrawn',
        subjectKind: 'enquiry',
        subjectId: id,
        programmeId: before.programmeId,
        detail: { reason },
      });
    });
    return this.enquiries.get(actor, id);
  }

  /** Days that were set by the old rule stay. */
  async changeSetting(
    actor: Actor,
    programmeId: string,
    version: number,
    input: EnquirySetting,
  ): Promise<EnquirySettingView> {
    const before = await this.enquiries.setting(actor, programmeId);
    requirePermission(actor, 'programme.manage', programmeId);
    await this.database.write(async (tx) => {
      await writeSetting(tx, 'enquiry_setting', { programmeId, version }, { answer_days: input.answerDays });
      await this.audit.append(tx, actor.audit, {
        action: 'enquiry_setting.changed',
        subjectKind: 'programme',
        subjectId: programmeId,
        programmeId,
        detail: { before, after: input },
      });
    });
    return this.enquiries.setting(actor, programmeId);
  }

  private async recordable(actor: Actor, id: string): Promise<EnquiryView> {
    const found = await this.enquiries.get(actor, id);
    requirePermission(actor, 'enquiry.record', found.programmeId);
    if (found.state === 'withdrawn')
      throw conflict('not-possible', 'This question was withdrawn; it can no longer be changed.');
    return found;
  }

  /** The caller holds the programme, and so does whoever approves an answer. */
  private async assertOpen(tx: Tx, id: string): Promise<void> {
    const approved = await rows(
      tx,
      `select from enquiry_answer where enquiry_id = $1 and status = 'approved' limit 1`,
      [id],
    );
    if (approved.length > 0)
      throw conflict('not-possible', 'This question is answered. It stays as it was asked.');
  }

  private async assertOwner(tx: Tx, programmeId: string, ownerId: string): Promise<void> {
    if (!(await this.people.mayToday('enquiry.answer', programmeId, ownerId, tx)))
      throw invalid([
        {
          path: 'ownerId',
          message:
            'Choose somebody who may answer questions in this programme: this person has no such role in it.',
        },
      ]);
  }

  private async due(
    actor: Actor,
    programmeId: string,
    askedOn: string,
    given: string | null,
  ): Promise<string> {
    if (given !== null) {
      if (given < askedOn)
        throw invalid([{ path: 'dueOn', message: 'This is before the day on which it was asked.' }]);
      return given;
    }
    const { answerDays } = await this.enquiries.setting(actor, programmeId);
    const due = answerDue(askedOn, answerDays, await this.calendars.current());
    if (due === null)
      throw invalid([
        {
          path: 'dueOn',
          message: 'The bank holidays of that year are not known yet. Say by when it is answered.',
        },
      ]);
    return due;
  }
}
