import { Module } from '@nestjs/common';
import { EvidenceModule } from '../../evidence/index.js';
import { ProgrammesModule } from '../../programmes/index.js';
import { ReportingModule } from '../../reporting/index.js';
import { ShellModule } from '../shell/index.js';
import {
  EvidencePageController,
  PartEvidencePageController,
  ProgrammeEvidencePageController,
  ReportEvidencePageController,
} from './evidence.controller.js';

@Module({
  imports: [EvidenceModule, ProgrammesModule, ReportingModule, ShellModule],
  controllers: [
    EvidencePageController,
    PartEvidencePageController,
    ProgrammeEvidencePageController,
    ReportEvidencePageController,
  ],
})
export class EvidencePagesModule {}
