import { Get, Inject } from '@nestjs/common';
import { CurrentActor, Heavy, RoleTasksQueries, SignedIn, type Actor } from '../../identity/index.js';
import { Clock } from '../../platform/index.js';
import { KnownPages, Page, show, type PageAnswer } from '../shell/index.js';
import { presentMyWork, presentNoRole } from './my-work.presenter.js';
import { Desk, TASK_SOURCES, type TaskSource } from './my-work.tasks.js';
import { linksAmong } from './task-links.js';

/** Where everybody lands: what waits for them, from every room at once. */
@Page('my-work')
@Heavy('searching')
export class MyWorkController {
  constructor(
    @Inject(TASK_SOURCES) private readonly sources: readonly TaskSource[],
    private readonly pages: KnownPages,
    private readonly clock: Clock,
    private readonly roles: RoleTasksQueries,
  ) {}

  @Get()
  @SignedIn()
  async page(@CurrentActor() actor: Actor): Promise<PageAnswer> {
    if (actor.permissions().length === 0)
      return show('my-work/my-work', presentNoRole(await this.roles.administrators(actor.userId)));
    const desk = new Desk(actor, this.clock.now(), linksAmong(this.pages.has));
    const tasks = await Promise.all(this.sources.map((source) => source.tasksOf(desk, actor)));
    return show('my-work/my-work', presentMyWork(desk, tasks.flat()));
  }
}
