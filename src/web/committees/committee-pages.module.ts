import { Module } from '@nestjs/common';
import { CommitteesModule } from '../../committees/index.js';
import { DistributionModule } from '../../distribution/index.js';
import { EnquiriesModule } from '../../enquiries/index.js';
import { IdentityModule } from '../../identity/index.js';
import { ProgrammesModule } from '../../programmes/index.js';
import { ShellModule } from '../shell/index.js';
import { CommitteePageController, NewCommitteeController } from './committee.controller.js';
import { MeetingPageController, MeetingStepsController } from './meeting-clock.controller.js';
import { ImportMeetingsController } from './meeting-import.controller.js';
import { MeetingController } from './meeting.controller.js';
import { MeetingsPageController } from './meetings.controller.js';
import { RecipientController } from './recipient.controller.js';

@Module({
  imports: [
    IdentityModule,
    ProgrammesModule,
    CommitteesModule,
    EnquiriesModule,
    DistributionModule,
    ShellModule,
  ],
  controllers: [
    MeetingsPageController,
    ImportMeetingsController,
    NewCommitteeController,
    CommitteePageController,
    RecipientController,
    MeetingController,
    MeetingPageController,
    MeetingStepsController,
  ],
})
export class CommitteePagesModule {}
