import { Module } from '@nestjs/common';
import { IdentityModule } from '../../identity/index.js';
import { ProgrammesModule } from '../../programmes/index.js';
import { ShellModule } from '../shell/index.js';
import { AccountController } from './account.controller.js';
import { ChooseProgrammeController } from './choose-programme.controller.js';
import { NewStandInController, StandInsController } from './stand-ins.controller.js';

@Module({
  imports: [IdentityModule, ProgrammesModule, ShellModule],
  controllers: [AccountController, ChooseProgrammeController, NewStandInController, StandInsController],
})
export class AccountModule {}
