import { Injectable } from '@nestjs/common';
import type { Actor } from '../../identity/index.js';
import { ProgrammesQueries, type ProgrammeWithPeriod } from '../../programmes/index.js';
import { TaskSource, type Desk, type Task } from './my-work.tasks.js';

/** Programmes whose first period is not open yet, for those who set them up. */
@Injectable()
export class SetUpTasks extends TaskSource {
  constructor(private readonly programmes: ProgrammesQueries) {
    super();
  }

  async tasksOf(desk: Desk, actor: Actor): Promise<readonly Task[]> {
    if (!actor.holds('programme.manage') && !actor.holds('period.open')) return [];
    return setUpTasks(desk, await this.programmes.withNewestPeriods(actor));
  }
}

/** Pure. */
export function setUpTasks(desk: Desk, programmes: readonly ProgrammeWithPeriod[]): Task[] {
  const counted = { number: 1, one: 'programme to set up', many: 'programmes to set up' };
  if (programmes.length === 0 && desk.actor.can('programme.manage', null))
    return [
      {
        key: 'programme:none',
        group: 'waiting',
        due: null,
        counted,
        row: {
          what: 'There is no programme yet',
          state: 'so nothing can be reported',
          when: null,
          action: desk.to('newProgramme', '', 'to begin'),
        },
      },
    ];
  return programmes
    .filter(
      ({ id, period }) =>
        period === null && (desk.actor.can('programme.manage', id) || desk.actor.can('period.open', id)),
    )
    .map(({ id, name }) => ({
      key: `set-up:${id}`,
      group: 'waiting',
      due: null,
      counted,
      row: {
        what: `The set-up of ${name}`,
        state: 'is open: no period has been opened yet',
        when: null,
        action: desk.to('setUp', id, `of ${name}`),
      },
    }));
}
