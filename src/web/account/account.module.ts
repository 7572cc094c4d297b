import { Module } from '@nestjs/common';
import { IdentityModule } from '../../identity/index.js';
import { NoticesModule } from '../../notices/index.js';
import { ProgrammesModule } from '../../programmes/index.js';
import { ShellModule } from '../shell/index.js';
import { AccountController } from './account.controller.js';
import { ConfirmController } from './confirm.controller.js';
import { ChooseProgrammeController } from './choose-programme.controller.js';
import { OwnNoticesPageController } from './notices.controller.js';
import { OwnSessionsPagesController } from './sessions.controller.js';
import { PasswordController } from './password.controller.js';
import { SecondFactorPagesController } from './second-factor.controller.js';
import { NewStandInController, StandInsController } from './stand-ins.controller.js';
import { NewTokenController, TokensPagesController } from './tokens.controller.js';

@Module({
  imports: [IdentityModule, NoticesModule, ProgrammesModule, ShellModule],
  controllers: [
    AccountController,
    ChooseProgrammeController,
    ConfirmController,
    NewStandInController,
    NewTokenController,
    OwnNoticesPageController,
    OwnSessionsPagesController,
    PasswordController,
    SecondFactorPagesController,
    StandInsController,
    TokensPagesController,
  ],
})
export class AccountModule {}
