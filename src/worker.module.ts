import { Module, type DynamicModule } from '@nestjs/common';
import { DistributionWorkerModule } from './distribution/index.js';
import type { Config, Logger } from './platform/index.js';
import { RenderingModule } from './reporting/worker.js';
import { WebModule } from './web.module.js';

/**
 * The worker process: the rooms of the web process without their routes (nothing listens), and the work that nobody waits for.
 * The other of the two lists of rooms.
 */
@Module({})
export class WorkerModule {
  static forRoot(config: Config, logger: Logger): DynamicModule {
    return {
      module: WorkerModule,
      imports: [WebModule.forRoot(config, logger), RenderingModule, DistributionWorkerModule],
    };
  }
}
