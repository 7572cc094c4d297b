import { Module } from '@nestjs/common';
import { DistributionModule } from '../../distribution/index.js';
import { ReportingModule } from '../../reporting/index.js';
import { ShellModule } from '../shell/index.js';
import { ReceivedPageController } from './received.controller.js';

@Module({
  imports: [DistributionModule, ReportingModule, ShellModule],
  controllers: [ReceivedPageController],
})
export class ReceivedPagesModule {}
