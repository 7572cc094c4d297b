export { AnswersService } from './answers.service.js';
export { CarriedQueries } from './carried.queries.js';
export {
  answerInput,
  answerReturn,
  enquiryChange,
  enquirySetting,
  enquiryWithdrawal,
  newEnquiry,
} from './enquiries.input.js';
export { EnquiriesModule, EnquiriesWorkerModule } from './enquiries.module.js';
export { beginningOf, enquiryName, enquiryState } from './enquiry.words.js';
export {
  EnquiriesQueries,
  MOST_AT_WORK,
  type EnquiryAtWork,
  type EnquirySummary,
  type EnquiryView,
} from './enquiries.queries.js';
export { EnquiriesService } from './enquiries.service.js';
export { EnquiryTasksQueries } from './enquiry-tasks.queries.js';
export {
  publicAcceptance,
  publicFormInput,
  publicQuestion,
  publicRefusal,
} from './public/public-questions.input.js';
export {
  PublicQuestionsQueries,
  type OpenForm,
  type PublicQuestionView,
  type WaitingQuestions,
} from './public/public-questions.queries.js';
export { PublicQuestionsService } from './public/public-questions.service.js';
