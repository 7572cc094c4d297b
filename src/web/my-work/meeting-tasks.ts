import { Injectable } from '@nestjs/common';
import { CommitteesQueries } from '../../committees/index.js';
import type { Actor } from '../../identity/index.js';
import { dueWords } from '../shell/index.js';
import { TaskSource, type Desk, type Task } from './my-work.tasks.js';

/** Meetings ahead, for those who work towards them. */
@Injectable()
export class MeetingTasks extends TaskSource {
  constructor(private readonly committees: CommitteesQueries) {
    super();
  }

  async tasksOf(desk: Desk, actor: Actor): Promise<readonly Task[]> {
    const concerned = actor.holds('committee.manage') || actor.holds('contribution.approve');
    if (!concerned || !actor.holds('committee.read')) return [];
    return (await this.committees.ahead(actor)).map(({ id, committeeName, programmeId, meetsOn, place }) => ({
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
    }));
  }
}
