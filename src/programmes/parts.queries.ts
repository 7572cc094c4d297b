import { Injectable } from '@nestjs/common';
import type { Actor } from '../identity/index.js';
import { Database, notFound, rows, type ProblemIssue, type ReadTx } from '../platform/index.js';
import {
  ACTIONS,
  actionsThatVoid,
  blockIn,
  changedSince,
  ENVELOPE_STATE,
  refusals,
  Sections,
  view,
  type Action,
  type EnvelopeRow,
  type KeptNote,
  type Refusals,
  type SectionSubject,
  type Status,
} from '../workflow/index.js';
import type { ProgrammeView } from './programmes.queries.js';

/** Something that was done with a part. */
export interface PartStep {
  /** ISO 8601, UTC. */
  at: string;
  /** Who they were at the time: `Name (job title)`. */
  by: string;
  comment: string | null;
}

/** One part of a period's report, as people know it: its title, who has it, and what it follows from. */
export interface PartView {
  id: string;
  section: string;
  subjectId: string;
  /** As the report prints it: `Theme 1: Leadership`, `Placement stability`, `Risks and issues`. */
  title: string;
  status: Status;
  version: number;
  /** What the reader could do with it now. */
  actions: readonly Action[];
  /** Why the reader cannot do what could be done with it now. */
  refusals: Refusals;
  /** What could be done with it now and would take the report of its period back from the SRO, whoever does it. */
  takesReportBack: readonly Action[];
  ownerId: string | null;
  ownerName: string | null;
  ownerJobTitle: string | null;
  /** The reader has written in it or submitted it, so they cannot approve it. */
  isAuthor: boolean;
  /** Everybody who has written in it: none of them approves it. */
  authorIds: readonly string[];
  /** Somebody has saved it since it began. */
  edited: boolean;
  programme: { id: string; name: string; quarterWindow: ProgrammeView['quarterWindow']; isClosed: boolean };
  /** All dates are London dates. */
  period: {
    id: string;
    label: string;
    startsOn: string;
    endsOn: string;
    asAt: string;
    draftsDueOn: string;
    reviewDueOn: string;
    approvalDueOn: string;
  };
  lastSaved: { at: string; by: string } | null;
  /** While it is with the reviewer. */
  submitted: PartStep | null;
  /** When the last step gave it back to its owner. */
  returned: PartStep | null;
  /** How it was given back last, until it is approved. */
  lastReturn: PartStep | null;
  /** How many notes came with that. */
  noteCount: number;
  /** The last approved part on the same subject before this one. */
  predecessor: { id: string; periodLabel: string; approvedAt: string } | null;
  /** The newest part before it that somebody wrote and nobody approved, since the last approved one. */
  leftOver: { id: string; periodLabel: string } | null;
  /** What it is about. */
  subject: { id: string; number: number; title: string };
  /** The approved parts before this one on the same subject, the newest first; of a part among others, the first alone. */
  earlier: readonly EarlierPart[];
  /** It is not approved, and the report of its period is: it was sealed without this part, so nobody is late with it any more. */
  isLeftOut: boolean;
  /** It says what its predecessor said: approved with the same content, or nobody has changed it yet. */
  unchanged: boolean;
}

/** An approved part before another one. */
export interface EarlierPart {
  id: string;
  /** ISO 8601, UTC. */
  approvedAt: string;
  period: Pick<PartView['period'], 'id' | 'label' | 'startsOn' | 'endsOn' | 'asAt'>;
}

/** What the reviewer wrote beside a block when they gave the part back. */
export interface PartNote {
  /** The block's name in the document: `overview`, `objectives/1f0c…`. */
  block: string;
  text: string;
  by: string;
  /** ISO 8601, UTC. */
  at: string;
  /** Where the block stands in the document now, as blockers have it; null when it is no longer there. */
  path: string | null;
  /** The block says something else than it did then. */
  changed: boolean;
}

/** A part with what is in it. */
export interface PartDocument {
  part: PartView;
  /** The document of its section's kind. */
  content: unknown;
  /** The document of its predecessor. */
  before: unknown;
  /** What is missing before it can be submitted. */
  blockers: readonly ProblemIssue[];
}

/** A part that a period would get. */
export interface BeginningPart {
  title: string;
  /** Of the part whose text it would start from; null = it would begin empty. */
  from: string | null;
}

