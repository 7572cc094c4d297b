import { Injectable } from '@nestjs/common';
import { papersBy } from '../committees/index.js';
import { PeopleQueries, type Holding } from '../identity/index.js';
import { Clock, Database, londonDate, OutsideCalendar, type WorkingCalendar } from '../platform/index.js';
import { dueFor } from '../programmes/index.js';
import { PART_TITLE } from '../reporting/index.js';
import type { Duties, OpenWork, ProgrammeFacts } from './notice.rules.js';
import { USUAL_RULE } from './notice.rules.js';
import type { ReminderRule } from './notices.input.js';

interface PartRow {
  id: string;
  programmeId: string;
  periodId: string;
  title: string;
  status: 'draft' | 'in_review';
  ownerId: string | null;
  ownerName: string | null;
  /** Who stands in for the owner today. */
  standIns: string[];
  authorIds: string[];
  draftsDueOn: string;
  reviewDueOn: string;
  /** UTC; null where that is not so. */
  returnedAt: string | null;
  submittedAt: string | null;
}

interface ReportRow {
  /** Null until somebody starts it. */
  id: string | null;
  programmeId: string;
  periodId: string;
  periodLabel: string;
  status: 'draft' | 'in_review' | null;
  reviewDueOn: string;
  approvalDueOn: string;
}

interface PapersRow {
  id: string;
  committeeId: string;
  committeeName: string;
  programmeId: string;
  kind: Parameters<typeof papersBy>[0]['kind'];
  noticeDays: number | null;
  meetsOn: string;
}

interface EnquiryRow {
  id: string;
  programmeId: string;
  number: number;
  committeeName: string;
  ownerId: string;
  ownerName: string;
  /** Who stands in for the owner today. */
  standIns: string[];
  /** Of the answer; empty while there is none. */
  authorIds: string[];
  submitted: boolean;
  dueOn: string;
}

/** What is not done, and who has to do with it. */
export interface OpenFacts {
  work: OpenWork[];
  programmes: ReadonlyMap<string, ProgrammeFacts>;
}

/** $1: the period, null = every one. $2: today. A correction has no dates of its own, so nobody is reminded of it. */
const PARTS = `select e.id, e.programme_id as "programmeId", e.period_id as "periodId", ${PART_TITLE} as title, e.status,
    e.owner_id as "ownerId", (select case when o.job_title in ('', o.name) then o.name else o.name || ' (' || o.job_title || ')' end from app_user o where o.id = e.owner_id) as "ownerName",
    coalesce((select array_agg(distinct d.delegate_id::text) from delegation d join assignment a on a.id = d.assignment_id
       where a.user_id = e.owner_id and (a.programme_id is null or a.programme_id = e.programme_id) and a.ended_at is null
         and d.revoked_at is null and $2::date between d.starts_on and d.ends_on), '{}') as "standIns",
    coalesce((select array_agg(distinct a.user_id::text) from envelope_author a where a.envelope_id = e.id), '{}') as "authorIds",
    rp.drafts_due_on::text as "draftsDueOn", rp.review_due_on::text as "reviewDueOn",
    (select audit_instant(w.at) from (select * from workflow_event l where l.envelope_id = e.id and l.action <> 'save' order by l.at desc limit 1) w
      where e.status = 'draft' and w.action in ('return', 'reopen')) as "returnedAt",
    (select audit_instant(w.at) from workflow_event w where e.status = 'in_review' and w.envelope_id = e.id and w.action = 'submit'
      order by w.at desc limit 1) as "submittedAt"
  from envelope e join reporting_period rp on rp.id = e.period_id
 where e.kind = 'contribution' and e.status in ('draft', 'in_review') and not is_closed(e.programme_id) and ($1::uuid is null or e.period_id = $1)
   and not exists (select from envelope r where r.kind = 'report' and r.period_id = e.period_id and (r.status = 'approved' or r.revision > 1))
 order by rp.starts_on, e.created_at, e.id`;

/** $1: the period, null = every one. Periods that have parts and whose report is not approved. */
const REPORTS = `select r.id, rp.programme_id as "programmeId", rp.id as "periodId", rp.label as "periodLabel", r.status,
    rp.review_due_on::text as "reviewDueOn", rp.approval_due_on::text as "approvalDueOn"
  from reporting_period rp left join envelope r on r.kind = 'report' and r.period_id = rp.id and r.revision = 1
 where ($1::uuid is null or rp.id = $1) and (r.id is null or r.status in ('draft', 'in_review')) and not is_closed(rp.programme_id)
   and exists (select from envelope c where c.kind = 'contribution' and c.period_id = rp.id)
 order by rp.starts_on, rp.id`;

