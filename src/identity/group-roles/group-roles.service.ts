import { decodeJwt } from 'jose';
import { Injectable } from '@nestjs/common';
import {
  Audit,
  Clock,
  Config,
  Database,
  Logger,
  Problem,
  rows,
  type AuditActor,
  type Tx,
} from '../../platform/index.js';
import { Actor, actorLabel } from '../access/actor.js';
import { holdProgrammes } from '../access/hold-programmes.js';
import { AssignmentsService } from '../assignments/assignments.service.js';
import type { Vouched } from '../provider/provider.client.js';
import { AuthenticationQueries } from '../sign-in/authentication.queries.js';
import type { AuthenticatedUser } from '../sign-in/sign-in.service.js';
import { groupsIn, planOf, type Held, type Plan, type Rule } from './group-roles.rules.js';

/** Why a request of a rule was withdrawn. */
const GONE = 'The identity provider no longer names the group.';

interface RuleInUse extends Rule {
  madeBy: string;
}

/**
 * At each sign-in with the provider: gives the roles of the groups that it names, and ends those of groups that it no longer names. A role that
 * approves or administers is asked for in the name of who made the rule, and waits for another administrator.
 */
@Injectable()
export class GroupRolesService {
  constructor(
    private readonly database: Database,
    private readonly assignments: AssignmentsService,
    private readonly authentication: AuthenticationQueries,
    private readonly audit: Audit,
    private readonly clock: Clock,
    private readonly logger: Logger,
    private readonly config: Config,
  ) {}

  /** Does nothing without OIDC_GROUPS_CLAIM, and where the groups cannot be known. */
  async follow(
    person: AuthenticatedUser,
    { issuer, subject, idToken }: Vouched,
    correlationId: string,
  ): Promise<void> {
    const claim = this.config.OIDC_GROUPS_CLAIM;
    if (claim === undefined) return;
    const groups = groupsIn(decodeJwt(idToken), claim);
    await this.database.query(
      `update external_identity set group_names = coalesce($3::text[], group_names), seen_at = $4 where issuer = $1 and subject = $2`,
      [issuer, subject, groups, this.clock.now().toISOString()],
    );
    if (groups === null) {
      this.logger.warn(
        { userId: person.id },
        'The groups of a person could not be read from the ID token: nothing changes.',
      );
      return;
    }
    const rules = await this.database.query<RuleInUse>(
      `select id, group_name as "groupName", role_id as "roleId", programme_id as "programmeId", made_by as "madeBy" from group_rule
        where ended_at is null order by made_at, id`,
    );
    const by: AuditActor = { userId: person.id, label: actorLabel(person), correlationId };
    const { end, move } = planOf(rules, groups, await this.held(person.id));
    if (end.length + move.length > 0) await this.endAndMove(person.id, rules, groups, by);
    await this.withdraw(person.id, groups);
    for (const rule of planOf(rules, groups, await this.held(person.id)).give)
      await this.give(
        person.id,
        rules.find(({ id }) => id === rule.id),
        by,
      );
  }

  private async held(userId: string, tx?: Tx): Promise<Held[]> {
    const text = `select id, role_id as "roleId", programme_id as "programmeId", group_rule_id as "groupRuleId" from assignment
      where user_id = $1 and ended_at is null and (ends_on is null or ends_on >= $2::date)`;
    const values = [userId, this.clock.today()];
    return tx ? rows<Held>(tx, text, values) : this.database.query<Held>(text, values);
  }

  private async endAndMove(
    userId: string,
    rules: readonly Rule[],
    groups: readonly string[],
    by: AuditActor,
  ): Promise<void> {
    await this.database.write(async (tx) => {
      await holdProgrammes(tx, null);
      await rows(tx, `select 1 from app_user where id = $1 for update`, [userId]);
      // Once more, under the locks: another sign-in of theirs may have done it.
      const { end, move }: Plan = planOf(rules, groups, await this.held(userId, tx));
      for (const { id, to } of move)
        await rows(tx, `update assignment set group_rule_id = $2, version = version + 1 where id = $1`, [
          id,
          to.id,
        ]);
      for (const { id } of end) await this.assignments.endByGroup(tx, by, id);
    });
  }

  /** What a rule has asked for and waits, of groups that are gone. */
  private async withdraw(userId: string, groups: readonly string[]): Promise<void> {
    await this.database.query(
      `update held_change h set state = 'withdrawn', decided_by = h.asked_by, decided_at = $3, reason = $4, version = h.version + 1
         from group_rule g where g.id = h.group_rule_id and h.user_id = $1 and h.state = 'waiting'
          and (g.ended_at is not null or not g.group_name = any($2::text[]))`,
      [userId, groups, this.clock.now().toISOString(), GONE],
    );
  }

  /** In the name of who made the rule, as if they gave it now: what they may not do, the rule does not. */
  private async give(userId: string, rule: RuleInUse | undefined, by: AuditActor): Promise<void> {
    if (!rule || (await this.wasAsked(userId, rule))) return;
    const { id: groupRuleId, roleId, programmeId, madeBy } = rule;
    const facts = await this.authentication.byUser(madeBy);
    try {
      if (!facts)
        throw new Problem({ code: 'no-maker', status: 403, detail: 'Who made the rule is here no more.' });
      const maker = new Actor({ ...facts, only: null }, by.correlationId);
      await this.database.write((tx) =>
        this.assignments.grantIn(tx, maker, {
          userId,
          roleId,
          programmeId,
          startsOn: null,
          endsOn: null,
          groupRuleId,
        }),
      );
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      await this.audit.note(by, {
        action: 'group_rule.not_followed',
        subjectKind: 'user',
        subjectId: userId,
        programmeId,
        detail: { rule: groupRuleId, reason: error.code },
      });
    }
  }

  /** Whether the rule has asked for this person already, and it waits or was refused. */
  private async wasAsked(userId: string, { id }: Rule): Promise<boolean> {
    const found = await this.database.query(
      `select 1 from held_change where user_id = $1 and group_rule_id = $2
          and (state = 'waiting' and lapses_at > $3::timestamptz or state = 'refused' or state = 'withdrawn' and reason <> $4) limit 1`,
      [userId, id, this.clock.now().toISOString(), GONE],
    );
    return found.length > 0;
  }
}
