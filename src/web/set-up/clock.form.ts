import { clockSetting } from '../../committees/index.js';
import { pageForm, type FieldRule } from '../shell/index.js';

/** @param order what to say where it comes after the step before it. */
const days = (to: string, number: string, order?: string): FieldRule => ({
  to,
  as: 'figure',
  missing: number,
  number,
  ...(order === undefined
    ? {}
    : { words: { 'This comes after the step before it: give as many days or fewer.': order } }),
});

export const clockForm = pageForm(clockSetting, {
  owner: days('ownerDays', 'Enter 0 to 60 working days for drafts'),
  reviewer: days(
    'reviewerDays',
    'Enter 0 to 60 working days for the review',
    'The review comes after the drafts: give it as many days or fewer',
  ),
  manager: days(
    'managerDays',
    'Enter 0 to 60 working days for sending the report to the SRO',
    'The report goes to the SRO after the review: give it as many days or fewer',
  ),
  sro: days(
    'sroDays',
    'Enter 0 to 60 working days for the approval',
    'The SRO approves once the report is with them: give the approval as many days or fewer',
  ),
  publish: days('publishWithin', 'Enter 0 to 20 working days for publishing decisions'),
  'call-in': days('callInDays', 'Enter 0 to 20 working days for calling decisions in'),
});