interface PartRow extends EnvelopeRow {
  ownerName: string | null;
  ownerJobTitle: string | null;
  edited: boolean;
  reportInReview: boolean;
  sameAsApproved: boolean | null;
  programme: PartView['programme'];
  period: PartView['period'];
  lastSaved: PartView['lastSaved'];
  lastStep: (PartStep & { action: Action }) | null;
  earlier: EarlierPart[];
  leftOver: PartView['leftOver'];
  lastReturn: PartView['lastReturn'];
  noteCount: number;
}

/** The step whose notes count for the envelope `e`: the last return, unless it was approved since. */
const LAST_DECISION = `select w.* from workflow_event w where w.envelope_id = e.id and w.action in ('return', 'approve', 'restore') order by w.at desc limit 1`;

/** A year of months: older wording is old enough. */
const MOST_EARLIER = 12;

/**
 * The part of the period `m` on the subject of `e`. It is sought from month to month back, so that it makes no difference how many months
 * there are; `limit` keeps PostgreSQL from reading all of them at once.
 */
const SAME_SUBJECT = `select c.* from envelope c
  where c.kind = 'contribution' and c.period_id = m.id and c.section = e.section and c.subject_id = e.subject_id`;

/** The columns of a {@link PartRow}; `e` is the envelope, `p` its programme, `rp` its period. `$3` = how many parts before it. */
const PART = `${ENVELOPE_STATE},
  u.name as "ownerName", u.job_title as "ownerJobTitle",
  exists (select from envelope_author a where a.envelope_id = e.id and a.act = 'edited') as edited,
  exists (select from envelope r where r.kind = 'report' and r.period_id = e.period_id and r.status = 'in_review') as "reportInReview",
  json_build_object('id', p.id, 'name', p.name, 'quarterWindow', p.quarter_window, 'isClosed', p.closed_at is not null) as programme,
  json_build_object('id', rp.id, 'label', rp.label, 'startsOn', rp.starts_on, 'endsOn', rp.ends_on, 'asAt', rp.as_at,
    'draftsDueOn', rp.drafts_due_on, 'reviewDueOn', rp.review_due_on, 'approvalDueOn', rp.approval_due_on) as period,
  (select json_build_object('at', audit_instant(v.at), 'by', called(v.actor_id, v.actor_label)) from audit_event v
    where v.subject_id = e.id::text and v.action = 'contribution.saved' order by v.seq desc limit 1) as "lastSaved",
  (select json_build_object('action', w.action, 'at', audit_instant(w.at), 'by', called(w.actor_id, w.actor_label), 'comment', w.comment)
     from workflow_event w where w.envelope_id = e.id order by w.at desc limit 1) as "lastStep",
  (select json_build_object('at', audit_instant(d.at), 'by', called(d.actor_id, d.actor_label), 'comment', d.comment)
     from (${LAST_DECISION}) d where d.action = 'return') as "lastReturn",
  (select count(*)::int from (${LAST_DECISION}) d join return_note n on n.event_id = d.id) as "noteCount",
  (select json_build_object('id', b.id, 'periodLabel', m.label)
     from reporting_period m cross join lateral (${SAME_SUBJECT} and c.status <> 'approved' limit 1) b
    where m.programme_id = e.programme_id and m.starts_on < rp.starts_on and m.starts_on > coalesce(before.newest, '-infinity')
      and exists (select from envelope_author a where a.envelope_id = b.id and a.act = 'edited')
    order by m.starts_on desc limit 1) as "leftOver",
  coalesce(before.earlier, '[]') as earlier, e.approved_sha256 = before.sha256 as "sameAsApproved"
  from envelope e join programme p on p.id = e.programme_id join reporting_period rp on rp.id = e.period_id
  left join app_user u on u.id = e.owner_id
  left join lateral (
    select (array_agg(one.approved_sha256 order by one.starts_on desc))[1] as sha256, max(one.starts_on) as newest,
           json_agg(json_build_object('id', one.id, 'approvedAt', audit_instant(one.approved_at), 'period', json_build_object('id', one.period_id,
             'label', one.label, 'startsOn', one.starts_on, 'endsOn', one.ends_on, 'asAt', one.as_at)) order by one.starts_on desc) as earlier
      from (select b.id, b.approved_sha256, b.approved_at, b.period_id, m.label, m.starts_on, m.ends_on, m.as_at
              from reporting_period m cross join lateral (${SAME_SUBJECT} and c.status = 'approved' limit 1) b
             where m.programme_id = e.programme_id and m.starts_on < rp.starts_on order by m.starts_on desc limit $3) one) before on true`;

