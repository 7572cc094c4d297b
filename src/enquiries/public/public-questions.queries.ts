import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Actor } from '../../identity/index.js';
import { Database, entityVersion, notFound, page, readCursor, type Page } from '../../platform/index.js';
import { snapshotPerson } from '../../snapshot/index.js';
import { publicFormInput, type PublicQuestionList } from './public-questions.input.js';
import { USUAL_KEEP_DAYS } from './public-question.rules.js';

const date = z.iso.date();

export const publicFormView = publicFormInput
  .safeExtend({ version: entityVersion })
  .meta({ id: 'PublicForm', description: 'Whether and how the public may ask a programme.' });
export type PublicFormView = z.infer<typeof publicFormView>;

export const publicQuestionView = z
  .object({
    id: z.uuid(),
    programmeId: z.uuid(),
    text: z.string().nullable().describe('As it was sent; null once it is deleted.'),
    name: z.string().nullable().describe('Null once it is deleted.'),
    email: z.string().nullable(),
    receivedAt: z.iso.datetime(),
    receivedOn: date.describe('London date.'),
    keepUntil: date.describe('The last day on which name and address are kept.'),
    state: z.enum(['waiting', 'accepted', 'declined']),
    declinedReason: z.string().nullable(),
    enquiryId: z.uuid().nullable().describe('The question that it has become.'),
    enquiryNumber: z.int().nullable(),
    decidedBy: snapshotPerson.nullable(),
    decidedAt: z.iso.datetime().nullable(),
    version: entityVersion,
  })
  .meta({ id: 'PublicQuestion', description: 'What somebody sent by the form on the public page.' });
export type PublicQuestionView = z.infer<typeof publicQuestionView>;

/** An open form, as anybody may know of it. */
export interface OpenForm {
  programmeId: string;
  programmeName: string;
  council: string;
  keepDays: number;
}

/** How many questions wait in a programme for somebody who accepts or declines them. */
export interface WaitingQuestions {
  programmeId: string;
  programmeName: string;
  waiting: number;
  /** Of the one that waits longest. */
  since: string;
}

/** The programmes in which something waits. $3: those in which the actor decides. */
export const WAITING = `select q.programme_id as "programmeId", p.name as "programmeName", count(*)::int as waiting, min(q.received_on)::text as since
    from public_question q join programme p on p.id = q.programme_id
   where q.decided_at is null and ($3::uuid[] is null or q.programme_id = any($3)) group by q.programme_id, p.name`;

const STATE = `case when q.enquiry_id is not null then 'accepted' when q.decided_at is not null then 'declined' else 'waiting' end`;
const QUESTION = `q.id, q.programme_id as "programmeId", q.text, q.name, q.email, audit_instant(q.received_at) as "receivedAt",
  q.received_on::text as "receivedOn", q.keep_until::text as "keepUntil", ${STATE} as state, q.declined_reason as "declinedReason",
  q.enquiry_id as "enquiryId", e.number as "enquiryNumber", q.version, audit_instant(q.decided_at) as "decidedAt",
  (select json_build_object('id', u.id, 'name', u.name, 'jobTitle', u.job_title) from app_user u where u.id = q.decided_by) as "decidedBy"`;
const QUESTIONS = `public_question q left join enquiry e on e.id = q.enquiry_id`;

/** What the public asked, for those who decide about it: it holds names and addresses. */
@Injectable()
export class PublicQuestionsQueries {
  constructor(private readonly database: Database) {}

  /** @throws Problem 404 where the programme has no open form, or is not there: the two look the same. */
  async openForm(programmeId: string): Promise<OpenForm> {
    const [found] = await this.openForms([programmeId]);
    if (!found) throw notFound('form');
    return found;
  }

  /** Those of these programmes that have one. */
  openForms(programmeIds: readonly string[]): Promise<OpenForm[]> {
    return this.database.query<OpenForm>(
      `select p.id as "programmeId", p.name as "programmeName", p.council, f.keep_days as "keepDays"
         from public_form f join programme p on p.id = f.programme_id where f.is_open and p.closed_at is null and p.id = any($1) order by p.name, p.id`,
      [programmeIds],
    );
  }

  /** @throws Problem 404 when the programme is not the actor's to see. */
  async form(actor: Actor, programmeId: string): Promise<PublicFormView> {
    const [found] = await this.database.query<{ [K in keyof PublicFormView]: PublicFormView[K] | null }>(
      `select f.is_open as "isOpen", f.keep_days as "keepDays", f.version
         from programme p left join public_form f on f.programme_id = p.id
        where p.id = $1 and ($2::uuid[] is null or p.id = any($2))`,
      [programmeId, actor.programmesWith('programme.read')],
    );
    if (!found) throw notFound('programme');
    return {
      isOpen: found.isOpen ?? false,
      keepDays: found.keepDays ?? USUAL_KEEP_DAYS,
      version: found.version ?? 1,
    };
  }

  /** Those that wait first, the oldest first; then the others, the newest first. */
  async list(actor: Actor, programmeId: string, query: PublicQuestionList): Promise<Page<PublicQuestionView>> {
    const [id] = readCursor(query.cursor, 1);
    const found = await this.database.query<PublicQuestionView>(
      `with ranked as (
         select q.id, row_number() over (order by q.decided_at is not null, case when q.decided_at is null then q.received_at end,
                                         q.decided_at desc, q.id) as place
           from public_question q where q.programme_id = $1 and ($2::uuid[] is null or q.programme_id = any($2))
            and ($3::text is null or ${STATE} = $3))
       select ${QUESTION} from ranked r join ${QUESTIONS} on q.id = r.id
        where $4::uuid is null or r.place > (select place from ranked where id = $4) order by r.place limit $5`,
      [programmeId, scope(actor), query.state ?? null, id, query.limit + 1],
    );
    return page(found, query.limit, (one) => [one.id]);
  }

  /** @throws Problem 404 when absent or in a programme in which the actor does not decide. */
  async get(actor: Actor, id: string): Promise<PublicQuestionView> {
    const [found] = await this.database.query<PublicQuestionView>(
      `select ${QUESTION} from ${QUESTIONS} where q.id = $1 and ($2::uuid[] is null or q.programme_id = any($2))`,
      [id, scope(actor)],
    );
    if (!found) throw notFound('question');
    return found;
  }
}

const scope = (actor: Actor): readonly string[] | null => actor.programmesWith('enquiry.record');
