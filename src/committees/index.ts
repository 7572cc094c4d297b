export {
  agendaInput,
  clockSetting,
  committeeChange,
  committeeInput,
  committeeList,
  meetingCancellation,
  meetingInput,
  meetingList,
  newCommittee,
  publicationInput,
  recipientChange,
  recipientInput,
  type ClockSetting,
} from './committees.input.js';
export { COMMITTEE_WAYS, WAYS, type CommitteeWay, type Way } from './committee.entity.js';
export { CommitteesModule } from './committees.module.js';
export {
  CommitteesQueries,
  type CommitteeView,
  type MeetingView,
  type RecipientView,
  type SectionChoice,
} from './committees.queries.js';
export { CommitteesService } from './committees.service.js';
export { backPlan, papersBy, USUAL_CLOCK, type BackPlan, type Deadlines } from './deadlines.rules.js';
export { serves, STANDINGS, standingOn, type Standing, type Term } from './office.rules.js';
export { MOST_OFFICE_TASKS, OfficeTasksQueries, type OfficeTasks } from './office-tasks.queries.js';
export { MovedDaysLedger, type MeetingAhead } from './moved-days.ledger.js';
export type { MovedDay } from './moved-days.rules.js';
export { daysMoved } from './moved-days.work.js';
export { inOffice, londonDay, TERM } from './office.sql.js';
export { placed, type Placed } from './directory.rules.js';
export {
  meetingClock,
  NO_HOLIDAY,
  papersRule,
  type ClearDaysCertificate,
  type MeetingClock,
  type Notice,
} from './notice.rules.js';
export { ClockQueries, MOST_MEETINGS, type UnpublishedPapers } from './clock.queries.js';
export { ClockService } from './clock.service.js';
export type { CommitteeKind } from './committee.entity.js';
export { takesReport } from './agenda.sql.js';
export { MeetingsService } from './meetings.service.js';
export { DeadlinesQueries, type DeadlinePlan } from './deadlines.queries.js';
export { MeetingImportsService, type HashedPlan } from './meeting-imports.service.js';
export { RecipientSecretsService, type RecipientSecretView } from './recipient-secrets.service.js';
