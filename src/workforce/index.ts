export type { FteColumn, Rate, WorkforceContent, WorkforceDocument } from './workforce.content.js';
export { WorkforceModule } from './workforce.module.js';
