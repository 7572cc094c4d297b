import type { CommitteeView } from '../../committees/index.js';
import type { ScheduleView } from '../../distribution/index.js';
import { count, head, instantWords, paths, weekdayAndTime, wordRows, type FormView } from '../shell/index.js';
import {
  dayChoices,
  dayWords,
  hourChoices,
  hourWords,
  type SchedulePage,
  type SchedulesPage,
} from './schedules.view.js';

const nameOf = ({ workingDay, hour }: Pick<ScheduleView, 'workingDay' | 'hour'>): string =>
  `${dayWords(workingDay)} of the month, ${hourWords(hour)}`;

export const presentSchedules = (
  committee: Pick<CommitteeView, 'id' | 'name'>,
  schedules: readonly ScheduleView[],
  form: FormView,
  mayManage: boolean,
  now: Date,
): SchedulesPage => ({
  head: head('Papers on a schedule', {
    back: { text: committee.name, href: paths.committee(committee.id) },
    lead:
      schedules.length === 0
        ? `Papers go to ${committee.name} only when somebody plans them.`
        : `Papers go to ${committee.name} on ${count(schedules.length, 'schedule')}.`,
    wide: true,
  }),
  schedules: wordRows(
    schedules.map((one) => ({
      cells: [
        nameOf(one),
        one.ahead[0] ? weekdayAndTime(one.ahead[0].at, now) : 'None is known',
        one.active ? 'Yes' : 'No',
      ],
      link: { text: 'Look', about: nameOf(one), href: paths.schedule(committee.id, one.id) },
    })),
  ),
  add: mayManage
    ? { form, action: paths.schedules(committee.id), days: dayChoices(), hours: hourChoices() }
    : null,
  form,
});

const OUTCOMES: Readonly<Record<ScheduleView['runs'][number]['outcome'], string>> = {
  planned: 'Papers were planned',
  'no-meeting': 'No meeting was ahead, so nothing was planned',
  'no-report': 'No report was sealed yet, so nothing was planned',
  already: 'The meeting had the newest report already, or it was planned',
};

export const presentSchedule = (
  committee: Pick<CommitteeView, 'id'>,
  schedule: ScheduleView,
  form: FormView,
  version: number | null,
  now: Date,
): SchedulePage => ({
  head: head(nameOf(schedule), {
    back: { text: 'Papers on a schedule', href: paths.schedules(committee.id) },
    lead: firstSentence(schedule, now),
    wide: true,
  }),
  ahead: wordRows(
    schedule.ahead.map(({ at, meeting }) => ({
      cells: [
        weekdayAndTime(at, now),
        meeting ? weekdayAndTime(meeting.startsAt, now) : 'No meeting is ahead by then',
      ],
    })),
  ),
  runs: wordRows(
    schedule.runs.map(({ windowAt, outcome, dispatchId, late, ranAt }) => ({
      cells: [
        instantWords(windowAt, now),
        `${OUTCOMES[outcome]}${late ? `, made up for ${instantWords(ranAt, now)}` : ''}`,
      ],
      ...(dispatchId === null
        ? {}
        : {
            link: {
              text: 'See the papers',
              about: `of ${instantWords(windowAt, now)}`,
              href: paths.dispatch(dispatchId),
            },
          }),
    })),
  ),
  form,
  change:
    version === null
      ? null
      : {
          action: paths.schedule(committee.id, schedule.id),
          version,
          days: dayChoices(schedule.workingDay),
          hours: hourChoices(),
        },
});

function firstSentence({ active, ahead }: ScheduleView, now: Date): string {
  if (!active) return 'This schedule is stopped.';
  const [next] = ahead;
  if (!next) return 'No time of it is known: the bank holidays of the next months are not entered yet.';
  return `The next time is ${weekdayAndTime(next.at, now)}${next.meeting ? `, for the meeting on ${weekdayAndTime(next.meeting.startsAt, now)}` : ', and no meeting is ahead by then'}.`;
}
