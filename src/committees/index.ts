export { CommitteesModule } from './committees.module.js';
export { Committees, type MeetingView } from './committees.queries.js';
