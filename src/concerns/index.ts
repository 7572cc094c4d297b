export { type ConcernKind, type ConcernsContent, type ConcernsDocument } from './concerns.content.js';
export { ConcernsModule } from './concerns.module.js';
