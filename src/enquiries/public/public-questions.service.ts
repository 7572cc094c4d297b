import { createHmac, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { CommitteesQueries } from '../../committees/index.js';
import { keepHolds } from '../../holds/index.js';
import { requirePermission, type Actor } from '../../identity/index.js';
import {
  Audit,
  Clock,
  Config,
  conflict,
  Database,
  invalid,
  Problem,
  row,
  rows,
  stale,
  type Tx,
} from '../../platform/index.js';
import { writeSetting } from '../../programmes/index.js';
import { EnquiriesService } from '../enquiries.service.js';
import { keptUntil, saysWhoAsked } from './public-question.rules.js';
import {
  A_DAY,
  type PublicAcceptance,
  type PublicFormInput,
  type PublicQuestion,
} from './public-questions.input.js';
import {
  PublicQuestionsQueries,
  type PublicFormView,
  type PublicQuestionView,
} from './public-questions.queries.js';

/** Where the installation has none: on one machine, for as long as the process runs. */
const OWN_SECRET = randomBytes(32).toString('hex');

/** A request of somebody who is not signed in. */
export interface Stranger {
  /** The network address, or the group of addresses that counts as one place. */
  place: string;
  correlationId: string;
}

/** Takes questions from the public, and has somebody decide about each. */
@Injectable()
export class PublicQuestionsService {
  constructor(
    private readonly database: Database,
    private readonly questions: PublicQuestionsQueries,
    private readonly enquiries: EnquiriesService,
    private readonly committees: CommitteesQueries,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly audit: Audit,
  ) {}

  /**
   * Keeps what somebody of the public sent. The same text from the same place on one day is kept once.
   * @returns the last day on which their name is kept. @throws Problem 404 without an open form; 429 beyond what a day may bring.
   */
  async receive(programmeId: string, sent: PublicQuestion, from: Stranger): Promise<{ keepUntil: string }> {
    const { keepDays } = await this.questions.openForm(programmeId);
    const today = this.clock.today();
    const keepUntil = keptUntil(today, keepDays);
    const place = createHmac('sha256', this.config.SESSION_SECRET ?? OWN_SECRET)
      .update(`public question ${today} ${from.place}`)
      .digest('hex');
    await this.database.write(async (tx) => {
      // One at a time for each programme, so that a flood is counted right.
      await rows(tx, `select pg_advisory_xact_lock(hashtextextended('public_question ' || $1, 0))`, [
        programmeId,
      ]);
      const day = await row<{ all: number; here: number; again: boolean }>(
        tx,
        `select count(*)::int as all, (count(*) filter (where place = $3))::int as here,
                coalesce(bool_or(place = $3 and text = $4), false) as again
           from public_question where programme_id = $1 and received_on = $2`,
        [programmeId, today, place, sent.text],
      );
      if (day.again) return;
      if (day.here >= A_DAY.place || day.all >= A_DAY.programme) throw enough();
      const { id } = await row<{ id: string }>(
        tx,
        `insert into public_question (programme_id, text, name, email, place, received_at, received_on, keep_until)
         values ($1, $2, $3, $4, $5, clock_timestamp(), $6, $7) returning id`,
        [programmeId, sent.text, sent.name, sent.email, place, today, keepUntil],
      );
      await this.audit.append(
        tx,
        { userId: null, label: 'somebody of the public', correlationId: from.correlationId },
        {
          action: 'public_question.received',
          subjectKind: 'public_question',
          subjectId: id,
          programmeId,
          detail: { keepUntil },
        },
      );
    });
    return { keepUntil };
  }

  /** It becomes a question of a committee. @throws Problem 404, 403, 409, 412, and 422 for a text that says who asked. */
  async accept(
    actor: Actor,
    at: { id: string; version: number },
    input: PublicAcceptance,
  ): Promise<PublicQuestionView> {
    const one = await this.waiting(actor, at.id);
    const committee = await this.committees.get(actor, input.committeeId);
    if (committee.programmeId !== one.programmeId || !committee.active)
      throw invalid([{ path: 'committeeId', message: 'Choose a body of this programme that still meets.' }]);
    if (saysWhoAsked(input.text, one))
      throw invalid([
        {
          path: 'text',
          message: 'This says who asked. Nobody of the public is named in a report: leave the name out.',
        },
      ]);
    await this.database.write(async (tx) => {
      const enquiryId = await this.enquiries.add(tx, actor, {
        ...input,
        programmeId: one.programmeId,
        meetingId: null,
        askedBy: null,
        askedOn: one.receivedOn,
      });
      await this.decide(tx, actor, one, at.version, { enquiryId, reason: null });
    });
    return this.questions.get(actor, at.id);
  }

  /** No report prints it. The reason stays, for whoever asks why. */
  async decline(
    actor: Actor,
    at: { id: string; version: number },
    reason: string,
  ): Promise<PublicQuestionView> {
    const one = await this.waiting(actor, at.id);
    await this.database.write((tx) => this.decide(tx, actor, one, at.version, { enquiryId: null, reason }));
    return this.questions.get(actor, at.id);
  }

  /** What was promised to those who asked by then stays. */
  async changeForm(
    actor: Actor,
    programmeId: string,
    version: number,
    input: PublicFormInput,
  ): Promise<PublicFormView> {
    const before = await this.questions.form(actor, programmeId);
    requirePermission(actor, 'programme.manage', programmeId);
    await this.database.write(async (tx) => {
      await writeSetting(
        tx,
        'public_form',
        { programmeId, version },
        { is_open: input.isOpen, keep_days: input.keepDays },
      );
      await this.audit.append(tx, actor.audit, {
        action: 'public_form.changed',
        subjectKind: 'programme',
        subjectId: programmeId,
        programmeId,
        detail: { before, after: input },
      });
    });
    return this.questions.form(actor, programmeId);
  }

  /**
   * Deletes what was promised to be deleted: name and address after their last day, with them the text of what is decided, and the hash of
   * the place after its day. What a legal hold names stays until it is lifted. @returns of how many questions.
   */
  async forget(tx: Tx): Promise<number> {
    const today = this.clock.today();
    await keepHolds(tx);
    const gone = await rows<{ id: string; programmeId: string }>(
      tx,
      `update public_question set name = null, email = null, text = case when decided_at is null then text end, version = version + 1
        where keep_until < $1 and (name is not null or (text is not null and decided_at is not null))
          and held_by(programme_id, null, received_on) = '{}'
        returning id, programme_id as "programmeId"`,
      [today],
    );
    await rows(tx, `update public_question set place = null where place is not null and received_on < $1`, [
      today,
    ]);
    for (const { id, programmeId } of gone)
      await this.audit.append(
        tx,
        { userId: null, label: 'system', correlationId: id },
        {
          action: 'public_question.forgotten',
          subjectKind: 'public_question',
          subjectId: id,
          programmeId,
          detail: {},
        },
      );
    return gone.length;
  }

  private async decide(
    tx: Tx,
    actor: Actor,
    { id, programmeId }: PublicQuestionView,
    version: number,
    { enquiryId, reason }: { enquiryId: string | null; reason: string | null },
  ): Promise<void> {
    const changed = await rows(
      tx,
      `update public_question set decided_at = clock_timestamp(), decided_by = $3, enquiry_id = $4, declined_reason = $5, version = version + 1
        where id = $1 and version = $2 and decided_at is null returning id`,
      [id, version, actor.userId, enquiryId, reason],
    );
    if (changed.length === 0) throw stale('question');
    await this.audit.append(tx, actor.audit, {
      action: enquiryId === null ? 'public_question.declined' : 'public_question.accepted',
      subjectKind: 'public_question',
      subjectId: id,
      programmeId,
      detail: enquiryId === null ? { reason } : { enquiryId },
    });
  }

  private async waiting(actor: Actor, id: string): Promise<PublicQuestionView> {
    const one = await this.questions.get(actor, id);
    requirePermission(actor, 'enquiry.record', one.programmeId);
    if (one.state !== 'waiting')
      throw conflict('not-possible', `This question was ${one.state} already.`);
    return one;
  }
}

const enough = (): Problem =>
  new Problem({
    code: 'too-many-questions',
    status: 429,
    detail: 'No more questions can be taken by this form today. Please try again tomorrow, or write to the council.',
    retryAfter: 60 * 60,
  });
