import { Module } from '@nestjs/common';
import { CommitteesModule } from '../../committees/index.js';
import { DistributionModule } from '../../distribution/index.js';
import { ShellModule } from '../shell/index.js';
import { SchedulesPageController } from './schedules.controller.js';

@Module({
  imports: [CommitteesModule, DistributionModule, ShellModule],
  controllers: [SchedulesPageController],
})
export class SchedulePagesModule {}
