export { PersonsService, type ErasureView } from './persons.service.js';
export { personFile } from './retention.controller.js';
export { confirmed, sweptKey } from './retention.input.js';
export { RetentionModule, RetentionWorkerModule } from './retention.module.js';
export { SWEPT, type SweptKey } from './retention.rules.js';
export { RetentionService, type DryRun, type DueClass } from './retention.service.js';
