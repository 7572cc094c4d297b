import { recurring } from '../../platform/index.js';

/** Time to look which schedules have come to their hour. The tables say what was done; this only looks. */
export const schedulesDue = recurring({
  name: 'schedules.due',
  rule: { every: 'hours', hours: 1 },
  missed: 'latest',
});
