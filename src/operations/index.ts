export { OperationsModule } from './operations.module.js';
export { OperationTasksQueries, type OperationTasks } from './operation-tasks.queries.js';
export { CalendarService, calendarYearInput, type CalendarYearInput } from './calendar.service.js';
export { yearNumber } from './calendar.controller.js';
