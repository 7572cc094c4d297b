export {
  workforceDocument,
  type FteColumn,
  type Rate,
  type WorkforceContent,
  type WorkforceDocument,
} from './workforce.content.js';
export { WorkforceModule } from './workforce.module.js';
export { WorkforceQueries } from './workforce.queries.js';
export { WorkforceService } from './workforce.service.js';
