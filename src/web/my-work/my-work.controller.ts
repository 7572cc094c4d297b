import { Get, Inject } from '@nestjs/common';
import { CurrentActor, SignedIn, type Actor } from '../../identity/index.js';
import { Page, show, type PageAnswer } from '../shell/index.js';
import { presentMyWork } from './my-work.presenter.js';
import { TASK_SOURCES, type TaskSource } from './my-work.tasks.js';

/** Where everybody lands: what waits for them, from every room at once. */
@Page('my-work')
export class MyWorkController {
  constructor(@Inject(TASK_SOURCES) private readonly sources: readonly TaskSource[]) {}

  @Get()
  @SignedIn()
  async page(@CurrentActor() actor: Actor): Promise<PageAnswer> {
    const tasks = await Promise.all(this.sources.map((source) => source.tasksOf(actor)));
    return show('my-work/my-work', presentMyWork(actor, tasks.flat()));
  }
}
