import type { MeetingView } from '../../committees/index.js';
import type { PeriodView } from '../../programmes/index.js';
import { choices, head, paths, weekdayAndTime, wordRows, type FormView } from '../shell/index.js';
import type { ChooseMeetingPage, PlanPapersPage } from './plan.view.js';

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

/** Papers go to a meeting, so the meeting is chosen first. @param meetings those ahead, the next one first. */
export const presentChooseMeeting = (meetings: readonly MeetingView[], now: Date): ChooseMeetingPage => ({
  head: head('Choose a meeting for the papers', {
    back: { text: 'My work', href: paths.myWork() },
    lead:
      meetings.length === 0
        ? 'No meeting lies ahead. Add one on the page of its committee, and plan its papers from there.'
        : 'Papers are planned for one meeting. Choose it, and then say which report goes to it.',
  }),
  meetings: wordRows(
    meetings.map(({ id, committeeName, startsAt }) => {
      const when = weekdayAndTime(startsAt, now);
      return {
        cells: [committeeName, when],
        link: {
          text: 'Plan the papers',
          about: `for ${committeeName}, ${when}`,
          href: paths.newDispatch(id),
        },
      };
    }),
  ),
});
