// Two subjects: what is planned (dispatches) and what became of each mail (deliveries).
export { deliveriesFile } from './deliveries.controller.js';
export {
  deliveryFilter,
  deliveryList,
  resendInput,
  settleInput,
  type DeliveryFilter,
} from './deliveries.input.js';
export {
  DeliveriesQueries,
  isReturned,
  type DeliveryDetail,
  type DeliveryNoticeView,
  type DeliveryView,
} from './deliveries.queries.js';
export { DELIVERY_STATES, nextState, NEEDS_PERSON, type DeliveryState } from './delivery.rules.js';
export { DeliveriesService } from './deliveries.service.js';
export { DispatchContentsQueries, type DispatchCheck, type FileGap } from './dispatch-contents.queries.js';
export { DraftToldQueries, type DraftTold } from './draft-told.queries.js';
export { dispatchCancellation, dispatchInput, dispatchList } from './dispatches.input.js';
export { needingSomebody, papersState } from './dispatch-words.js';
export { DispatchesQueries, type DispatchView } from './dispatches.queries.js';
export { DispatchesService } from './dispatches.service.js';
export { READING_LIMITS, SECRET_HEADERS } from './links/link.limits.js';
export { LinksService, type DeliveryAddress } from './links/links.service.js';
export { ReadingsService, type Reader, type ReceivedPapers } from './links/readings.service.js';
export type { LinkEvent } from './links/link.rules.js';
export { REPEATABLE } from './ways/carrier.js';
export { WAY_WORDS } from './ways/way.words.js';
export { mailBytes, wayForSize } from './ways/mail-size.rules.js';
export type { Held } from './received.sql.js';
export { DistributionModule, DistributionWorkerModule } from './distribution.module.js';
export { LateQueries } from './late.queries.js';
export { packAnswer, PackBuilder, type Pack } from './handoff/pack-builder.js';
export {
  MOST_PAPER_TASKS,
  PaperTasksQueries,
  type DispatchTask,
  type PaperTasks,
} from './paper-tasks.queries.js';
export { StandingPapersLedger } from './standing-papers.js';
export { scheduleChange, scheduleInput } from './schedules/schedules.input.js';
export { SchedulesQueries, type ScheduleView } from './schedules/schedules.queries.js';
export { SchedulesService } from './schedules/schedules.service.js';
