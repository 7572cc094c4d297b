import { Injectable } from '@nestjs/common';
import type { Actor } from '../../identity/index.js';
import { DateTime } from 'luxon';
import {
  MOST_PAPER_TASKS,
  PaperTasksQueries,
  type DispatchTask,
  type PaperTasks as Papers,
} from '../../distribution/index.js';
import { count, dueWords, londonInstant } from '../shell/index.js';
import { TaskSource, upTo, type Desk, type Task } from './my-work.tasks.js';

/** How far ahead a meeting without papers is told of. */
const DAYS_AHEAD = 31;

/** Papers to meetings and their e-mails, for clerks. */
@Injectable()
export class PaperTasks extends TaskSource {
  constructor(private readonly papers: PaperTasksQueries) {
    super();
  }

  async tasksOf(desk: Desk, actor: Actor): Promise<readonly Task[]> {
    if (!actor.holds('dispatch.manage')) return [];
    const until = DateTime.fromISO(desk.today).plus({ days: DAYS_AHEAD }).toISODate() ?? desk.today;
    return paperTasks(desk, await this.papers.of(actor, until));
  }
}

const STATES = {
  uncertain: 'it may or may not have been sent',
  bounced: 'the mail server refused it',
  failed: 'it was not sent',
  returned: 'it came back, as a notice says',
} as const;

function waitingWords({ periodLabel, send, sendAt, overdue, underWay }: DispatchTask): string {
  const report = `the ${periodLabel} report`;
  if (underWay) return `${report} is being printed and sent now`;
  if (overdue) return `late: ${report} should have gone out, and has not`;
  return send === 'at' && sendAt !== null
    ? `${report} goes out on ${londonInstant(sendAt)}`
    : `${report} goes out once it is approved and printed`;
}

/** Pure. */
export function paperTasks(desk: Desk, papers: Papers): Task[] {
  const deliveries = upTo(
    MOST_PAPER_TASKS,
    papers.deliveries,
    ({ id, recipientName, state, committeeName, meetsOn, periodLabel, reason }): Task => {
      const what = `E-mail to ${recipientName}`;
      return {
        key: `delivery:${id}`,
        group: 'waiting',
        due: meetsOn,
        counted: { number: 1, one: 'e-mail', many: 'e-mails' },
        row: {
          what,
          state: `${STATES[state]}: ${periodLabel} to ${committeeName}${reason === null ? '' : ` (${reason})`}`,
          when: null,
          action: desk.to('delivery', id, what),
        },
      };
    },
    'e-mails',
  );
  const replaced = upTo(
    MOST_PAPER_TASKS,
    papers.replaced,
    ({ id, periodLabel, committeeName, meetsOn, version, newest, people }): Task => {
      const what = `${periodLabel}, version ${newest}, to ${committeeName}`;
      return {
        key: `replaced:${id}`,
        group: 'waiting',
        due: meetsOn,
        counted: { number: 1, one: 'correction to send', many: 'corrections to send' },
        row: {
          what,
          state: `${count(people, 'person has', 'people have')} version ${version}, which was replaced`,
          when: null,
          action: desk.to('supplement', id, what),
        },
      };
    },
    'corrections to send',
  );
  const waitingTask = (task: DispatchTask): Task => {
    const { id, meeting, periodLabel, overdue } = task;
    const what = `Papers to ${meeting.committeeName}`;
    const due = meeting.meetsOn;
    const when = dueWords(due, desk.today);
    if (meeting.cancelled)
      return {
        key: `dispatch:${id}`,
        group: 'waiting',
        due,
        counted: { number: 1, one: 'cancelled meeting with papers', many: 'cancelled meetings with papers' },
        row: {
          what,
          state: `the meeting is cancelled, and the ${periodLabel} report is still planned for it`,
          when,
          action: desk.to('withdraw', id, what),
        },
      };
    return {
      key: `dispatch:${id}`,
      group: overdue ? 'waiting' : 'out',
      due,
      counted: overdue
        ? { number: 1, one: 'meeting with late papers', many: 'meetings with late papers' }
        : null,
      row: {
        what,
        state: waitingWords(task),
        when,
        action: desk.to('dispatch', id, what),
      },
    };
  };
  const waiting = upTo(MOST_PAPER_TASKS, papers.waiting, waitingTask, 'papers that have not gone out');
  const without = upTo(
    MOST_PAPER_TASKS,
    papers.withoutPapers,
    ({ id, committeeName, meetsOn }): Task => ({
      key: `meeting:${id}`,
      group: 'waiting',
      due: meetsOn,
      counted: { number: 1, one: 'meeting without papers', many: 'meetings without papers' },
      row: {
        what: `${committeeName} meets`,
        state: 'no papers are planned for it',
        when: dueWords(meetsOn, desk.today),
        action: desk.to('plan', id, committeeName),
      },
    }),
    'meetings without papers',
  );
  return [...deliveries, ...replaced, ...waiting, ...without];
}
