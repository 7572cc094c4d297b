import { dispatchInput } from '../../distribution/index.js';
import { pageForm, textOf, type Sent } from '../shell/index.js';

export const planForm = pageForm(dispatchInput, {
  meeting: { to: 'meetingId' },
  urgency: { to: 'urgency' },
  password: { to: 'password', missing: 'Enter your password' },
  period: { to: 'periodId', missing: 'Choose a period' },
  send: { to: 'send', missing: 'Choose when' },
  at: {
    to: 'sendAt',
    as: 'instant',
    missing: 'Enter a day and a time',
    words: {
      'This time has passed.': 'This time has passed',
      'Give a time exactly when send is "at".': 'Enter a day that exists',
    },
  },
});

/** A time that was typed counts only where “At a time” is chosen. */
export const chosenOnly = (sent: Sent): Sent =>
  textOf(sent['send']) === 'at'
    ? sent
    : Object.fromEntries(Object.entries(sent).filter(([name]) => !name.startsWith('at-')));
