import type { Actor } from '../../identity/index.js';
import { capitalised, count, head } from '../shell/index.js';
import { TASK_GROUPS, type Task, type TaskGroup } from './my-work.tasks.js';
import type { MyWorkPage } from './my-work.view.js';

/** @param tasks of every room, in any order. */
export function presentMyWork(actor: Actor, tasks: readonly Task[]): MyWorkPage {
  const groups = (Object.entries(TASK_GROUPS) as [TaskGroup, string][])
    .map(([id, heading]) => ({
      id,
      heading,
      rows: tasks
        .filter(({ group }) => group === id)
        .toSorted((a, b) => (a.due ?? '9999').localeCompare(b.due ?? '9999'))
        .map(({ row }) => row),
    }))
    .filter(({ rows }) => rows.length > 0);
  return {
    head: head('My work', {
      wide: true,
      lead: firstSentence(actor, tasks.filter(({ group }) => group === 'waiting').length),
    }),
    groups,
  };
}

function firstSentence(actor: Actor, waiting: number): string {
  if (actor.permissions().length === 0) return 'You have no role yet. Ask your administrator for one.';
  if (waiting === 0) return 'Nothing is waiting for you.';
  return `${capitalised(count(waiting, 'thing'))} ${waiting === 1 ? 'is' : 'are'} waiting for you.`;
}
