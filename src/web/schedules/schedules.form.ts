import { scheduleChange, scheduleInput } from '../../distribution/index.js';
import { pageForm } from '../shell/index.js';

const fields = {
  day: { to: 'workingDay', as: 'figure', missing: 'Choose a day' },
  hour: { to: 'hour', as: 'figure', missing: 'Choose an hour' },
} as const;

export const newScheduleForm = pageForm(scheduleInput, fields);
export const scheduleForm = pageForm(scheduleChange, { ...fields, active: { to: 'active', as: 'flag' } });
