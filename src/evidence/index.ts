export { entriesIn, type Unshown } from './entries.rules.js';
export { attach, evidenceFile, FORM_LIMIT } from './evidence.controller.js';
export { EVIDENCE_STATES, evidenceInput, evidenceReason } from './evidence.input.js';
export { EvidenceModule, EvidenceWorkerModule } from './evidence.module.js';
export {
  EvidenceQueries,
  type EvidencePlace,
  type EvidenceView,
  type ReleasedFile,
} from './evidence.queries.js';
export { EvidenceService, givenAs } from './evidence.service.js';
export { EvidenceStore } from './evidence-store.js';
export { PublicDownloadsService } from './public-downloads.service.js';
export { ACCEPTED, FILE_KINDS } from './file-kind.js';
