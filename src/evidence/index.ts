export { ENTRY_WORDS } from './entries.rules.js';
export { EvidenceModule } from './evidence.module.js';
