import { enquirySetting, publicFormInput } from '../../enquiries/index.js';
import { pageForm } from '../shell/index.js';

export const answerDaysForm = pageForm(enquirySetting, {
  answer: { to: 'answerDays', as: 'figure', missing: 'Enter a number of working days' },
});

export const publicFormForm = pageForm(publicFormInput, {
  open: { to: 'isOpen', as: 'yes or no', missing: 'Choose whether the public may ask' },
  keep: { to: 'keepDays', as: 'figure', missing: 'Enter a number of days' },
});
