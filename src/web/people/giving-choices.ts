import { Injectable } from '@nestjs/common';
import {
  PeopleQueries,
  RolesQueries,
  type Actor,
  type PersonRole,
  type RoleView,
} from '../../identity/index.js';
import { Clock, everyItem } from '../../platform/index.js';
import { ProgrammesQueries, type ProgrammeView } from '../../programmes/index.js';

/** More roles or programmes than this are not offered. */

/** What can be given, and where. */
@Injectable()
export class GivingChoices {
  constructor(
    private readonly roles: RolesQueries,
    private readonly programmes: ProgrammesQueries,
    private readonly people: PeopleQueries,
    private readonly clock: Clock,
  ) {}

  async of(
    actor: Actor,
  ): Promise<{ roles: readonly RoleView[]; programmes: readonly ProgrammeView[]; everywhere: boolean }> {
    const [roles, programmes] = await Promise.all([
      everyItem((query) => this.roles.list(query)),
      everyItem((query) => this.programmes.list(actor, query)),
    ]);
    return {
      roles,
      programmes: programmes.filter(({ id }) => actor.can('assignment.manage', id)),
      everywhere: actor.can('assignment.manage', null),
    };
  }

  /** A grant with the names of role and programme, as if it were given. @throws Problem 404 */
  async named(
    actor: Actor,
    grant: Pick<PersonRole, 'userId' | 'roleId' | 'programmeId' | 'startsOn' | 'endsOn'>,
  ): Promise<PersonRole> {
    const [{ key, name }, programme] = await Promise.all([
      this.roles.byId(grant.roleId),
      grant.programmeId === null ? null : this.programmes.get(actor, grant.programmeId),
    ]);
    return {
      ...grant,
      id: '',
      roleKey: key,
      roleName: name,
      programmeName: programme?.name ?? null,
      version: 0,
    };
  }

  /** Whether nobody else has this role in its programme today. */
  async isAlone({ userId, roleKey, programmeId }: PersonRole): Promise<boolean> {
    if (programmeId === null) return false;
    const holders = await this.people.holders([roleKey], programmeId, this.clock.today());
    return holders.every(({ id }) => id === userId);
  }
}