/** The parts of reports with the words that people know them by. */
@Injectable()
export class PartsQueries {
  constructor(
    private readonly database: Database,
    private readonly sections: Sections,
  ) {}

  /** @throws Problem 404 when absent or not the actor's to see. */
  get(actor: Actor, id: string): Promise<PartView> {
    return this.database.read((tx) => this.load(tx, actor, id));
  }

  /** With what it says, what its predecessor said, and what is missing. @throws Problem 404 when absent or not the actor's to see. */
  document(actor: Actor, id: string): Promise<PartDocument> {
    return this.database.read(async (tx) => {
      const part = await this.load(tx, actor, id);
      const section = this.sections.get(part.section);
      const before = part.earlier[0]?.id;
      const contents = await section.content(tx, before === undefined ? [id] : [id, before]);
      const content = contents.get(id);
      return {
        part,
        content,
        before: before === undefined ? undefined : contents.get(before),
        blockers: [
          ...section.blockers(content),
          ...(part.status === 'approved' ? [] : ((await section.blockersAt?.(tx, id)) ?? [])),
        ],
      };
    });
  }

  /** The notes of the last return, until the part is approved. @throws Problem 404 when absent or not the actor's to see. */
  notes(actor: Actor, id: string): Promise<PartNote[]> {
    return this.database.read(async (tx) => {
      const part = await this.load(tx, actor, id);
      if (part.noteCount === 0) return [];
      const content = (await this.sections.get(part.section).content(tx, [id])).get(id);
      const kept = await rows<KeptNote & { by: string; at: string }>(
        tx,
        `select n.block, n.block_sha256 as "blockSha256", n.text, called(d.actor_id, d.actor_label) as by, audit_instant(d.at) as at
           from envelope e cross join lateral (${LAST_DECISION}) d join return_note n on n.event_id = d.id
          where e.id = $1 order by n.number`,
        [id],
      );
      return kept.map(({ block, text, by, at, blockSha256 }) => ({
        block,
        text,
        by,
        at,
        path: blockIn(content, block)?.path ?? null,
        changed: changedSince(content, { block, text, blockSha256 }),
      }));
    });
  }

  /**
   * What the part said when it was given back last, until it is approved; undefined where that was not kept. Does NOT check permissions: a
   * part is what the reader was given.
   */
  async givenBack(tx: ReadTx, part: Pick<PartView, 'id' | 'lastReturn'>): Promise<unknown> {
    if (part.lastReturn === null) return undefined;
    const [kept] = await rows<{ content: string }>(
      tx,
      `select c.content from envelope e cross join lateral (${LAST_DECISION}) d join return_content c on c.event_id = d.id where e.id = $1`,
      [part.id],
    );
    return kept && (JSON.parse(kept.content) as unknown);
  }

  /** Every part of a period, in the order of the report's sections and of their numbers. Nothing where the actor may see nothing. */
  ofPeriod(actor: Actor, periodId: string): Promise<PartView[]> {
    return this.database.read(async (tx) => {
      const found = await rows<PartRow>(
        tx,
        `select ${PART} where e.period_id = $1 and e.kind = 'contribution' and ($2::uuid[] is null or e.programme_id = any($2))`,
        [periodId, actor.programmesWith('contribution.read'), 1],
      );
      const kinds = [...new Set(found.map(({ section }) => section ?? ''))];
      const subjects = await this.subjects(tx, found[0]?.programmeId ?? '', kinds);
      const order = this.sections.all().map(({ kind }) => kind);
      const place = ({ section, subjectId }: PartRow): number =>
        order.indexOf(section ?? '') * 1000 + (subjects.get(subjectKey(section, subjectId))?.number ?? 0);
      return found
        .toSorted((a, b) => place(a) - place(b))
        .map((part) => this.partView(actor, part, subjects));
    });
  }

