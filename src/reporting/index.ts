export { ReportingModule, VersionsModule } from './reporting.module.js';
export { headlines } from './edition/headlines.js';
export { londonInstant, longDate, personLabel } from './edition/words.js';
export { ChangesOfVersions, versionChanges, type VersionChanges } from './changes/version-changes.js';
export { editionOf, editionsOf, type Edition } from './publication/edition.js';
export {
  EDITIONS,
  groundWords,
  EXEMPT_CLASSES,
  paragraphWords,
  type EditionName,
} from './publication/publication.js';
export { PublicationService } from './publication/publication.service.js';
export type { ReportPublication } from './publication/publication.view.js';
export { editionRendered, editionWanted, printingKey } from './reporting.work.js';
export type { ReportSnapshot, Seal, SnapshotPerson } from './snapshot.js';
export { VERIFICATION_LIMITS } from './verification.limits.js';
export { Verifications, type KnownVerification, type Verification } from './verification.queries.js';
export { Versions, type StoredFile, type VersionSummary } from './versions.queries.js';
