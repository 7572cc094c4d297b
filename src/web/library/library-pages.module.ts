import { Module } from '@nestjs/common';
import { DistributionModule } from '../../distribution/index.js';
import { ReportingModule } from '../../reporting/index.js';
import { ShellModule } from '../shell/index.js';
import { AroundVersions } from './around-versions.js';
import {
  EvidenceController,
  LibraryController,
  VersionChangesController,
  VersionPageController,
} from './library.controller.js';
import { PublishPageController } from './publish.controller.js';

@Module({
  imports: [DistributionModule, ReportingModule, ShellModule],
  controllers: [
    EvidenceController,
    LibraryController,
    PublishPageController,
    VersionChangesController,
    VersionPageController,
  ],
  providers: [AroundVersions],
})
export class LibraryPagesModule {}
