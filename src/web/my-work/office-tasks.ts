import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { MOST_OFFICE_TASKS, OfficeTasksQueries, type OfficeTasks as Office } from '../../committees/index.js';
import type { Actor } from '../../identity/index.js';
import { dueWords } from '../shell/index.js';
import { TaskSource, upTo, type Desk, type Task } from './my-work.tasks.js';

/** How far ahead the end of a term of office is told of. */
const DAYS_AHEAD = 31;

/** For clerks: committees and meetings that are still to be set up, terms that end, and committees whose papers would reach nobody. */
@Injectable()
export class OfficeTasks extends TaskSource {
  constructor(private readonly office: OfficeTasksQueries) {
    super();
  }

  async tasksOf(desk: Desk, actor: Actor): Promise<readonly Task[]> {
    if (!actor.holds('committee.manage')) return [];
    const until = DateTime.fromISO(desk.today).plus({ days: DAYS_AHEAD }).toISODate() ?? desk.today;
    return officeTasks(desk, await this.office.of(actor, until));
  }
}

/** Pure. */
export function officeTasks(desk: Desk, { ending, empty, unplanned }: Office): Task[] {
  const nobody = upTo(
    MOST_OFFICE_TASKS,
    empty,
    ({ committeeId, committeeName, meetsOn }): Task => ({
      key: `nobody:${committeeId}`,
      group: 'waiting',
      due: meetsOn,
      counted: { number: 1, one: 'committee without members', many: 'committees without members' },
      row: {
        what: `${committeeName} meets`,
        state: 'nobody on its list is in office on that day, so its papers reach nobody',
        when: dueWords(meetsOn, desk.today),
        action: desk.to('newRecipient', committeeId, committeeName),
      },
    }),
    'committees without members',
  );
  const terms = upTo(
    MOST_OFFICE_TASKS,
    ending,
    ({ id, committeeId, committeeName, name, servesUntil }): Task => {
      const what = `Term of office of ${name}, ${committeeName}`;
      return {
        key: `term:${id}`,
        group: 'coming',
        due: servesUntil,
        counted: null,
        row: {
          what,
          state: 'ends on this day; papers that leave later do not go to them',
          when: dueWords(servesUntil, desk.today),
          action: desk.to('committee', committeeId, what),
        },
      };
    },
    'terms of office that end',
  );
  const toPlan = upTo(
    MOST_OFFICE_TASKS,
    unplanned,
    (one): Task => ({
      key: `committees:${one.programmeId}`,
      group: 'waiting',
      due: null,
      counted: { number: 1, one: 'programme to plan meetings for', many: 'programmes to plan meetings for' },
      row: { ...planWords(one), when: null, action: planLink(desk, one) },
    }),
    'programmes to plan meetings for',
  );
  return [...toPlan, ...nobody, ...terms];
}

type Unplanned = Office['unplanned'][number];

function planWords({ programmeName, committees, withoutMeeting: [first = '', ...more] }: Unplanned) {
  if (committees === 0)
    return { what: `There is no committee of ${programmeName} yet`, state: 'so its reports go to nobody' };
  const what = more.length === 0 ? `${first} has` : `${more.length + 1} committees of ${programmeName} have`;
  return { what: `${what} no meeting ahead`, state: 'so no papers can be planned' };
}

const planLink = (desk: Desk, { programmeId, programmeName, committees }: Unplanned) =>
  desk.to(committees === 0 ? 'newCommittee' : 'newMeetings', programmeId, `of ${programmeName}`);
