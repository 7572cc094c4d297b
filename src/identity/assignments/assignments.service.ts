import { Injectable } from '@nestjs/common';
import {
  Audit,
  Clock,
  conflict,
  Database,
  forbidden,
  invalid,
  notFound,
  row,
  rows,
  stale,
  type AuditActor,
  type Tx,
} from '../../platform/index.js';
import { requirePermission, type Actor } from '../access/actor.js';
import { holdProgrammes } from '../access/hold-programmes.js';
import { AccountPost } from '../accounts/account-post.js';
import { HeldChangesService, type Outcome } from '../held-changes/held-changes.service.js';
import { wouldMix } from '../roles/separation.queries.js';
import { ASSIGNMENTS, type AssignmentView } from './assignments.queries.js';
import { roleWords } from './role-words.js';
import type { NewAssignment } from './assignments.input.js';

/** A grant, and the rule of a group that gives it. */
type Grant = NewAssignment & { groupRuleId?: string | null };

@Injectable()
export class AssignmentsService {
  constructor(
    private readonly database: Database,
    private readonly post: AccountPost,
    private readonly audit: Audit,
    private readonly clock: Clock,
    private readonly held: HeldChangesService,
  ) {}

  /** @returns what is held, where the role approves or administers. */
  async grant(actor: Actor, body: NewAssignment): Promise<Outcome<AssignmentView>> {
    return this.database.write((tx) => this.grantIn(tx, actor, body));
  }

  /** As {@link grant}, in a transaction of the caller's, who has locked nothing that an approval waits for. */
  async grantIn(tx: Tx, actor: Actor, body: Grant): Promise<Outcome<AssignmentView>> {
    await holdProgrammes(tx, body.programmeId);
    await this.check(tx, actor, body);
    const { groupRuleId = null } = body;
    const held = await this.held.hold(tx, actor, { kind: 'grant', ...body, groupRuleId });
    return held === undefined ? { done: await this.insert(tx, actor, body) } : { held };
  }

  /**
   * For the question before a grant: writes nothing.
   * @returns whether {@link grant} would hold it.
   * @throws what {@link grant} would throw.
   */
  async wouldWait(actor: Actor, body: NewAssignment): Promise<boolean> {
    return this.database.write(async (tx) => {
      await this.check(tx, actor, body);
      return this.held.wouldWait(tx, { kind: 'grant', ...body, groupRuleId: null });
    });
  }

  /** Carries out what {@link grant} held, if all that it checks is still so. */
  async grantNow(tx: Tx, actor: Actor, body: Grant): Promise<void> {
    await this.check(tx, actor, body);
    await this.insert(tx, actor, body);
  }

  /**
   * Ends a role that came by a group: the provider no longer names the group, or the rule was ended. The trail names who signed in, or who ended
   * the rule; the row names who made the rule.
   */
  async endByGroup(tx: Tx, by: AuditActor, id: string): Promise<void> {
    const [ended] = await rows<{ userId: string; programmeId: string | null }>(
      tx,
      `update assignment a set ended_at = $2, ended_by = g.made_by, version = a.version + 1
         from group_rule g where g.id = a.group_rule_id and a.id = $1 and a.ended_at is null
       returning a.user_id as "userId", a.programme_id as "programmeId"`,
      [id, this.clock.now().toISOString()],
    );
    if (!ended) return;
    await this.post.tell(
      tx,
      ended.userId,
      `What you could do with ${await roleWords(tx, id)} ended: it came by a group of your council’s sign-in that gives it no more.`,
      by.correlationId,
    );
    await this.audit.append(tx, by, {
      action: 'assignment.ended',
      subjectKind: 'assignment',
      subjectId: id,
      programmeId: ended.programmeId,
      detail: { userId: ended.userId, reason: 'group' },
    });
  }

  private async check(tx: Tx, actor: Actor, body: NewAssignment): Promise<void> {
    if (body.userId === actor.userId)
      throw forbidden('You cannot grant a role to yourself: another administrator has to.', 'own-assignment');
    if (body.programmeId === null) requirePermission(actor, 'assignment.manage', null);
    const today = this.clock.today();
    if (body.endsOn !== null && body.endsOn < today)
      throw invalid([{ path: 'endsOn', message: 'This date is past: the assignment would never count.' }]);
    await this.findProgramme(tx, actor, body.programmeId);
    // Two grants to one person at once must see each other, or they could mix what must not be mixed.
    const person = await rows(tx, `select 1 from app_user where id = $1 and disabled_at is null for update`, [
      body.userId,
    ]);
    if (person.length === 0) throw invalid([{ path: 'userId', message: 'There is no such account in use.' }]);
    // A change of the role waits for this lock, so what was found of its permissions stays true.
    const role = await rows(tx, `select 1 from role where id = $1 for share`, [body.roleId]);
    if (role.length === 0) throw invalid([{ path: 'roleId', message: 'There is no such role.' }]);
    if (await wouldMix(tx, body.userId, body.roleId, today))
      throw conflict(
        'would-mix-approval-and-administration',
        'This person would both approve and administer. End the one assignment before you grant the other.',
      );
    await this.refuseOverlap(tx, body);
  }

