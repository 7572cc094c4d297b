import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Actor } from '../identity/index.js';
import {
  Clock,
  Database,
  entityVersion,
  notFound,
  page,
  readCursor,
  rows,
  type Page,
  type ReadTx,
} from '../platform/index.js';
import { snapshotPerson } from '../snapshot/index.js';
import { enquirySetting, type EnquiryList } from './enquiries.input.js';
import { ANSWER_STATUSES, SOURCES } from './enquiry.entity.js';
import { ANSWER_STEPS, ENQUIRY_STATES, stepsOf, USUAL_ANSWER_DAYS } from './enquiry.rules.js';

const date = z.iso.date();

const answerView = z.object({
  number: z.int().min(1).describe('1: the first answer; each later one corrects the one before.'),
  text: z.string(),
  correctionReason: z.string().nullable(),
  status: z.enum(ANSWER_STATUSES),
  authors: z.array(snapshotPerson).describe('Who wrote or submitted it; the last one last.'),
  returnedReason: z.string().nullable().describe('Why it was given back, until it is submitted again.'),
  submittedAt: z.iso.datetime().nullable(),
  approvedBy: snapshotPerson.nullable(),
  approvedAt: z.iso.datetime().nullable(),
  printedIn: z
    .array(z.object({ versionId: z.uuid(), periodLabel: z.string(), version: z.int() }))
    .describe('The sealed reports that printed it, the first one first.'),
});
export type AnswerView = z.infer<typeof answerView>;

const enquiry = z.object({
  id: z.uuid(),
  programmeId: z.uuid(),
  number: z.int().min(1).describe('Within the programme.'),
  committeeId: z.uuid(),
  committeeName: z.string(),
  meetingId: z.uuid().nullable().describe('Null where it came by the public form.'),
  meetsOn: date.nullable().describe('The London date of the meeting.'),
  source: z.enum(SOURCES),
  askedBy: z.string().nullable().describe('A member; never somebody of the public.'),
  text: z.string(),
  askedOn: date.describe('London date.'),
  owner: snapshotPerson.describe('Who writes the answer.'),
  dueOn: date.describe('London date.'),
  isLate: z.boolean().describe('It has no approved answer, and its day is over.'),
  state: z.enum(ENQUIRY_STATES),
  withdrawnReason: z.string().nullable(),
  version: entityVersion,
});

/** A row of a list. */
export const enquirySummary = enquiry.extend({
  writing: z
    .enum(['draft', 'submitted'])
    .nullable()
    .describe('How far the answer is that is being written; null where none is.'),
});
export type EnquirySummary = z.infer<typeof enquirySummary>;

/** A question that is open, or whose answer is being corrected. */
export interface EnquiryAtWork extends EnquirySummary {
  /** Who wrote the answer that is not approved yet. */
  authorIds: string[];
  returnedReason: string | null;
}

export const enquiryView = enquiry
  .extend({
    answers: z.array(answerView).describe('The first one first; the last approved one is in force.'),
    actions: z.array(z.enum(ANSWER_STEPS)).describe('What the reader can do with the answer now.'),
  })
  .meta({ id: 'Enquiry', description: 'A question of a member, with its answers.' });
export type EnquiryView = z.infer<typeof enquiryView>;

export const enquirySettingView = enquirySetting
  .safeExtend({ version: entityVersion })
  .meta({ id: 'EnquirySetting', description: 'The rule of a programme for questions of members.' });
export type EnquirySettingView = z.infer<typeof enquirySettingView>;

const person = (id: string): string =>
  `(select json_build_object('id', u.id, 'name', u.name, 'jobTitle', u.job_title) from app_user u where u.id = ${id})`;
const APPROVED = `exists (select from enquiry_answer a where a.enquiry_id = q.id and a.status = 'approved')`;
/** The approved answer that is in force. */
const IN_FORCE = `(select a.id from enquiry_answer a where a.enquiry_id = q.id and a.status = 'approved' order by a.number desc limit 1)`;
const STATE = `case when q.withdrawn_at is not null then 'withdrawn' when not ${APPROVED} then 'open'
  when exists (select from enquiry_printing p where p.answer_id = ${IN_FORCE}) then 'printed' else 'answered' end`;
const ENQUIRY = `q.id, q.programme_id as "programmeId", q.number, q.committee_id as "committeeId", c.name as "committeeName",
  q.meeting_id as "meetingId", m.meets_on::text as "meetsOn", q.source, q.asked_by as "askedBy", q.text, q.asked_on::text as "askedOn",
  ${person('q.owner_id')} as owner, q.due_on::text as "dueOn", q.withdrawn_reason as "withdrawnReason", q.version, ${STATE} as state,
  (q.withdrawn_at is null and q.due_on < $1::date and not ${APPROVED}) as "isLate"`;
