import { Injectable } from '@nestjs/common';
import { Clock, Database } from '../../platform/index.js';
import {
  effectOf,
  effectOfRoleChange,
  type Effect,
  type Grant,
  type Holder,
  type PermissionEffect,
} from '../access/access.rules.js';
import type { Person } from '../accounts/people.queries.js';
import { COUNTING_ROLES } from '../sign-in/authentication.queries.js';
import { RolesQueries } from '../roles/roles.queries.js';

/** A {@link Grant} with the assignment that it comes from. */
interface HeldGrant extends Grant {
  id: string;
}

/**
 * What giving or ending a role would do, held against what counts for the person today: their own roles and those in which they stand in.
 * Does NOT check who asks, nor whether the change would be refused.
 */
@Injectable()
export class RoleEffectsQueries {
  constructor(
    private readonly database: Database,
    private readonly roles: RolesQueries,
    private readonly clock: Clock,
  ) {}

  async ofGiving(userId: string, roleId: string, programmeId: string | null): Promise<Effect> {
    const [before, { permissions }] = await Promise.all([this.grantsOf(userId), this.roles.byId(roleId)]);
    return effectOf(before, [...before, { programmeId, permissions, standsInFor: null }], programmeId);
  }

  async ofEnding(userId: string, assignmentId: string, programmeId: string | null): Promise<Effect> {
    const before = await this.grantsOf(userId);
    return effectOf(
      before,
      before.filter(({ id }) => id !== assignmentId),
      programmeId,
    );
  }

  /** What a role would do to those who hold it today, or stand in for somebody in it, if it held these permissions. */
  async ofChange(
    roleId: string,
    permissions: readonly string[],
  ): Promise<{ gained: PermissionEffect<Person>[]; lost: PermissionEffect<Person>[] }> {
    const holders = await this.database.query<Holder<Person>>(
      `select json_build_object('id', u.id, 'name', u.name, 'jobTitle', u.job_title) as person,
          json_agg(json_build_object('roleId', g.role_id, 'programmeId', g.programme_id, 'standsInFor', g.stands_in_for,
            'permissions', array(select p.permission::text from role_permission p where p.role_id = g.role_id))) as grants
         from app_user u cross join lateral (${COUNTING_ROLES}) g
        where u.disabled_at is null group by u.id having bool_or(g.role_id = $2::uuid) order by u.name, u.id`,
      [this.clock.today(), roleId],
    );
    return effectOfRoleChange(holders, roleId, permissions);
  }

  private grantsOf(userId: string): Promise<HeldGrant[]> {
    return this.database.query<HeldGrant>(
      `select g.id, g.programme_id as "programmeId", g.stands_in_for as "standsInFor",
          array(select p.permission::text from role_permission p where p.role_id = g.role_id) as permissions
         from app_user u cross join lateral (${COUNTING_ROLES}) g where u.id = $2`,
      [this.clock.today(), userId],
    );
  }
}
