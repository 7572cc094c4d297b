import { Injectable } from '@nestjs/common';
import {
  MOST_ROLE_TASKS,
  RoleTasksQueries,
  type Actor,
  type RoleTasks as Roles,
} from '../../identity/index.js';
import { dueWords, personLabel } from '../shell/index.js';
import { TaskSource, upTo, type Desk, type Task } from './my-work.tasks.js';

/** Roles that end, and people who wait for one. */
@Injectable()
export class RoleTasks extends TaskSource {
  constructor(private readonly roles: RoleTasksQueries) {
    super();
  }

  async tasksOf(desk: Desk, actor: Actor): Promise<readonly Task[]> {
    return actor.holds('assignment.manage') ? roleTasks(desk, await this.roles.of(actor)) : [];
  }
}

/** Pure. */
export function roleTasks(desk: Desk, { ending, withoutRole }: Roles): Task[] {
  return [
    ...upTo(
      MOST_ROLE_TASKS,
      withoutRole,
      (person): Task => ({
        key: `user:${person.id}`,
        group: 'waiting',
        due: null,
        counted: { number: 1, one: 'person without a role', many: 'people without a role' },
        row: {
          what: personLabel(person),
          state: 'has an account and no role, and so can do nothing yet',
          when: null,
          action: desk.to('user', person.id, person.name),
        },
      }),
      'people without a role',
    ),
    ...upTo(
      MOST_ROLE_TASKS,
      ending,
      ({ id, userId, jobTitle, roleName, endsOn }): Task => ({
        key: `role:${id}`,
        group: 'coming',
        due: endsOn,
        counted: null,
        row: {
          what: `The role “${roleName}” of the ${jobTitle} ends`,
          state: '',
          when: dueWords(endsOn, desk.today),
          action: desk.to('user', userId, jobTitle),
        },
      }),
      'roles that end',
    ),
  ];
}
