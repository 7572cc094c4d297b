import type { Actor } from '../../identity/index.js';
import { londonDate } from '../../platform/index.js';
import type { LinkTo } from './task-links.js';
import type { TaskRow } from './my-work.view.js';

/** The groups of the page, in this order. */
export const TASK_GROUPS = {
  waiting: 'Waiting for you',
  out: 'Out with others',
  coming: 'Coming up',
  new: 'New to read',
  done: 'Done this period',
} as const;
export type TaskGroup = keyof typeof TASK_GROUPS;

/** What is counted in the first sentence: `one decision`, `two decisions`. */
export interface Counted {
  number: number;
  one: string;
  many: string;
}

export interface Task {
  /** What it is about: of two tasks about the same thing, the one in the earlier group is shown. */
  key: string;
  group: TaskGroup;
  /** Sorts within the group, earliest first: an ISO date or instant; null last. */
  due: string | null;
  /** Of what waits; otherwise null. */
  counted: Counted | null;
  row: TaskRow;
}

/**
 * The first of what was found, as tasks. Where more was found than is shown, a row says so: a page that is silent about the rest would be
 * read as if there were none.
 * @param found one more than `most`, where there are more.
 * @param what they are: `e-mails`.
 */
export function upTo<T>(
  most: number,
  found: readonly T[],
  of: (one: T) => Task | readonly Task[],
  what: string,
): Task[] {
  const tasks = found.slice(0, most).flatMap(of);
  const last = tasks.at(-1);
  if (found.length <= most || last === undefined) return tasks;
  const state = `the first ${most} are shown here; the others follow once these are done`;
  const row = { what: `More ${what}`, state, when: null, action: null };
  return [...tasks, { key: `more:${what}`, group: last.group, due: last.due, counted: null, row }];
}

/** Whose work it is, when it is looked at, and where the pages are. */
export class Desk {
  readonly today: string;

  constructor(
    readonly actor: Pick<Actor, 'userId' | 'can' | 'holds'>,
    readonly now: Date,
    readonly to: LinkTo,
  ) {
    this.today = londonDate(now);
  }
}

/** What one room has for a person: one statement, and its words. Listed in my-work.module.ts. */
export abstract class TaskSource {
  abstract tasksOf(desk: Desk, actor: Actor): Promise<readonly Task[]>;
}

/** Injected as an array, in any order. */
export const TASK_SOURCES = Symbol('web:task-sources');
