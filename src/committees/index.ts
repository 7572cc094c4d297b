export { CommitteesModule } from './committees.module.js';
export { CommitteesQueries, type MeetingView } from './committees.queries.js';
