import { Module } from '@nestjs/common';
import { DistributionModule } from '../../distribution/index.js';
import { IdentityModule } from '../../identity/index.js';
import { ProgrammesModule } from '../../programmes/index.js';
import { ReportingModule } from '../../reporting/index.js';
import { ShellModule } from '../shell/index.js';
import { ApprovePageController, SealedPageController } from './approve.controller.js';
import { ChangesSinceRead } from './changes-since-read.js';
import { CorrectReportController, ReturnReportController } from './return.controller.js';
import { WithdrawCorrectionController } from './withdraw.controller.js';

@Module({
  imports: [DistributionModule, IdentityModule, ProgrammesModule, ReportingModule, ShellModule],
  controllers: [
    ApprovePageController,
    CorrectReportController,
    ReturnReportController,
    SealedPageController,
    WithdrawCorrectionController,
  ],
  providers: [ChangesSinceRead],
})
export class ApprovePagesModule {}
