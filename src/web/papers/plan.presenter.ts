import type { MeetingView } from '../../committees/index.js';
import type { PeriodView } from '../../programmes/index.js';
import { choices, head, paths, weekdayAndTime, type FormView } from '../shell/index.js';
import type { PlanPapersPage } from './plan.view.js';

/** @param periods the newest first. */
export const presentPlan = (
  form: FormView,
  meeting: MeetingView,
  periods: readonly PeriodView[],
  now: Date,
): PlanPapersPage => ({
  head: head('Plan papers', {
    back: { text: 'Meetings', href: paths.meetings(meeting.programmeId) },
    caption: `${meeting.committeeName}, ${weekdayAndTime(meeting.startsAt, now)}`,
    lead: 'Choose which report goes to this meeting, and when. You see what goes to whom before anything is planned.',
  }),
  form,
  meetingId: meeting.id,
  periods: choices(
    periods.map(({ id, label }) => ({ value: id, text: label })),
    'Choose a period',
  ),
  times: choices([
    {
      value: 'when_sealed',
      text: 'As soon as the report is sealed',
      hint: 'At once, where it is sealed already',
    },
    { value: 'at', text: 'At a time' },
  ]),
});
