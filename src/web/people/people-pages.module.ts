import { Module } from '@nestjs/common';
import { IdentityModule } from '../../identity/index.js';
import { ProgrammesModule } from '../../programmes/index.js';
import { ReportingModule } from '../../reporting/index.js';
import { ShellModule } from '../shell/index.js';
import { DelegationsPageController } from './delegations.controller.js';
import { GivingChoices } from './giving-choices.js';
import { RoleGivingController } from './giving.controller.js';
import { ImportPeopleController } from './import.controller.js';
import { GroupRulesPagesController } from './groups.controller.js';
import { AssignmentsPageController, RolePageController, RolesPagesController } from './roles.controller.js';
import { UserPageController } from './user.controller.js';
import { AdministrationController, UsersPagesController } from './users.controller.js';

@Module({
  imports: [IdentityModule, ProgrammesModule, ReportingModule, ShellModule],
  controllers: [
    AdministrationController,
    AssignmentsPageController,
    DelegationsPageController,
    GroupRulesPagesController,
    ImportPeopleController,
    RoleGivingController,
    RolePageController,
    RolesPagesController,
    UserPageController,
    UsersPagesController,
  ],
  providers: [GivingChoices],
})
export class PeoplePagesModule {}
