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
