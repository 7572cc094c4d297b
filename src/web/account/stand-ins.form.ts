import { newDelegation } from '../../identity/index.js';
import { pageForm } from '../shell/index.js';

export const newStandInForm = pageForm(newDelegation, {
  role: { to: 'assignmentId', missing: 'Choose for which of your roles' },
  person: { to: 'delegateId', missing: 'Choose who stands in for you' },
  from: { to: 'startsOn', as: 'date', missing: 'Enter the first day' },
  until: { to: 'endsOn', as: 'date', missing: 'Enter the last day' },
  reason: { to: 'reason', missing: 'Say why' },
});
