export {
  AREAS,
  workforceDocument,
  workforceDocumentOf,
  type FteColumn,
  type Rate,
  type Team,
  type WorkforceContent,
  type WorkforceDocument,
} from './workforce.content.js';
export { workforceBlockers, workforceContentOf } from './workforce.rules.js';
export { WorkforceModule } from './workforce.module.js';
export { WorkforceQueries } from './workforce.queries.js';
export { WorkforceService } from './workforce.service.js';
