export { PublicationService } from './publication/publication.service.js';
export type { ReportPublication } from './publication/publication.view.js';
export { ReportingModule, VersionsModule } from './reporting.module.js';
export { editionRendered, editionWanted, printingKey } from './reporting.work.js';
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
export { VersionsQueries, type VersionSummary } from './versions/versions.queries.js';
