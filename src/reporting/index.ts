export { PartComparisonQueries, type PartComparison } from './part-comparison.queries.js';
export { challengeReply, questionKey } from './challenges/challenges.input.js';
export {
  ChallengesService,
  type AskedQuestion,
  type ReportQuestions,
} from './challenges/challenges.service.js';
export { publicationDecision, reportSettingsInput } from './publication/publication.input.js';
export { PartBesideQueries, type Linkable, type PartBeside } from './part-beside.queries.js';
export { PartAtWorkQueries } from './part-at-work.queries.js';
export { PartReadingQueries } from './part-reading.queries.js';
export { PartPublicationQueries } from './publication/part-publication.queries.js';
export { PublicationService } from './publication/publication.service.js';
export type { ContributionPublication, ReportPublication } from './publication/publication.view.js';
export { ReportSettingsService } from './publication/report-settings.service.js';
export { publishInput, takeDownInput } from './published/published.input.js';
export {
  MOST_PUBLICATION_TASKS,
  PublishedQueries,
  type PublicationState,
  type PublicationTask,
  type PublishedVersion,
} from './published/published.queries.js';
export { PublishedService } from './published/published.service.js';
export { ReportAtWorkQueries, type ReportAtWork } from './report-at-work.queries.js';
export { ReportingModule, VersionsModule } from './reporting.module.js';
export { correctionInput, newReport, reportApproval, reportText } from './reports.input.js';
export { minutesToRead } from './looks/looks.rules.js';
export { decides, ReportLooksService, type SinceLook } from './looks/report-looks.service.js';
export { ReportChangesQueries, type ReportChange } from './report-changes.queries.js';
export { SaidAgainQueries, type SaidAgain, type SameAnswers } from './said-again/said-again.queries.js';
export type { SaidSince } from './said-again/said-again.rules.js';
export { ReportsQueries, type ReportAround, type ReportPreview, type ReportView } from './reports.queries.js';
export { ReportsService } from './reports.service.js';
export { sentences } from './sentences.rules.js';
export { editionRendered, editionWanted, printingKey } from './reporting.work.js';
export { PART_TITLE } from './tasks/part-title.sql.js';
export { PartTasksQueries, type PartsOfOwner, type PartTask } from './tasks/part-tasks.queries.js';
export { ReportTasksQueries, type ReportTask, type VersionTask } from './tasks/report-tasks.queries.js';
export type { Trial } from './trial/trial.rules.js';
export { TrialFilesQueries, type TrialFileListed } from './trial/trial-files.queries.js';
export { TrialsService } from './trial/trials.service.js';
export { VERIFICATION_LIMITS } from './verification/verification-limits.js';
export {
  type KnownVerification,
  type Verification,
  VerificationQueries,
} from './verification/verification.queries.js';
export {
  VersionChangesQueries,
  type VersionChanges,
  versionChanges,
} from './versions/version-changes.queries.js';
export { MEDIA_TYPES, VersionFilesService } from './versions/version-files.service.js';
export {
  type EarlierVersion,
  type InForce,
  type PrintingState,
  type VersionInForce,
  VersionsQueries,
  type VersionFile,
  type VersionSummary,
} from './versions/versions.queries.js';
export { ReplacedFiguresQueries, type ReplacedFigure } from './versions/replaced-figures.queries.js';
export { WithdrawalsService } from './withdrawals.service.js';
export { headingPages } from './versions/heading-pages.sql.js';
