import type { Actor } from '../../identity/index.js';
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

export interface Task {
  group: TaskGroup;
  /** Sorts within the group, earliest first: an ISO date; null last. */
  due: string | null;
  row: TaskRow;
}

/** What one room has for a person: one statement, and its words. Listed in my-work.module.ts. */
export abstract class TaskSource {
  abstract tasksOf(actor: Actor): Promise<readonly Task[]>;
}

/** Injected as an array, in any order. */
export const TASK_SOURCES = Symbol('web:task-sources');
