import { Injectable } from '@nestjs/common';
import { ClockQueries, MOST_MEETINGS, type UnpublishedPapers } from '../../committees/index.js';
import type { Actor } from '../../identity/index.js';
import { dueWords, longDate, paths, weekday } from '../shell/index.js';
import { TaskSource, upTo, type Desk, type Task } from './my-work.tasks.js';

/** Meetings ahead, for those who work towards them. */
@Injectable()
export class MeetingTasks extends TaskSource {
  constructor(private readonly clocks: ClockQueries) {
    super();
  }

  async tasksOf(desk: Desk, actor: Actor): Promise<readonly Task[]> {
    const concerned = actor.holds('committee.manage') || actor.holds('contribution.approve');
    if (!concerned || !actor.holds('committee.read')) return [];
    const keeps = actor.holds('committee.manage');
    const { ahead, unpublished, lookedUntil } = await this.clocks.tasks(
      actor,
      keeps ? 'committee.manage' : 'committee.read',
    );
    const meetings = upTo(
      MOST_MEETINGS.told,
      ahead,
      ({ id, committeeName, programmeId, meetsOn, place }): Task => ({
        key: `meeting:${id}`,
        group: 'coming',
        due: meetsOn,
        counted: null,
        row: {
          what: `${committeeName} meets`,
          state: place ?? '',
          when: dueWords(meetsOn, desk.today),
          action: desk.to('meetings', programmeId, committeeName),
        },
      }),
      'meetings',
    );
    return [
      ...unpublished.flatMap((one) => (keeps ? [publicationTask(desk, one)] : publicationDate(desk, one))),
      ...(lookedUntil === null ? [] : [laterMeetings(lookedUntil)]),
      ...meetings,
    ];
  }
}

/** Pure. */
export const laterMeetings = (lookedUntil: string): Task => ({
  key: 'more:papers',
  group: 'coming',
  due: lookedUntil,
  counted: null,
  row: {
    what: `Papers of meetings after ${longDate(lookedUntil)}`,
    state: `when to publish them is not shown here: only the next ${MOST_MEETINGS.looked} meetings are looked at`,
    when: null,
    action: null,
  },
});

const LATE = { number: 1, one: 'publication that is late', many: 'publications that are late' };

/** Pure. Ahead it is a date to keep; from the day after on it waits for whoever keeps the meetings, until somebody records it. */
export function publicationTask(
  desk: Desk,
  { id, committeeId, committeeName, meetsOn, publishBy }: UnpublishedPapers,
): Task {
  const isLate = publishBy < desk.today;
  const what = `Papers of ${committeeName}, ${weekday(meetsOn, desk.today)}: publish them`;
  return {
    key: `publish:${id}`,
    group: isLate ? 'waiting' : 'coming',
    due: publishBy,
    counted: isLate ? LATE : null,
    row: {
      what,
      state: isLate ? 'late, and nobody has recorded that they were published' : 'the last day by law',
      when: dueWords(publishBy, desk.today),
      action: {
        text: isLate ? 'Record it' : 'See the days',
        about: what,
        href: paths.meeting(committeeId, id),
      },
    },
  };
}

/** Pure. For those who work towards it and do not publish: the date, until it is over. */
export function publicationDate(
  desk: Desk,
  { id, committeeId, committeeName, meetsOn, publishBy }: UnpublishedPapers,
): Task[] {
  if (publishBy < desk.today) return [];
  const what = `Papers of ${committeeName}, ${weekday(meetsOn, desk.today)}: published`;
  return [
    {
      key: `published:${id}`,
      group: 'coming',
      due: publishBy,
      counted: null,
      row: {
        what,
        state: 'the last day by law, for the clerk',
        when: dueWords(publishBy, desk.today),
        action: { text: 'See the days', about: what, href: paths.meeting(committeeId, id) },
      },
    },
  ];
}
