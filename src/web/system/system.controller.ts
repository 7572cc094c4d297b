import { Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, Policy, requirePermission, type Actor } from '../../identity/index.js';
import { WorkService } from '../../operations/index.js';
import { Clock, Config, effectiveSettings, Health, WORK_STATES } from '../../platform/index.js';
import { Page, paths, seeOther, show, Twin, type PageAnswer, type SeeOther } from '../shell/index.js';
import { presentJob, presentSystem } from './system.presenter.js';

/** Rows of a page. */
const SHOWN = 50;
const query = z.object({
  state: z.preprocess((sent) => (sent === '' ? undefined : sent), z.enum(WORK_STATES).optional()),
  cursor: z.string().max(500).optional(),
});
const id = z.uuid();

/** How the installation is: its checks, its background work, the settings that it runs with. */
@Page('admin/system')
export class SystemPageController {
  constructor(
    private readonly health: Health,
    private readonly work: WorkService,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Policy('work.read')
  async page(
    @CurrentActor() actor: Actor,
    @Query({ schema: query }) { state, cursor }: z.infer<typeof query>,
  ): Promise<PageAnswer> {
    requirePermission(actor, 'work.read', null);
    const [health, jobs, dead] = await Promise.all([
      this.health.report(),
      this.work.list(actor, { state, cursor, limit: SHOWN }),
      this.work.list(actor, { state: 'dead_letter', limit: 1 }),
    ]);
    return show(
      'system/system',
      presentSystem({
        health,
        jobs,
        givenUp: dead.items.length > 0,
        state,
        settings: effectiveSettings(this.config),
        now: this.clock.now(),
      }),
    );
  }
}

@Page('admin/jobs/:id')
export class JobPageController {
  constructor(
    private readonly work: WorkService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Policy('work.read')
  async page(@CurrentActor() actor: Actor, @Param('id', { schema: id }) jobId: string): Promise<PageAnswer> {
    const job = await this.work.byId(actor, jobId);
    return show('system/job', presentJob(job, actor.can('work.retry', null), this.clock.now()));
  }

  @Post('retry')
  @Policy('work.retry')
  @Twin('POST /api/v1/work/:id/retry')
  async retry(@CurrentActor() actor: Actor, @Param('id', { schema: id }) jobId: string): Promise<SeeOther> {
    await this.work.retry(actor, jobId);
    return seeOther(paths.job(jobId), 'It is tried again within a few seconds.');
  }
}
