export { liftedHold, newHold } from './holds.input.js';
export { HoldsModule } from './holds.module.js';
export { HoldsQueries, type HoldView } from './holds.queries.js';
export { HoldsService } from './holds.service.js';
export { keepHolds } from './keep-holds.js';
