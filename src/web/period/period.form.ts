import { periodChange, periodInput } from '../../programmes/index.js';
import { pageForm } from '../shell/index.js';

const deadlines = {
  'as-at': { to: 'asAt', as: 'date', missing: 'Enter the day whose state of affairs is told' },
  drafts: { to: 'draftsDueOn', as: 'date', missing: 'Enter when drafts are due' },
  review: {
    to: 'reviewDueOn',
    as: 'date',
    missing: 'Enter when the review is due',
    words: { 'Review cannot be due before the drafts are.': 'Review cannot be due before drafts are' },
  },
  approval: { to: 'approvalDueOn', as: 'date', missing: 'Enter when approval is due' },
} as const;

export const newPeriodForm = pageForm(periodInput, {
  label: { to: 'label', missing: 'Enter a name' },
  first: {
    to: 'startsOn',
    as: 'date',
    missing: 'Enter the first day',
    words: { 'This is already in use.': 'There is a period from this day' },
  },
  last: { to: 'endsOn', as: 'date', missing: 'Enter the last day' },
  ...deadlines,
});

export const datesForm = pageForm(periodChange, deadlines);