/** $1: now. */
const PAPERS = `select m.id, c.id as "committeeId", c.name as "committeeName", c.programme_id as "programmeId", c.kind,
    c.notice_days as "noticeDays", m.meets_on::text as "meetsOn"
  from meeting m join committee c on c.id = m.committee_id
 where m.cancelled_at is null and m.papers_published_on is null and c.active and not is_closed(c.programme_id) and m.starts_at > $1::timestamptz
   and m.starts_at < $1::timestamptz + interval '90 days'
 order by m.starts_at, m.id`;

/** $1: today. A correction of an answer has no day of its own, so nobody is reminded of it. */
const ENQUIRIES = `select q.id, q.programme_id as "programmeId", q.number, c.name as "committeeName", q.owner_id as "ownerId",
    (select case when o.job_title in ('', o.name) then o.name else o.name || ' (' || o.job_title || ')' end from app_user o where o.id = q.owner_id) as "ownerName",
    coalesce((select array_agg(distinct d.delegate_id::text) from delegation d join assignment a on a.id = d.assignment_id
       where a.user_id = q.owner_id and (a.programme_id is null or a.programme_id = q.programme_id) and a.ended_at is null
         and d.revoked_at is null and $1::date between d.starts_on and d.ends_on), '{}') as "standIns",
    coalesce(w.author_ids::text[], '{}') as "authorIds", coalesce(w.status = 'submitted', false) as submitted, q.due_on::text as "dueOn"
  from enquiry q join committee c on c.id = q.committee_id left join enquiry_answer w on w.enquiry_id = q.id
 where q.withdrawn_at is null and not is_closed(q.programme_id) and not exists (select from enquiry_answer a where a.enquiry_id = q.id and a.status = 'approved')
 order by q.due_on, q.id`;

const RULES = `select p.id as "programmeId", to_json(r.before) as before, r.again_after as "againAfter", r.tell_reviewer as "tellReviewer",
    r.tell_manager as "tellManager", r.tell_sro as "tellSro"
  from programme p left join reminder_rule r on r.programme_id = p.id`;

const ASKED_FOR = [
  'contribution.submit',
  'contribution.approve',
  'report.submit',
  'report.approve',
  'committee.manage',
  'enquiry.answer',
  'enquiry.approve',
] as const;

/** Reads everything that people are reminded of, in all programmes at once: mails are the product's own, so nobody's permission counts. */
@Injectable()
export class OpenWorkQueries {
  constructor(
    private readonly database: Database,
    private readonly people: PeopleQueries,
    private readonly clock: Clock,
  ) {}

  /** @param periodId of one period alone, without the papers of meetings; null = everything. */
  async read(periodId: string | null, calendar: WorkingCalendar): Promise<OpenFacts> {
    const now = this.clock.now();
    const today = londonDate(now);
    const [parts, reports, papers, enquiries, rules, holdings] = await Promise.all([
      this.database.query<PartRow>(PARTS, [periodId, today]),
      this.database.query<ReportRow>(REPORTS, [periodId]),
      periodId === null ? this.database.query<PapersRow>(PAPERS, [now.toISOString()]) : [],
      periodId === null ? this.database.query<EnquiryRow>(ENQUIRIES, [today]) : [],
      this.database.query<{ programmeId: string } & { [K in keyof ReminderRule]: ReminderRule[K] | null }>(
        RULES,
      ),
      this.people.everybodyWith(ASKED_FOR, today),
    ]);
    const programmes = new Map(
      rules.map(({ programmeId, ...rule }) => [
        programmeId,
        {
          rule: rule.before === null ? USUAL_RULE : (rule as ReminderRule),
          duties: dutiesIn(programmeId, holdings),
        },
      ]),
    );
    const dutiesOf = (id: string): Duties => programmes.get(id)?.duties ?? NOBODY;
    return {
      programmes,
      work: [
        ...parts.map((part) =>
          partWork(
            part,
            dutiesOf(part.programmeId),
            whoHas('contribution.submit', part.programmeId, holdings),
          ),
        ),
        ...reports.flatMap((report) => reportWork(report, dutiesOf(report.programmeId), today)),
        ...papers.flatMap((meeting) => papersWork(meeting, dutiesOf(meeting.programmeId), calendar)),
        ...enquiries.map((one) => enquiryWork(one, dutiesOf(one.programmeId), holdings)),
      ],
    };
  }
}

const NOBODY: Duties = { reviewer: [], manager: [], sro: [], clerk: [] };

/** Pure. Whoever answers for the whole report is not asked to review its parts. */
export function dutiesIn(programmeId: string, holdings: readonly Holding[]): Duties {
  const who = (permission: Holding['permission']): string[] => whoHas(permission, programmeId, holdings);
  const sro = who('report.approve');
  return {
    reviewer: who('contribution.approve').filter((id) => !sro.includes(id)),
    manager: who('report.submit'),
    sro,
    clerk: who('committee.manage'),
  };
}

