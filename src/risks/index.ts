export type { RisksContent, RisksDocument } from './risks.content.js';
export { RisksModule } from './risks.module.js';