const ENQUIRIES = `enquiry q join committee c on c.id = q.committee_id left join meeting m on m.id = q.meeting_id`;
const WRITING = `(select a.status from enquiry_answer a where a.enquiry_id = q.id and a.status <> 'approved') as writing`;
const ANSWERS = `(select coalesce(json_agg(json_build_object('number', a.number, 'text', a.text, 'correctionReason', a.correction_reason,
  'status', a.status, 'returnedReason', a.returned_reason, 'submittedAt', audit_instant(a.submitted_at),
  'authors', (select json_agg(${person('w.id')} order by w.place) from unnest(a.author_ids) with ordinality w (id, place)),
  'approvedBy', ${person('a.approved_by')}, 'approvedAt', audit_instant(a.approved_at),
  'printedIn', (select coalesce(json_agg(json_build_object('versionId', v.id, 'periodLabel', rp.label, 'version', v.version)
      order by v.approved_at), '[]')
    from enquiry_printing p join report_version v on v.id = p.version_id join reporting_period rp on rp.id = v.period_id
   where p.answer_id = a.id)) order by a.number), '[]') from enquiry_answer a where a.enquiry_id = q.id) as answers`;
/** Of what waits for somebody so many are told; one more is read, so that it can be said that there are others. */
export const MOST_AT_WORK = 200;
/** What somebody still has to do something about; the first that is due first. $1: today, $2: the programmes of the actor. */
export const AT_WORK = `select ${ENQUIRY}, w.status as writing, coalesce(w.author_ids::text[], '{}') as "authorIds", w.returned_reason as "returnedReason"
    from ${ENQUIRIES} left join enquiry_answer w on w.enquiry_id = q.id and w.status <> 'approved'
   where ($2::uuid[] is null or q.programme_id = any($2)) and q.withdrawn_at is null and not is_closed(q.programme_id)
     and (w.id is not null or not ${APPROVED})
   order by q.due_on, q.id limit ${MOST_AT_WORK + 1}`;
/** Open ones first, the one that is due first above; then the newest. */
const RANK = `(case when q.withdrawn_at is null and not ${APPROVED} then 0 else 1 end)`;

/** Questions of members in the programmes that the actor may see. */
@Injectable()
export class EnquiriesQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Open ones first, by the day on which they are due; then the others, the newest first. */
  async list(actor: Actor, query: EnquiryList): Promise<Page<EnquirySummary>> {
    const [id] = readCursor(query.cursor, 1);
    const found = await this.database.query<EnquirySummary>(
      `with ranked as (
         select q.id, row_number() over (order by ${RANK}, case when ${RANK} = 0 then q.due_on end, q.number desc, q.id) as place, ${STATE} as state
           from enquiry q where ($2::uuid[] is null or q.programme_id = any($2)) and ($3::uuid is null or q.programme_id = $3)
            and ($4::uuid is null or q.meeting_id = $4))
       select ${ENQUIRY}, ${WRITING} from ranked r join ${ENQUIRIES} on q.id = r.id
        where ($5::text is null or r.state = $5) and ($6::uuid is null or r.place > (select place from ranked where id = $6))
        order by r.place limit $7`,
      [
        this.clock.today(),
        scope(actor),
        query.programmeId ?? null,
        query.meetingId ?? null,
        query.state ?? null,
        id,
        query.limit + 1,
      ],
    );
    return page(found, query.limit, (one) => [one.id]);
  }

  /** @throws Problem 404 when absent or in a programme that the actor may not read. */
  async get(actor: Actor, id: string, tx?: ReadTx): Promise<EnquiryView> {
    const text = `select ${ENQUIRY}, ${ANSWERS} from ${ENQUIRIES} where q.id = $2 and ($3::uuid[] is null or q.programme_id = any($3))`;
    const values = [this.clock.today(), id, scope(actor)];
    const [found] = tx
      ? await rows<Omit<EnquiryView, 'actions'>>(tx, text, values)
      : await this.database.query<Omit<EnquiryView, 'actions'>>(text, values);
    if (!found) throw notFound('question');
    return { ...found, actions: actionsOf(actor, found) };
  }

  /** @throws Problem 404 when the programme is not the actor's to see. */
  async setting(actor: Actor, programmeId: string): Promise<EnquirySettingView> {
    const [found] = await this.database.query<{ answerDays: number | null; version: number | null }>(
      `select s.answer_days as "answerDays", s.version from programme p left join enquiry_setting s on s.programme_id = p.id
        where p.id = $1 and ($2::uuid[] is null or p.id = any($2))`,
      [programmeId, actor.programmesWith('programme.read')],
    );
    if (!found) throw notFound('programme');
    return { answerDays: found.answerDays ?? USUAL_ANSWER_DAYS, version: found.version ?? 1 };
  }
}

const scope = (actor: Actor): readonly string[] | null => actor.programmesWith('enquiry.read');

function actionsOf(actor: Actor, found: Omit<EnquiryView, 'actions'>): EnquiryView['actions'] {
  const { programmeId, owner } = found;
  const open = found.answers.find(({ status }) => status !== 'approved');
  return stepsOf({
    isOwner: owner.id === actor.userId || actor.standsInFor(programmeId).includes(owner.id),
    mayAnswer: actor.can('enquiry.answer', programmeId),
    mayApprove: actor.can('enquiry.approve', programmeId),
    isAuthor: open?.authors.some(({ id }) => id === actor.userId) ?? false,
    withdrawn: found.state === 'withdrawn',
    status: open === undefined || open.status === 'approved' ? null : open.status,
  });
}
