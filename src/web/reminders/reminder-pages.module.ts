import { Module } from '@nestjs/common';
import { NoticesModule } from '../../notices/index.js';
import { ProgrammesModule } from '../../programmes/index.js';
import { ShellModule } from '../shell/index.js';
import { PeriodRemindersPageController, ReminderRulePageController } from './reminders.controller.js';

@Module({
  imports: [NoticesModule, ProgrammesModule, ShellModule],
  controllers: [PeriodRemindersPageController, ReminderRulePageController],
})
export class ReminderPagesModule {}
