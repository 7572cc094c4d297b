export {
  committeeChange,
  committeeInput,
  committeeList,
  meetingCancellation,
  meetingInput,
  meetingList,
  newCommittee,
  recipientChange,
  recipientInput,
} from './committees.input.js';
export { CommitteesModule } from './committees.module.js';
export {
  CommitteesQueries,
  type CommitteeView,
  type MeetingView,
  type RecipientView,
} from './committees.queries.js';
export { CommitteesService } from './committees.service.js';
