import { Injectable } from '@nestjs/common';
import {
  PeopleQueries,
  RolesQueries,
  type Actor,
  type Person,
  type PersonRole,
  type RoleView,
} from '../../identity/index.js';
import { Clock, everyItem } from '../../platform/index.js';
import { PartTasksQueries, type PartsOfOwner } from '../../reporting/index.js';
import { ProgrammesQueries, type ProgrammeView } from '../../programmes/index.js';

/** What somebody writes in one period, and who can name somebody else for it. */
export interface WorkLeft extends PartsOfOwner {
  /** The reader may read the period's parts and name who writes them. */
  mayName: boolean;
  /** By a role in its programme, without whom this is about. */
  namers: readonly Person[];
}

/** What can be given, and where; and what would be left behind where it is taken away. */
@Injectable()
export class GivingChoices {
  constructor(
    private readonly roles: RolesQueries,
    private readonly programmes: ProgrammesQueries,
    private readonly people: PeopleQueries,
    private readonly parts: PartTasksQueries,
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

  /** What this person alone can write now. @param programmeId null: in every programme. */
  async workOf(actor: Actor, userId: string, programmeId: string | null): Promise<WorkLeft[]> {
    const found = await this.parts.ofOwner(userId, programmeId);
    const today = this.clock.today();
    return Promise.all(
      found.map(async (work) => ({
        ...work,
        mayName:
          actor.can('contribution.assign', work.programmeId) &&
          actor.can('contribution.read', work.programmeId),
        namers: (await this.people.withPermission('contribution.assign', work.programmeId, today)).filter(
          ({ id }) => id !== userId,
        ),
      })),
    );
  }

  /** Whether nobody else has this role in its programme today. */
  async isAlone({ userId, roleKey, programmeId }: PersonRole): Promise<boolean> {
    if (programmeId === null) return false;
    const holders = await this.people.holders([roleKey], programmeId, this.clock.today());
    return holders.every(({ id }) => id === userId);
  }
}
