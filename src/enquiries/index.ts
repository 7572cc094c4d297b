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
export { EnquiriesModule } from './enquiries.module.js';
export { beginningOf, enquiryName, enquiryState } from './enquiry.words.js';
export {
  EnquiriesQueries,
  type EnquiryAtWork,
  type EnquirySummary,
  type EnquiryView,
} from './enquiries.queries.js';
export { EnquiriesService } from './enquiries.service.js';
