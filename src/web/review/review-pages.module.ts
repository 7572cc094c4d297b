import { Module } from '@nestjs/common';
import { ProgrammesModule } from '../../programmes/index.js';
import { ReportingModule } from '../../reporting/index.js';
import { ShellModule } from '../shell/index.js';
import { ReviewController, UnchangedController } from './review.controller.js';

@Module({
  imports: [ProgrammesModule, ReportingModule, ShellModule],
  controllers: [ReviewController, UnchangedController],
})
export class ReviewPagesModule {}
