import { noticeChoice } from '../../notices/index.js';
import { pageForm } from '../shell/index.js';

export const ownNoticesForm = pageForm(noticeChoice, {
  reminders: { to: 'reminders', as: 'flag' },
  waiting: { to: 'waiting', as: 'flag' },
  from: { to: 'fromHour', as: 'figure', missing: 'Enter the first hour' },
  until: { to: 'untilHour', as: 'figure', missing: 'Enter the hour before which the last one may come' },
});
