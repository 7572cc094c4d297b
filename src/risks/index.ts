export { SEVERITIES, type RisksContent, type RisksDocument } from './risks.content.js';
export { RisksModule } from './risks.module.js';
