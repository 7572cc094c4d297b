import { Injectable } from '@nestjs/common';
import { Clock, Database } from '../../platform/index.js';
import { effectOf, type Effect, type Grant } from '../access/access.rules.js';
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

  private grantsOf(userId: string): Promise<HeldGrant[]> {
    return this.database.query<HeldGrant>(
      `select g.id, g.programme_id as "programmeId", g.stands_in_for as "standsInFor",
          array(select p.permission::text from role_permission p where p.role_id = g.role_id) as permissions
         from app_user u cross join lateral (${COUNTING_ROLES}) g where u.id = $2`,
      [this.clock.today(), userId],
    );
  }
}
