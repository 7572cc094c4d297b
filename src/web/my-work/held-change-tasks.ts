import { Injectable } from '@nestjs/common';
import {
  changeInWords,
  HeldChangesQueries,
  isForThemToDo,
  mayCarryOut,
  type Actor,
  type HeldChangeView,
} from '../../identity/index.js';
import { everyItem } from '../../platform/index.js';
import { capitalised, instantWords } from '../shell/index.js';
import { TaskSource, type Desk, type Task } from './my-work.tasks.js';

/** Changes to who approves or administers: to decide for an administrator, to know of for everybody who may refuse them. */
@Injectable()
export class HeldChangeTasks extends TaskSource {
  constructor(private readonly changes: HeldChangesQueries) {
    super();
  }

  async tasksOf(desk: Desk, actor: Actor): Promise<readonly Task[]> {
    const waiting = await everyItem((query) => this.changes.list(actor, { ...query, waiting: true }));
    return waiting.map((change) => heldChangeTask(desk, change));
  }
}

/** Pure. */
export function heldChangeTask(desk: Desk, change: HeldChangeView): Task {
  const waits = mayCarryOut(change, desk.actor, desk.now);
  const mine = change.askedBy === desk.actor.userId;
  const asked = `asked for by ${mine ? 'you' : change.askedByName} ${instantWords(change.askedAt, desk.now)}`;
  const alone = `${mine ? 'you' : change.askedByName} alone from ${instantWords(change.aloneFrom, desk.now)}`;
  const what = capitalised(changeInWords(change));
  return {
    key: `held-change:${change.id}`,
    group: waits ? 'waiting' : isForThemToDo(change, desk.actor) ? 'out' : 'new',
    due: change.aloneFrom,
    counted: waits ? { number: 1, one: 'change to decide on', many: 'changes to decide on' } : null,
    row: {
      what,
      state: waits ? asked : `${asked}; by another administrator at once, by ${alone}`,
      when: null,
      action: desk.to('heldChange', change.id, what),
    },
  };
}