  /** The caller has checked. */
  private async insert(tx: Tx, actor: Actor, body: Grant): Promise<AssignmentView> {
    const { id } = await row<{ id: string }>(
      tx,
      `insert into assignment (user_id, role_id, programme_id, starts_on, ends_on, granted_by, granted_at, group_rule_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
      [
        body.userId,
        body.roleId,
        body.programmeId,
        body.startsOn,
        body.endsOn,
        actor.userId,
        this.clock.now().toISOString(),
        body.groupRuleId ?? null,
      ],
    );
    const made = await row<AssignmentView>(tx, `${ASSIGNMENTS} where a.id = $1`, [id]);
    const how =
      body.groupRuleId == null ? `by ${actor.label}` : 'because of a group of your council’s sign-in';
    const sentence = `You were given ${await roleWords(tx, id)} ${how}.`;
    await this.post.tell(tx, body.userId, sentence, actor.correlationId);
    await this.audit.append(tx, actor.audit, {
      action: 'assignment.granted',
      subjectKind: 'assignment',
      subjectId: id,
      programmeId: body.programmeId,
      detail: {
        userId: body.userId,
        role: made.roleKey,
        startsOn: body.startsOn,
        endsOn: body.endsOn,
        ...(body.groupRuleId == null ? {} : { groupRule: body.groupRuleId }),
      },
    });
    return made;
  }

  /** Counts from the next request. Delegations of it stop counting with it. */
  async end(actor: Actor, id: string, version: number): Promise<AssignmentView> {
    return this.database.write(async (tx) => {
      await holdProgrammes(tx, null);
      const [found] = await rows<AssignmentView>(
        tx,
        `${ASSIGNMENTS} where a.id = $1 and ($2::uuid[] is null or a.programme_id = any($2::uuid[]) or a.user_id = $3) for update of a`,
        [id, actor.programmesWith('assignment.manage'), actor.userId],
      );
      if (!found) throw notFound('assignment');
      if (found.userId === actor.userId)
        throw forbidden(
          'You cannot end an assignment of your own: another administrator has to.',
          'own-assignment',
        );
      if (found.version !== version) throw stale('assignment');
      if (found.endedAt !== null) throw conflict('already-ended', 'This assignment has ended already.');
      await rows(
        tx,
        `update assignment set ended_at = $2, ended_by = $3, version = version + 1 where id = $1`,
        [id, this.clock.now().toISOString(), actor.userId],
      );
      await this.post.tell(
        tx,
        found.userId,
        `${actor.label} ended what you could do with ${await roleWords(tx, id)}.`,
        actor.correlationId,
      );
      await this.audit.append(tx, actor.audit, {
        action: 'assignment.ended',
        subjectKind: 'assignment',
        subjectId: id,
        programmeId: found.programmeId,
        detail: { userId: found.userId, role: found.roleKey },
      });
      return row<AssignmentView>(tx, `${ASSIGNMENTS} where a.id = $1`, [id]);
    });
  }

  /** A programme that is not there and one that is not the actor's to grant in get the same answer. */
  private async findProgramme(tx: Tx, actor: Actor, programmeId: string | null): Promise<void> {
    if (programmeId === null) return;
    const found = await rows(tx, `select 1 from programme where id = $1`, [programmeId]);
    if (found.length === 0 || !actor.can('assignment.manage', programmeId)) throw notFound('programme');
  }

  private async refuseOverlap(tx: Tx, body: NewAssignment): Promise<void> {
    const found = await rows(
      tx,
      `select 1 from assignment where user_id = $1 and role_id = $2 and programme_id is not distinct from $3::uuid and ended_at is null
          and daterange(starts_on, ends_on, '[]') && daterange($4::date, $5::date, '[]') limit 1`,
      [body.userId, body.roleId, body.programmeId, body.startsOn, body.endsOn],
    );
    if (found.length > 0)
      throw conflict('already-assigned', 'This person holds this role there already on some of these dates.');
  }
}
