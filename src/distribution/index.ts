// Two subjects: what is planned (dispatches) and what became of each mail (deliveries).
export { deliveryList, resendInput, settleInput } from './deliveries.input.js';
export { DeliveriesQueries, type DeliveryDetail, type DeliveryView } from './deliveries.queries.js';
export { nextState, NEEDS_PERSON, type DeliveryState } from './delivery.rules.js';
export { DeliveriesService } from './deliveries.service.js';
export { DispatchContentsQueries, type DispatchCheck, type FileGap } from './dispatch-contents.queries.js';
export { DraftToldQueries, type DraftTold } from './draft-told.queries.js';
export { dispatchCancellation, dispatchInput, dispatchList } from './dispatches.input.js';
export { papersState } from './dispatch-words.js';
export { DispatchesQueries, type DispatchView } from './dispatches.queries.js';
export { DispatchesService } from './dispatches.service.js';
export type { Held } from './received.sql.js';
export { DistributionModule, DistributionWorkerModule } from './distribution.module.js';
export { packAnswer, PackBuilder, type Pack } from './handoff/pack-builder.js';
export { PaperTasksQueries, type DispatchTask, type PaperTasks } from './paper-tasks.queries.js';
export { scheduleChange, scheduleInput } from './schedules/schedules.input.js';
export { SchedulesQueries, type ScheduleView } from './schedules/schedules.queries.js';
export { SchedulesService } from './schedules/schedules.service.js';
