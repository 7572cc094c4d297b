import { answerInput, answerReturn, enquiryChange, enquiryWithdrawal } from '../../enquiries/index.js';
import { pageForm } from '../shell/index.js';

export const enquiryForm = pageForm(enquiryChange, {
  text: { to: 'text', missing: 'Write what was asked' },
  member: { to: 'askedBy' },
  owner: { to: 'ownerId', missing: 'Choose who answers it' },
  due: { to: 'dueOn', as: 'date' },
});

export const answerForm = pageForm(answerInput, {
  text: { to: 'text', missing: 'Write the answer' },
  correction: { to: 'correctionReason' },
});

export const returnForm = pageForm(answerReturn, { reason: { to: 'reason', missing: 'Say why' } });
export const withdrawForm = pageForm(enquiryWithdrawal, { reason: { to: 'reason', missing: 'Say why' } });
