import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { IdentityModule } from '../identity/index.js';
import { ProgrammesModule } from '../programmes/index.js';
import { WorkflowModule } from '../workflow/index.js';
import { EvidenceStore } from './evidence-store.js';
import {
  EvidenceController,
  EvidenceDueController,
  PartEvidenceController,
  ProgrammeEvidenceController,
  ReportEvidenceController,
} from './evidence.controller.js';
import { Evidence } from './evidence.entity.js';
import { EvidenceQueries } from './evidence.queries.js';
import { EvidenceService } from './evidence.service.js';
import { PublicDownloads } from './public-downloads.js';
import { PublicDownloadsService } from './public-downloads.service.js';
import { EvidenceRetention } from './retention.js';
import { RetentionService } from './retention.service.js';

/** Files that show that something was done. */
@Module({
  imports: [TypeOrmModule.forFeature([Evidence]), IdentityModule, ProgrammesModule, WorkflowModule],
  controllers: [
    EvidenceController,
    EvidenceDueController,
    PartEvidenceController,
    ProgrammeEvidenceController,
    ReportEvidenceController,
  ],
  providers: [EvidenceQueries, EvidenceService, EvidenceStore, PublicDownloadsService, RetentionService],
  exports: [EvidenceQueries, EvidenceService, EvidenceStore, PublicDownloadsService, RetentionService],
})
export class EvidenceModule {}

/** The worker's part: deletes bytes whose time of keeping is over, and reports what the public downloaded. */
@Module({ imports: [EvidenceModule], providers: [EvidenceRetention, PublicDownloads] })
export class EvidenceWorkerModule {}
