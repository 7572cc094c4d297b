import { Injectable } from '@nestjs/common';
import {
  Audit,
  Clock,
  conflict,
  Database,
  invalid,
  notFound,
  rows,
  row,
  stale,
  violatedConstraint,
  type Tx,
} from '../../platform/index.js';
import { requirePermission, type Actor } from '../access/actor.js';
import { holdProgrammes } from '../access/hold-programmes.js';
import { AssignmentsService } from '../assignments/assignments.service.js';
import type { NewGroupRule } from './group-rules.input.js';
import { GroupRulesQueries, type GroupRuleEffect, type GroupRuleView } from './group-rules.queries.js';

/** Rules by which groups of the identity provider give roles. A rule counts at the next sign-in of each person; its end counts at once. */
@Injectable()
export class GroupRulesService {
  constructor(
    private readonly database: Database,
    private readonly rules: GroupRulesQueries,
    private readonly assignments: AssignmentsService,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** What {@link make} would do; writes nothing. @throws what {@link make} throws, but for a rule that is there. */
  async wouldMake(actor: Actor, { group, roleId, programmeId }: NewGroupRule): Promise<GroupRuleEffect> {
    await this.database.write((tx) => this.check(tx, actor, roleId, programmeId));
    return this.rules.effectOf({ add: { groupName: group, roleId, programmeId } });
  }

  /** @throws Problem 403, 404 for a programme that is not the actor's to give roles in, 409 for a rule that is there, 422. */
  async make(actor: Actor, { group, roleId, programmeId }: NewGroupRule): Promise<GroupRuleView> {
    return this.database.write(async (tx) => {
      await this.check(tx, actor, roleId, programmeId);
      try {
        const { id } = await row<{ id: string }>(
          tx,
          `insert into group_rule (group_name, role_id, programme_id, made_by, made_at) values ($1, $2, $3, $4, $5) returning id`,
          [group, roleId, programmeId, actor.userId, this.clock.now().toISOString()],
        );
        const made = await this.rules.byId(actor, id, tx);
        await this.note(tx, actor, made, 'made', 0);
        return made;
      } catch (error) {
        if (violatedConstraint(error) === 'group_rule_once')
          throw conflict('already-exists', 'There is such a rule already.', [
            { path: 'group', message: 'This group has this role there already.' },
          ]);
        throw error;
      }
    });
  }

  /** Ends the rule, and every role that came by it, at once. @throws Problem 403, 404, 412. */
  async end(actor: Actor, id: string, version: number): Promise<void> {
    await this.database.write(async (tx) => {
      await holdProgrammes(tx, null);
      await rows(tx, `select 1 from group_rule where id = $1 for update`, [id]);
      const rule = await this.rules.byId(actor, id, tx);
      requirePermission(actor, 'assignment.manage', rule.programmeId);
      if (rule.version !== version) throw stale('group rule');
      await rows(
        tx,
        `update group_rule set ended_at = $2, ended_by = $3, version = version + 1 where id = $1`,
        [id, this.clock.now().toISOString(), actor.userId],
      );
      const held = await rows<{ id: string }>(
        tx,
        `select id from assignment where group_rule_id = $1 and ended_at is null order by id`,
        [id],
      );
      for (const one of held) await this.assignments.endByGroup(tx, actor.audit, one.id);
      await this.note(tx, actor, rule, 'ended', held.length);
    });
  }

  private async check(tx: Tx, actor: Actor, roleId: string, programmeId: string | null): Promise<void> {
    if (programmeId === null) requirePermission(actor, 'assignment.manage', null);
    else {
      const found = await rows(tx, `select 1 from programme where id = $1`, [programmeId]);
      if (found.length === 0 || !actor.can('assignment.manage', programmeId)) throw notFound('programme');
    }
    const role = await rows(tx, `select 1 from role where id = $1 for share`, [roleId]);
    if (role.length === 0) throw invalid([{ path: 'roleId', message: 'There is no such role.' }]);
  }

  private async note(
    tx: Tx,
    actor: Actor,
    { id, group, roleName, programmeId }: GroupRuleView,
    step: 'made' | 'ended',
    people: number,
  ): Promise<void> {
    await this.audit.append(tx, actor.audit, {
      action: `group_rule.${step}`,
      subjectKind: 'group_rule',
      subjectId: id,
      programmeId,
      detail: { group, role: roleName, ...(step === 'ended' ? { people } : {}) },
    });
  }
}
