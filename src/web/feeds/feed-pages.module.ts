import { Module } from '@nestjs/common';
import { CommitteesModule } from '../../committees/index.js';
import { NoticesModule } from '../../notices/index.js';
import { ShellModule } from '../shell/index.js';
import { CommitteeCalendarController, OwnCalendarController } from './feeds.controller.js';

@Module({
  imports: [CommitteesModule, NoticesModule, ShellModule],
  controllers: [CommitteeCalendarController, OwnCalendarController],
})
export class FeedPagesModule {}
