import { enquirySetting, publicFormInput } from '../../enquiries/index.js';
import { pageForm } from '../shell/index.js';

const ANSWER = 'Enter 1 to 60 working days for an answer';
const KEEP = 'Enter 7 to 365 days for which name and address are kept';

export const answerDaysForm = pageForm(enquirySetting, {
  answer: { to: 'answerDays', as: 'figure', missing: ANSWER, number: ANSWER },
});

export const publicFormForm = pageForm(publicFormInput, {
  open: { to: 'isOpen', as: 'yes or no', missing: 'Choose whether the public may ask' },
  keep: { to: 'keepDays', as: 'figure', missing: KEEP, number: KEEP },
});
