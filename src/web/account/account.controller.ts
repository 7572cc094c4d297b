import { Get } from '@nestjs/common';
import {
  AssignmentsQueries,
  CurrentActor,
  SignedIn,
  UsersQueries,
  type Actor,
} from '../../identity/index.js';
import { ProgrammesQueries } from '../../programmes/index.js';
import { Page, show, type PageAnswer } from '../shell/index.js';
import { presentAccount } from './account.presenter.js';

@Page('account')
export class AccountController {
  constructor(
    private readonly users: UsersQueries,
    private readonly assignments: AssignmentsQueries,
    private readonly programmes: ProgrammesQueries,
  ) {}

  @Get()
  @SignedIn()
  async page(@CurrentActor() actor: Actor): Promise<PageAnswer> {
    const [user, roles, programmes] = await Promise.all([
      this.users.byId(actor.userId),
      this.assignments.own(actor),
      this.programmes.withNewestPeriods(actor),
    ]);
    return show('account/account', presentAccount(user, roles, programmes));
  }
}
