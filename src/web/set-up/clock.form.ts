import { clockSetting } from '../../committees/index.js';
import { pageForm } from '../shell/index.js';

const missing = 'Enter a number of working days';
const ORDER = 'This comes after the step before it: give as many days or fewer.';
const words = { [ORDER]: 'This comes after the step before it: give as many days or fewer' };

export const clockForm = pageForm(clockSetting, {
  owner: { to: 'ownerDays', as: 'figure', missing },
  reviewer: { to: 'reviewerDays', as: 'figure', missing, words },
  manager: { to: 'managerDays', as: 'figure', missing, words },
  sro: { to: 'sroDays', as: 'figure', missing, words },
  publish: { to: 'publishWithin', as: 'figure', missing },
  'call-in': { to: 'callInDays', as: 'figure', missing },
});
