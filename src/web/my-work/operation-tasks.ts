import { Injectable } from '@nestjs/common';
import type { Actor } from '../../identity/index.js';
import { OperationTasksQueries, type OperationTasks as Operations } from '../../operations/index.js';
import { workWords, whenWords } from '../shell/index.js';
import { TaskSource, type Desk, type Task } from './my-work.tasks.js';

/** What the installation needs, for administrators; where the audit trail stands, for auditors. */
@Injectable()
export class OperationTasks extends TaskSource {
  constructor(private readonly operations: OperationTasksQueries) {
    super();
  }

  async tasksOf(desk: Desk, actor: Actor): Promise<readonly Task[]> {
    const keeps = actor.holds('work.retry');
    const verifies = actor.holds('audit.verify') && !keeps;
    return keeps || verifies ? operationTasks(desk, await this.operations.all(), { keeps }) : [];
  }
}

/** Pure. @param keeps whether the reader keeps the installation running; otherwise they only look at its trail. */
export function operationTasks(
  desk: Desk,
  { jobs, head, failing }: Operations,
  { keeps }: { keeps: boolean },
): Task[] {
  const page = desk.to('audit', '', 'Audit trail');
  if (!keeps)
    return head === null
      ? []
      : [
          {
            key: 'audit',
            group: 'new',
            due: null,
            counted: null,
            row: {
              what: 'Audit trail',
              state: `its last event is number ${Number(head.seq).toLocaleString('en-GB')}, written ${whenWords(head.at, desk.now)}`,
              when: null,
              action: page,
            },
          },
        ];
  return [
    ...jobs.map(({ id, kind, givenUpAt }): Task => ({
      key: `job:${id}`,
      group: 'waiting',
      due: givenUpAt,
      counted: { number: 1, one: 'job', many: 'jobs' },
      row: {
        what: `Job “${workWords(kind)}”`,
        state: `given up ${whenWords(givenUpAt, desk.now)}; it is not tried again until a person says so`,
        when: null,
        action: desk.to('job', id, workWords(kind)),
      },
    })),
    ...failing.map(({ name, detail }): Task => ({
      key: `health:${name}`,
      group: 'waiting',
      due: null,
      counted: { number: 1, one: 'health check', many: 'health checks' },
      row: {
        what: `Health: ${name}`,
        state: detail,
        when: null,
        action: desk.to('system', '', name),
      },
    })),
  ];
}
