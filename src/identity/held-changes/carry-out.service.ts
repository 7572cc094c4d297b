import { Injectable } from '@nestjs/common';
import { conflict, Database, row, type Tx } from '../../platform/index.js';
import type { Actor } from '../access/actor.js';
import { holdProgrammes } from '../access/hold-programmes.js';
import { UsersService } from '../accounts/users.service.js';
import { AssignmentsService } from '../assignments/assignments.service.js';
import { HeldChangesService } from './held-changes.service.js';
import type { HeldChangeView } from './held-changes.queries.js';

/** Carries out what was held: everything is checked once more, under the locks of the change and of the person. */
@Injectable()
export class CarryOutService {
  constructor(
    private readonly database: Database,
    private readonly held: HeldChangesService,
    private readonly assignments: AssignmentsService,
    private readonly users: UsersService,
  ) {}

  /**
   * By another administrator at once, by the one who asked after the delay. A change of somebody's address may also be carried out by that
   * person, who knows best.
   * @throws Problem 404, 412; 403 for who may not; 409 when it does not wait any more, not long enough yet, or does not fit any more;
   *   422 when the person or the role can no longer be given it.
   */
  async carryOut(actor: Actor, id: string, version: number): Promise<HeldChangeView> {
    return this.database.write(async (tx) => {
      await holdProgrammes(tx, null);
      const change = await this.held.take(tx, actor, id, version);
      await refuseOtherAddress(tx, change);
      await this.perform(tx, actor, change);
      return this.held.done(tx, actor, id);
    });
  }

  private async perform(tx: Tx, actor: Actor, change: HeldChangeView): Promise<void> {
    const { kind, userId, roleId, programmeId, startsOn, endsOn, groupRuleId, email } = change;
    if (kind === 'grant' && roleId !== null)
      return this.assignments.grantNow(tx, actor, {
        userId,
        roleId,
        programmeId,
        startsOn,
        endsOn,
        groupRuleId,
      });
    if (kind === 'address' && email !== null) return this.users.changeAddress(tx, actor, userId, email);
    if (kind === 'password') await this.users.resetNow(tx, actor, userId);
    else if (kind === 'factor') await this.users.takeSecondFactor(tx, actor, userId);
    else await this.users.enableNow(tx, actor, userId);
  }
}

/** Everybody was told of the address that the account had. A grant to another address, or a link that goes there, is another change. */
async function refuseOtherAddress(tx: Tx, { userId, userEmail }: HeldChangeView): Promise<void> {
  const { email } = await row<{ email: string }>(tx, `select email from app_user where id = $1 for update`, [
    userId,
  ]);
  if (email !== userEmail)
    throw conflict(
      'address-changed',
      'The e-mail address of this person has changed since. Withdraw this change, and ask for it again.',
    );
}
