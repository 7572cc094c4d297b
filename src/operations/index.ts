export { OperationsModule } from './operations.module.js';
export { OperationTasksQueries, type OperationTasks } from './operation-tasks.queries.js';
export { CalendarService, calendarYearInput, type CalendarYearInput } from './calendar.service.js';
export { yearNumber } from './calendar.controller.js';
export type { AuditEvent, AuditVerification } from '../platform/index.js';
export { AuditSubjectsQueries } from './audit-subjects.queries.js';
export { auditFile } from './audit-file.js';
export { auditFilter, AuditTrailQueries, type AuditTrailFilter } from './audit-trail.queries.js';
export { WorkService } from './work.service.js';