const whoHas = (
  permission: Holding['permission'],
  programmeId: string,
  holdings: readonly Holding[],
): string[] => [
  ...new Set(
    holdings
      .filter((one) => one.permission === permission && (one.programmeId ?? programmeId) === programmeId)
      .map(({ userId }) => userId),
  ),
];

/** Who can decide on a part: reviewers who did not write it; where there are none, the SRO. Pure. */
export function decidersOn(authorIds: readonly string[], { reviewer, sro }: Duties): string[] {
  const free = (ids: readonly string[]): string[] => ids.filter((id) => !authorIds.includes(id));
  const reviewers = free(reviewer);
  return reviewers.length > 0 ? reviewers : free(sro);
}

/** @param writers who may submit parts: an owner who has lost their role cannot, so others alone are told. */
function partWork(part: PartRow, duties: Duties, writers: readonly string[]): OpenWork {
  const { id, programmeId, periodId, title, ownerId, ownerName, standIns, returnedAt } = part;
  const about = { id, programmeId, periodId, title };
  if (part.status === 'in_review')
    return {
      ...about,
      kind: 'review',
      dueOn: dueFor(part.reviewDueOn, part.submittedAt),
      people: decidersOn(part.authorIds, duties),
      who: 'the reviewer',
      path: `/contributions/${id}/review`,
    };
  return {
    ...about,
    kind: returnedAt === null ? 'draft' : 'returned',
    dueOn: dueFor(part.draftsDueOn, returnedAt),
    people: [...new Set([ownerId, ...standIns])].flatMap((one) =>
      one !== null && writers.includes(one) ? one : [],
    ),
    who: ownerName ?? 'nobody, because nobody is named',
    path: `/contributions/${id}`,
  };
}

/** The report until it is with the SRO, with the SRO, and, once its last day is over, also as what was not approved. */
function reportWork(report: ReportRow, duties: Duties, today: string): OpenWork[] {
  const { id, programmeId, periodId, periodLabel, status, reviewDueOn, approvalDueOn } = report;
  const about = { id: periodId, programmeId, periodId, title: `The ${periodLabel} report` };
  const path = id === null ? `/periods/${periodId}` : `/reports/${id}`;
  const approval = { ...about, dueOn: approvalDueOn, people: duties.sro, who: 'the SRO' };
  if (status === 'in_review') return [{ ...approval, kind: 'approval', path: `${path}/approve` }];
  return [
    {
      ...about,
      kind: 'report',
      dueOn: reviewDueOn,
      people: duties.manager,
      who: 'the programme manager',
      path,
    },
    ...(today > approvalDueOn ? [{ ...approval, kind: 'unapproved' as const, path }] : []),
  ];
}

function papersWork(meeting: PapersRow, duties: Duties, calendar: WorkingCalendar): OpenWork[] {
  const { id, committeeId, committeeName, programmeId, meetsOn } = meeting;
  try {
    return [
      {
        kind: 'papers',
        id,
        programmeId,
        periodId: null,
        title: `The papers of ${committeeName} for ${meetsOn}`,
        dueOn: papersBy(meeting, calendar),
        people: duties.clerk,
        who: 'the clerk',
        path: `/committees/${committeeId}/meetings/${id}`,
      },
    ];
  } catch (error) {
    if (error instanceof OutsideCalendar) return [];
    throw error;
  }
}

/** A question until its answer is submitted, and the answer until somebody approves it who did not write it; the SRO where nobody else can. */
function enquiryWork(one: EnquiryRow, { sro }: Duties, holdings: readonly Holding[]): OpenWork {
  const { id, programmeId, number, committeeName, ownerId, ownerName, standIns, authorIds, dueOn } = one;
  const about = {
    id,
    programmeId,
    periodId: null,
    title: `Question ${number} of ${committeeName}`,
    dueOn,
    path: `/enquiries/${id}`,
  };
  if (!one.submitted) {
    const writers = whoHas('enquiry.answer', programmeId, holdings);
    const people = [...new Set([ownerId, ...standIns])].filter((person) => writers.includes(person));
    return { ...about, kind: 'question', people, who: ownerName };
  }
  const free = whoHas('enquiry.approve', programmeId, holdings).filter(
    (person) => !authorIds.includes(person),
  );
  const reviewers = free.filter((person) => !sro.includes(person));
  return {
    ...about,
    kind: 'answer',
    people: reviewers.length > 0 ? reviewers : free,
    who: 'the reviewer',
  };
}