  /**
   * The parts that opening a period on this day would begin; with a period's id, those that it lacks. Does NOT check permissions: the
   * caller has shown that the programme is the actor's to see.
   */
  beginning(programmeId: string, startsOn: string, periodId: string | null): Promise<BeginningPart[]> {
    return this.database.read(async (tx) => {
      const [programme] = await rows<{
        sections: string[];
        present: string[];
        approved: Record<string, string>;
      }>(
        tx,
        `select p.sections,
            coalesce((select array_agg(e.section || ' ' || e.subject_id) from envelope e
                       where e.kind = 'contribution' and e.period_id = $3), '{}') as present,
            coalesce((select json_object_agg(last.key, last.label) from (
                select distinct on (e.section, e.subject_id) e.section || ' ' || e.subject_id as key, rp.label
                  from envelope e join reporting_period rp on rp.id = e.period_id
                 where e.kind = 'contribution' and e.programme_id = p.id and e.status = 'approved' and rp.starts_on < $2
                 order by e.section, e.subject_id, rp.starts_on desc) last), '{}') as approved
           from programme p where p.id = $1`,
        [programmeId, startsOn, periodId],
      );
      const beginning: BeginningPart[] = [];
      for (const section of this.sections.all().filter(({ kind }) => programme?.sections.includes(kind)))
        for (const subject of await section.subjects(tx, programmeId)) {
          const key = subjectKey(section.kind, subject.id);
          if (programme?.present.includes(key)) continue;
          beginning.push({
            title: section.heading?.(subject) ?? subject.title,
            from: programme?.approved[key] ?? null,
          });
        }
      return beginning;
    });
  }

  private async load(tx: ReadTx, actor: Actor, id: string): Promise<PartView> {
    const [found] = await rows<PartRow>(
      tx,
      `select ${PART} where e.id = $1 and e.kind = 'contribution' and ($2::uuid[] is null or e.programme_id = any($2))`,
      [id, actor.programmesWith('contribution.read'), MOST_EARLIER],
    );
    if (!found) throw notFound('contribution');
    return this.partView(actor, found, await this.subjects(tx, found.programmeId, [found.section ?? '']));
  }

  /** What the sections of these kinds are about, by {@link subjectKey}. One statement for each kind. */
  private async subjects(
    tx: ReadTx,
    programmeId: string,
    kinds: readonly string[],
  ): Promise<Map<string, SectionSubject>> {
    const found = new Map<string, SectionSubject>();
    for (const kind of kinds)
      for (const subject of await this.sections.get(kind).subjects(tx, programmeId))
        found.set(subjectKey(kind, subject.id), subject);
    return found;
  }

  private partView(actor: Actor, part: PartRow, subjects: ReadonlyMap<string, SectionSubject>): PartView {
    const { id, status, version, ownerId, actions } = view(actor, part);
    const {
      subjectId,
      lastStep,
      ownerName,
      ownerJobTitle,
      edited,
      programme,
      period,
      lastSaved,
      earlier,
      leftOver,
      noteCount,
    } = part;
    const [last] = earlier;
    const predecessor = last
      ? { id: last.id, periodLabel: last.period.label, approvedAt: last.approvedAt }
      : null;
    const section = part.section ?? '';
    const subject = subjects.get(subjectKey(section, subjectId));
    const step = lastStep && { at: lastStep.at, by: lastStep.by, comment: lastStep.comment };
    return {
      id,
      section,
      subjectId: subjectId ?? '',
      title: subject
        ? (this.sections.get(section).heading?.(subject) ?? subject.title)
        : 'A part whose subject is no longer there',
      status,
      version,
      actions,
      refusals: refusals(actor, part, ACTIONS.contribution),
      takesReportBack: actionsThatVoid(part, ACTIONS.contribution),
      ownerId,
      ownerName,
      ownerJobTitle,
      isAuthor: part.authorIds.includes(actor.userId),
      authorIds: part.authorIds,
      edited,
      programme,
      period,
      lastSaved,
      submitted: lastStep?.action === 'submit' ? step : null,
      returned: lastStep?.action === 'return' || lastStep?.action === 'reopen' ? step : null,
      lastReturn: part.lastReturn,
      noteCount,
      predecessor,
      leftOver,
      subject: { id: subjectId ?? '', number: subject?.number ?? 1, title: subject?.title ?? '' },
      earlier,
      isLeftOut: part.reportApproved && status !== 'approved',
      unchanged: predecessor !== null && (part.sameAsApproved ?? !edited),
    };
  }
}

/** Some sections are about the programme itself, so ids alone are not unique. */
const subjectKey = (section: string | null, subjectId: string | null): string =>
  `${section ?? ''} ${subjectId ?? ''}`;
