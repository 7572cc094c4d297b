export { ReportingModule, VersionsModule } from './reporting.module.js';
export { versionRendered, versionSealed } from './reporting.work.js';
export type { ReportSnapshot, Seal, SnapshotPerson } from './snapshot.js';
export { VERIFICATION_LIMITS } from './verification.limits.js';
export { Verifications, type KnownVerification, type Verification } from './verification.queries.js';
export { Versions, type StoredPdf, type VersionSummary } from './versions.queries.js';
