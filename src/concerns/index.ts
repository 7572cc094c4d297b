export {
  CONCERN_KINDS,
  concernEntry,
  type ConcernEntry,
  concernsDocument,
  type ConcernKind,
  type ConcernsContent,
  type ConcernsDocument,
} from './concerns.content.js';
export { ConcernsModule } from './concerns.module.js';
export { ConcernsQueries } from './concerns.queries.js';
export { ConcernsService } from './concerns.service.js';
