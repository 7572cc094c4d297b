import { noticeChoice } from '../../notices/index.js';
import { pageForm } from '../shell/index.js';

const FIRST = 'Enter the first hour, such as 8';
const LAST = 'Enter the hour before which the last one may come, such as 18';

export const ownNoticesForm = pageForm(noticeChoice, {
  reminders: { to: 'reminders', as: 'flag' },
  waiting: { to: 'waiting', as: 'flag' },
  from: { to: 'fromHour', as: 'figure', missing: FIRST, number: FIRST },
  until: { to: 'untilHour', as: 'figure', missing: LAST, number: LAST },
});
