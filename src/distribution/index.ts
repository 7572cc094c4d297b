// Two subjects: what is planned (dispatches) and what became of each mail (deliveries).
export { deliveryList, resendInput, settleInput } from './deliveries.input.js';
export { DeliveriesQueries, type DeliveryDetail, type DeliveryView } from './deliveries.queries.js';
export { DeliveriesService } from './deliveries.service.js';
export { dispatchCancellation, dispatchInput, dispatchList } from './dispatches.input.js';
export { DispatchesQueries, type DispatchView } from './dispatches.queries.js';
export { DispatchesService } from './dispatches.service.js';
export { DistributionModule, DistributionWorkerModule } from './distribution.module.js';
export { PackBuilder, type Pack } from './handoff/pack-builder.js';
export { PaperTasksQueries, type PaperTasks } from './paper-tasks.queries.js';
