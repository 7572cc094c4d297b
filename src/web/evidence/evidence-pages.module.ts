import { Module } from '@nestjs/common';
import { EvidenceModule } from '../../evidence/index.js';
import { ProgrammesModule } from '../../programmes/index.js';
import { ShellModule } from '../shell/index.js';
import {
  EvidencePageController,
  PartEvidencePageController,
  ProgrammeEvidencePageController,
} from './evidence.controller.js';

@Module({
  imports: [EvidenceModule, ProgrammesModule, ShellModule],
  controllers: [EvidencePageController, PartEvidencePageController, ProgrammeEvidencePageController],
})
export class EvidencePagesModule {}
