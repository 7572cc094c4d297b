import { Module, type OnApplicationBootstrap } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { EnquiriesModule } from '../enquiries/index.js';
import { EvidenceModule } from '../evidence/index.js';
import { IdentityModule } from '../identity/index.js';
import { PerformanceModule } from '../performance/index.js';
import { ProgrammesModule } from '../programmes/index.js';
import { Sections } from '../workflow/index.js';
import { Assembly } from './assembly.js';
import { VersionChangesQueries } from './versions/version-changes.queries.js';
import { ChallengeAnswer, ChallengesQueries } from '../challenge/index.js';
import { ChallengesService } from './challenges/challenges.service.js';
import { ChallengesController } from './challenges/challenges.controller.js';
import { PublicationController } from './publication/publication.controller.js';
import { LoneDecisions } from './publication/lone-decisions.js';
import { PartPublicationQueries } from './publication/part-publication.queries.js';
import { PublicationService } from './publication/publication.service.js';
import { ReportSettingsService } from './publication/report-settings.service.js';
import { PublicationDecision, PublicationsQueries, ReportSetting } from '../disclosure/index.js';
import { PartComparisonQueries } from './part-comparison.queries.js';
import { ReportChangesQueries } from './report-changes.queries.js';
import { ReportFrontQueries } from './report-front.queries.js';
import { ReportAtWorkQueries } from './report-at-work.queries.js';
import { Artefact, Report, ReportVersion } from './report.entity.js';
import { LoneParts } from './lone-parts.js';
import { FiguresMovedQueries } from './figures-moved.queries.js';
import { PartBesideQueries } from './part-beside.queries.js';
import { PartAtWorkQueries } from './part-at-work.queries.js';
import { PartReadingQueries } from './part-reading.queries.js';
import { ReportsController } from './reports.controller.js';
import { ReportsQueries } from './reports.queries.js';
import { ReportsService } from './reports.service.js';
import { PublishedController } from './published/published.controller.js';
import { PublishedQueries } from './published/published.queries.js';
import { PublishedService } from './published/published.service.js';
import { VersionPublication } from './published/version-publication.entity.js';
import { SaidAgainController } from './said-again/said-again.controller.js';
import { SaidAgainQueries } from './said-again/said-again.queries.js';
import { Sealer } from './sealer.js';
import { SECTION_KINDS } from '../snapshot/index.js';
import { PartTasksQueries } from './tasks/part-tasks.queries.js';
import { ReportTasksQueries } from './tasks/report-tasks.queries.js';
import { ReportLook } from './looks/report-look.entity.js';
import { ReportLooksService } from './looks/report-looks.service.js';
import { TrialFile, TrialPrint } from './trial/trial-print.entity.js';
import { SealableService } from './trial/sealable.service.js';
import { TrialFilesController } from './trial/trial-files.controller.js';
import { TrialFilesQueries } from './trial/trial-files.queries.js';
import { TrialsService } from './trial/trials.service.js';
import { VerificationController } from './verification/verification.controller.js';
import { VerificationQueries } from './verification/verification.queries.js';
import { VersionFilesService } from './versions/version-files.service.js';
import { VersionsController } from './versions/versions.controller.js';
import { ReplacedFiguresQueries } from './versions/replaced-figures.queries.js';
import { VersionsQueries } from './versions/versions.queries.js';
import { WithdrawalsService } from './withdrawals.service.js';

/** Reads of sealed versions: what both processes need. */
@Module({
  imports: [
    TypeOrmModule.forFeature([
      Report,
      ReportVersion,
      Artefact,
      ChallengeAnswer,
      ReportSetting,
      PublicationDecision,
      VersionPublication,
      TrialFile,
      TrialPrint,
      ReportLook,
    ]),
  ],
  providers: [VersionFilesService, VersionsQueries, VersionChangesQueries, ReplacedFiguresQueries],
  exports: [VersionFilesService, VersionsQueries, VersionChangesQueries, ReplacedFiguresQueries],
})
export class VersionsModule {}

/** Assembling, sealing and correcting. Loads nothing of the renderer. */
@Module({
  imports: [
    EvidenceModule,
    EnquiriesModule,
    IdentityModule,
    VersionsModule,
    ProgrammesModule,
    PerformanceModule,
  ],
  controllers: [
    ReportsController,
    ChallengesController,
    PublicationController,
    PublishedController,
    SaidAgainController,
    TrialFilesController,
    VerificationController,
    VersionsController,
  ],
  providers: [
    Assembly,
    LoneParts,
    FiguresMovedQueries,
    ReportLooksService,
    PartBesideQueries,
    PartComparisonQueries,
    PartTasksQueries,
    ReportTasksQueries,
    ChallengesQueries,
    ChallengesService,
    PartAtWorkQueries,
    PartReadingQueries,
    PublicationsQueries,
    LoneDecisions,
    PartPublicationQueries,
    PublicationService,
    ReportSettingsService,
    PublishedQueries,
    PublishedService,
    ReportAtWorkQueries,
    ReportChangesQueries,
    ReportFrontQueries,
    ReportsQueries,
    ReportsService,
    SaidAgainQueries,
    SealableService,
    Sealer,
    TrialFilesQueries,
    TrialsService,
    VerificationQueries,
    WithdrawalsService,
  ],
  exports: [
    WithdrawalsService,
    ChallengesService,
    PartAtWorkQueries,
    PartBesideQueries,
    PartReadingQueries,
    PartComparisonQueries,
    PartTasksQueries,
    PartPublicationQueries,
    PublicationService,
    PublishedQueries,
    PublishedService,
    ReportAtWorkQueries,
    ReportChangesQueries,
    ReportLooksService,
    ReportsQueries,
    ReportSettingsService,
    ReportsService,
    SaidAgainQueries,
    ReportTasksQueries,
    TrialFilesQueries,
    TrialsService,
    VerificationQueries,
    VersionsModule,
  ],
})
export class ReportingModule implements OnApplicationBootstrap {
  constructor(private readonly sections: Sections) {}

  /** A section room that the report does not list, or a listed one without a room, stops the start. */
  onApplicationBootstrap(): void {
    const rooms = this.sections.all().map(({ kind }) => kind);
    const listed: readonly string[] = SECTION_KINDS;
    const wrong = [
      ...rooms.filter((kind) => !listed.includes(kind)),
      ...listed.filter((kind) => !rooms.includes(kind)),
    ];
    if (wrong.length > 0)
      throw new Error(
        `BUG: the report’s list of sections and the section rooms differ in: ${wrong.join(', ')}`,
      );
  }
}
