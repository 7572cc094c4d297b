import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Audit, conflict, rows, type AuditActor, type Tx } from '../platform/index.js';
import { Steps, type ContributionStep, type Section } from '../workflow/index.js';

/** A contribution's subject and period. */
interface Place {
  programmeId: string;
  section: string;
  subjectId: string;
  /** First day of its period. */
  startsOn: string;
}

interface Draft {
  id: string;
  follows: string | null;
  edited: boolean;
}

const DRAFT = `e.id, e.copied_from_id as follows,
  exists (select from envelope_author a where a.envelope_id = e.id and a.act = 'edited') as edited`;

/** Drafts of later periods on the subject of the contribution `$1`. */
const LATER_DRAFTS = `e.kind = 'contribution' and e.status = 'draft'
  and (e.programme_id, e.section, e.subject_id) = (select o.programme_id, o.section, o.subject_id from envelope o where o.id = $1)
  and rp.starts_on > (select s.starts_on from reporting_period s join envelope o on o.period_id = s.id where o.id = $1)`;

/**
 * A contribution follows the approved part of the latest earlier period, in whatever order periods are opened and parts approved.
 * Drafts that began before that approval are updated. A part that is under review has to be returned first. Approved parts do not
 * change.
 */
@Injectable()
export class CarryForward implements OnModuleInit {
  constructor(
    private readonly steps: Steps,
    private readonly audit: Audit,
  ) {}

  onModuleInit(): void {
    this.steps.register({
      before: (tx, step) => this.before(tx, step),
      after: (tx, step) => this.after(tx, step),
    });
  }

  /** The latest earlier approved part on the subject. Drafts are never carried forward. */
  async latest(tx: Tx, place: Place): Promise<{ id: string; ownerId: string | null } | undefined> {
    const [last] = await rows<{ id: string; ownerId: string | null }>(
      tx,
      `select e.id, e.owner_id as "ownerId" from envelope e join reporting_period rp on rp.id = e.period_id
        where e.kind = 'contribution' and e.programme_id = $1 and e.section = $2 and e.subject_id = $3 and e.status = 'approved'
          and rp.starts_on < $4 order by rp.starts_on desc limit 1`,
      [place.programmeId, place.section, place.subjectId, place.startsOn],
    );
    return last;
  }

  private async before(tx: Tx, { action, section, envelope }: ContributionStep): Promise<void> {
    if (action !== 'approve' || !section.follow) return;
    const [missed] = await rows<{ label: string }>(
      tx,
      `select rp.label from envelope e
         join reporting_period own on own.id = e.period_id
         join envelope b on b.kind = 'contribution' and b.section = e.section and b.subject_id = e.subject_id
          and b.programme_id = e.programme_id and b.status = 'approved' and b.approved_at > e.updated_at
         join reporting_period rp on rp.id = b.period_id and rp.starts_on < own.starts_on
        where e.id = $1 order by rp.starts_on desc limit 1`,
      [envelope.id],
    );
    if (missed)
      throw conflict(
        'earlier-approved-since',
        `The part of ${missed.label} was approved after this one was submitted, so this one does not follow from it yet. Return it: the draft is then updated from that part and can be submitted again.`,
      );
    // Ordered by period, so that two approvals cannot deadlock.
    await rows(
      tx,
      `select e.id from envelope e join reporting_period rp on rp.id = e.period_id
        where ${LATER_DRAFTS} order by rp.starts_on for update of e`,
      [envelope.id],
    );
  }

  private async after(tx: Tx, { action, section, envelope, actor }: ContributionStep): Promise<void> {
    if (!section.follow) return;
    if (action === 'approve' || action === 'restore') {
      // Only drafts with no other approved part between them and this one.
      const drafts = await rows<Draft>(
        tx,
        `select ${DRAFT} from envelope e join reporting_period rp on rp.id = e.period_id
          where ${LATER_DRAFTS} and not exists (
            select from envelope b join reporting_period m on m.id = b.period_id
             where b.kind = 'contribution' and b.section = e.section and b.subject_id = e.subject_id
               and b.programme_id = e.programme_id and b.status = 'approved' and m.starts_on < rp.starts_on
               and m.starts_on > (select s.starts_on from reporting_period s join envelope o on o.period_id = s.id where o.id = $1))
          order by rp.starts_on`,
        [envelope.id],
      );
      for (const draft of drafts) await this.follow(tx, actor.audit, section, draft, envelope.id);
      return;
    }
    const [draft] = await rows<Draft & Place>(
      tx,
      `select ${DRAFT}, e.programme_id as "programmeId", e.section, e.subject_id as "subjectId", rp.starts_on::text as "startsOn"
         from envelope e join reporting_period rp on rp.id = e.period_id where e.id = $1 and e.status = 'draft'`,
      [envelope.id],
    );
    const approved = draft && (await this.latest(tx, draft));
    if (draft && approved) await this.follow(tx, actor.audit, section, draft, approved.id);
  }

  private async follow(
    tx: Tx,
    actor: AuditActor,
    section: Section,
    { id, follows, edited }: Draft,
    approvedId: string,
  ): Promise<void> {
    if (!(await section.follow?.(tx, id, approvedId, { follows, edited }))) return;
    const [changed] = await rows<{ version: number; programmeId: string }>(
      tx,
      `update envelope set copied_from_id = $2, version = version + 1, updated_at = now() where id = $1 and status = 'draft'
       returning version, programme_id as "programmeId"`,
      [id, approvedId],
    );
    if (!changed) throw new Error('BUG: a draft that followed is none any more');
    await this.audit.append(tx, actor, {
      action: 'contribution.refreshed',
      subjectKind: 'contribution',
      subjectId: id,
      programmeId: changed.programmeId,
      detail: { version: changed.version, follows: approvedId },
    });
  }
}
