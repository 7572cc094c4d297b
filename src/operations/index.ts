export { OperationsModule } from './operations.module.js';
export { OperationTasksQueries, type OperationTasks } from './operation-tasks.queries.js';
