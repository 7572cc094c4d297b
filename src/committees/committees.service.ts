import { Injectable } from '@nestjs/common';
import { holdProgrammes, requirePermission, type Actor } from '../identity/index.js';
import {
  Audit,
  Clock,
  Config,
  conflict,
  Database,
  domainAllowed,
  invalid,
  londonDate,
  row,
  rows,
  stale,
  violatedConstraint,
  type Tx,
} from '../platform/index.js';
import { ProgrammesQueries } from '../programmes/index.js';
import {
  CommitteesQueries,
  type CommitteeView,
  type MeetingView,
  type RecipientView,
} from './committees.queries.js';
import type {
  CommitteeChange,
  CommitteeInput,
  MeetingInput,
  NewCommittee,
  RecipientChange,
  RecipientInput,
} from './committees.input.js';
import { papersRule } from './notice.rules.js';

/** Changes committees, recipients and meetings. Nothing is deleted, because deliveries and dispatches refer to it. */
@Injectable()
export class CommitteesService {
  constructor(
    private readonly database: Database,
    private readonly config: Config,
    private readonly committees: CommitteesQueries,
    private readonly programmes: ProgrammesQueries,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async create(actor: Actor, input: NewCommittee): Promise<CommitteeView> {
    const { id: programmeId } = await this.programmes.get(actor, input.programmeId);
    requirePermission(actor, 'committee.manage', programmeId);
    this.assertNotice(input);
    await this.assertSections(programmeId, input.sections, []);
    const id = await this.database.write(async (tx) => {
      const created = await explain(() =>
        row<{ id: string }>(
          tx,
          `insert into committee (programme_id, name, kind, edition, parent_id, chair, frequency, notice_days, marking, way, sections)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning id`,
          [programmeId, ...valuesOf(input)],
        ),
      );
      await assertParent(tx, created.id);
      await this.audit.append(tx, actor.audit, {
        action: 'committee.created',
        subjectKind: 'committee',
        subjectId: created.id,
        programmeId,
        detail: { ...input },
      });
      return created.id;
    });
    return this.committees.get(actor, id);
  }

  async change(actor: Actor, id: string, version: number, input: CommitteeChange): Promise<CommitteeView> {
    const before = await this.manage(actor, id);
    this.assertNotice(input);
    // One that was named already stays, also when the programme no longer reports on it.
    await this.assertSections(before.programmeId, input.sections, before.sections);
    await this.database.write(async (tx) => {
      await holdProgrammes(tx, before.programmeId);
      const changed = await explain(() =>
        rows(
          tx,
          `update committee set active = $3, name = $4, kind = $5, edition = $6, parent_id = $7, chair = $8, frequency = $9,
                  notice_days = $10, marking = $11, way = $12, sections = $13, version = version + 1
            where id = $1 and version = $2 returning id`,
          [id, version, input.active, ...valuesOf(input)],
        ),
      );
      if (changed.length === 0) throw stale('committee');
      await assertParent(tx, id);
      await this.audit.append(tx, actor.audit, {
        action: 'committee.changed',
        subjectKind: 'committee',
        subjectId: id,
        programmeId: before.programmeId,
        detail: { before, after: input },
      });
    });
    return this.committees.get(actor, id);
  }

  /** @throws Problem 422 for an address outside the allowed domains, 409 for one that is in the list already. */
  async addRecipient(actor: Actor, committeeId: string, input: RecipientInput): Promise<RecipientView> {
    const committee = await this.manage(actor, committeeId);
    this.assertDomain(input.email);
    this.assertWay(input);
    const id = await this.database.write(async (tx) => {
      const added = await explain(() =>
        row<{ id: string }>(
          tx,
          `insert into committee_recipient (committee_id, name, email, way, webhook_url, folder, serves_from, serves_until)
           values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
          [committeeId, ...recipientValues(input)],
        ),
      );
      await this.audit.append(tx, actor.audit, {
        action: 'recipient.added',
        subjectKind: 'recipient',
        subjectId: added.id,
        programmeId: committee.programmeId,
        detail: { committeeId, ...input },
      });
      return added.id;
    });
    return this.committees.recipient(actor, committeeId, id);
  }

  /** Changes, removes (`active: false`) or takes back a recipient. What is queued already still goes where it was queued for. */
  async changeRecipient(
    actor: Actor,
    at: { committeeId: string; id: string; version: number },
    input: RecipientChange,
  ): Promise<RecipientView> {
    const committee = await this.manage(actor, at.committeeId);
    const before = await this.committees.recipient(actor, at.committeeId, at.id);
    if (input.active || input.email !== before.email) this.assertDomain(input.email);
    if (input.active) this.assertWay(input);
    await this.database.write(async (tx) => {
      const changed = await explain(() =>
        rows(
          tx,
          `update committee_recipient set active = $3, name = $4, email = $5, way = $6, webhook_url = $7, folder = $8, serves_from = $9,
                  serves_until = $10, version = version + 1
            where id = $1 and version = $2 returning id`,
          [at.id, at.version, input.active, ...recipientValues(input)],
        ),
      );
      if (changed.length === 0) throw stale('recipient');
      await this.audit.append(tx, actor.audit, {
        action:
          before.active === input.active
            ? 'recipient.changed'
            : input.active
              ? 'recipient.restored'
              : 'recipient.removed',
        subjectKind: 'recipient',
        subjectId: at.id,
        programmeId: committee.programmeId,
        detail: { before, after: input },
      });
    });
    return this.committees.recipient(actor, at.committeeId, at.id);
  }

  async addMeeting(actor: Actor, committeeId: string, input: MeetingInput): Promise<MeetingView> {
    const committee = await this.manage(actor, committeeId);
    if (!committee.active)
      throw conflict('committee-inactive', 'This committee is not active; meetings cannot be added to it.');
    const startsAt = new Date(input.startsAt);
    const id = await this.database.write(async (tx) => {
      const added = await explain(() =>
        row<{ id: string }>(
          tx,
          `insert into meeting (committee_id, starts_at, meets_on, place) values ($1, $2, $3, $4) returning id`,
          [committeeId, startsAt, londonDate(startsAt), input.place],
        ),
      );
      await this.audit.append(tx, actor.audit, {
        action: 'meeting.added',
        subjectKind: 'meeting',
        subjectId: added.id,
        programmeId: committee.programmeId,
        detail: { committeeId, ...input },
      });
      return added.id;
    });
    return this.committees.meeting(actor, id);
  }

  async changeMeeting(
    actor: Actor,
    at: { committeeId: string; id: string; version: number },
    input: MeetingInput,
  ): Promise<MeetingView> {
    const { programmeId } = await this.manage(actor, at.committeeId);
    const before = await this.committees.meeting(actor, at.id, at.committeeId);
    const startsAt = new Date(input.startsAt);
    await this.database.write(async (tx) => {
      await holdProgrammes(tx, programmeId);
      const changed = await explain(() =>
        rows(
          tx,
          `update meeting set starts_at = $3, meets_on = $4, place = $5, version = version + 1
            where id = $1 and version = $2 and cancelled_at is null returning id`,
          [at.id, at.version, startsAt, londonDate(startsAt), input.place],
        ),
      );
      if (changed.length === 0) throw staleOrCancelled(before, at.version);
      await this.audit.append(tx, actor.audit, {
        action: 'meeting.changed',
        subjectKind: 'meeting',
        subjectId: at.id,
        programmeId,
        detail: { before, after: input },
      });
    });
    return this.committees.meeting(actor, at.id);
  }

  /** Cannot be undone. Dispatches to it that have not been sent stay, with the status `needs_attention`. */
  async cancelMeeting(
    actor: Actor,
    at: { committeeId: string; id: string; version: number },
    reason: string,
  ): Promise<MeetingView> {
    const { programmeId } = await this.manage(actor, at.committeeId);
    const before = await this.committees.meeting(actor, at.id, at.committeeId);
    await this.database.write(async (tx) => {
      await holdProgrammes(tx, programmeId);
      const changed = await rows(
        tx,
        `update meeting set cancelled_at = now(), cancel_reason = $3, version = version + 1
          where id = $1 and version = $2 and cancelled_at is null returning id`,
        [at.id, at.version, reason],
      );
      if (changed.length === 0) throw staleOrCancelled(before, at.version);
      await this.audit.append(tx, actor.audit, {
        action: 'meeting.cancelled',
        subjectKind: 'meeting',
        subjectId: at.id,
        programmeId,
        detail: { reason },
      });
    });
    return this.committees.meeting(actor, at.id);
  }

  private async manage(actor: Actor, committeeId: string): Promise<CommitteeView> {
    const committee = await this.committees.get(actor, committeeId);
    requirePermission(actor, 'committee.manage', committee.programmeId);
    return committee;
  }

  /** @throws Problem 422 for fewer clear days than the law asks for. */
  private assertNotice({ kind, noticeDays }: CommitteeInput): void {
    const law = papersRule({ kind, noticeDays: null }, this.clock.today());
    if (law && noticeDays !== null && noticeDays < law.days)
      throw invalid([
        {
          path: 'noticeDays',
          message: `The law asks for ${law.days} clear days (${law.source}). Give as many or more, or leave it out.`,
        },
      ]);
  }

  /** @throws Problem 422 for a section that the programme does not report on. */
  private async assertSections(
    programmeId: string,
    named: readonly string[],
    before: readonly string[],
  ): Promise<void> {
    if (named.every((key) => before.includes(key))) return;
    const choices = await this.committees.sectionsOf(programmeId);
    const known = new Set([...before, ...choices.map(({ key }) => key)]);
    const issues = named.flatMap((key, index) =>
      known.has(key)
        ? []
        : [{ path: `sections[${index}]`, message: 'The programme’s report has no such section.' }],
    );
    if (issues.length > 0) throw invalid(issues);
  }

  /** @throws Problem 422 for a way that this installation does not have. */
  private assertWay({ way, webhookUrl }: RecipientInput): void {
    if (way === 'folder' && this.config.DROP_FOLDER === undefined)
      throw invalid([
        {
          path: 'way',
          message: 'This installation has no drop folder. Ask whoever runs it for one (DROP_FOLDER).',
        },
      ]);
    if (this.config.production && webhookUrl !== null && !webhookUrl.startsWith('https:'))
      throw invalid([{ path: 'webhookUrl', message: 'Give an address that begins with https://.' }]);
  }

  private assertDomain(email: string): void {
    const allowed = this.config.ALLOWED_MAIL_DOMAINS;
    if (!domainAllowed(email, allowed))
      throw invalid([
        { path: 'email', message: `Mail may only be sent to addresses at ${allowed.join(', ')}.` },
      ]);
  }
}

/** In the order of the statements. */
const valuesOf = (input: CommitteeInput) => [
  input.name,
  input.kind,
  input.edition,
  input.parentId,
  input.chair,
  input.frequency,
  input.noticeDays,
  input.marking,
  input.way,
  input.sections,
];

const recipientValues = (input: RecipientInput) => [
  input.name,
  input.email,
  input.way,
  input.webhookUrl,
  input.folder,
  input.servesFrom,
  input.servesUntil,
];

/**
 * Who reports to whom is a tree within the programme. Two changes at the same moment that make a ring together are not noticed: a
 * directory with a ring is shown without it (directory.rules.ts).
 * @throws Problem 422 for a parent of another programme, and for one that reports to the committee itself.
 */
async function assertParent(tx: Tx, id: string): Promise<void> {
  const [found] = await rows<{ elsewhere: boolean; ring: boolean }>(
    tx,
    `with recursive above (id, parent_id, programme_id, steps) as (
       select id, parent_id, programme_id, 0 from committee where id = $1
       union all
       select p.id, p.parent_id, p.programme_id, a.steps + 1 from above a join committee p on p.id = a.parent_id
        where a.steps < 50 and (a.steps = 0 or a.id <> $1))
     select coalesce(bool_or(a.programme_id <> c.programme_id), false) as elsewhere,
            coalesce(bool_or(a.steps > 0 and a.id = c.id), false) as ring
       from above a, committee c where c.id = $1`,
    [id],
  );
  if (found?.elsewhere) throw noSuchParent();
  if (found?.ring)
    throw invalid([{ path: 'parentId', message: 'This body reports to the committee itself.' }]);
}

const noSuchParent = () => invalid([{ path: 'parentId', message: 'There is no such committee.' }]);

function staleOrCancelled(before: MeetingView, version: number) {
  return before.version === version && before.cancelledAt !== null
    ? conflict('meeting-cancelled', 'This meeting was cancelled; it can no longer be changed.')
    : stale('meeting');
}

const TAKEN: Readonly<Record<string, { path: string; detail: string }>> = {
  committee_name_unique: { path: 'name', detail: 'The programme has a committee of this name already.' },
  committee_recipient_unique: {
    path: 'email',
    detail: 'This address is in the committee’s list already; one that was removed can be made active again.',
  },
  meeting_unique: { path: 'startsAt', detail: 'The committee has a meeting at this time already.' },
};

async function explain<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const violated = violatedConstraint(error) ?? '';
    if (violated === 'committee_parent_fk') throw noSuchParent();
    if (violated === 'committee_parent_other')
      throw invalid([{ path: 'parentId', message: 'A body does not report to itself.' }]);
    const taken = TAKEN[violated];
    if (taken)
      throw conflict('already-exists', taken.detail, [
        { path: taken.path, message: 'This is already in use.' },
      ]);
    throw error;
  }
}
