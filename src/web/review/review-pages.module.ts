import { Module } from '@nestjs/common';
import { ProgrammesModule } from '../../programmes/index.js';
import { ReportingModule } from '../../reporting/index.js';
import { WorkflowModule } from '../../workflow/index.js';
import { ShellModule } from '../shell/index.js';
import { ReviewController, ReviewTabsController, UnchangedController } from './review.controller.js';

@Module({
  imports: [ProgrammesModule, ReportingModule, ShellModule, WorkflowModule],
  controllers: [ReviewController, ReviewTabsController, UnchangedController],
})
export class ReviewPagesModule {}
