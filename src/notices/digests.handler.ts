import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Logger, WorkHandlers } from '../platform/index.js';
import { NoticePlanner } from './notice-planner.js';
import { digestsDue } from './notices.work.js';

/** Looks every hour who is to be sent a digest. That each has one a day is the table's doing, however often this runs. */
@Injectable()
export class DigestsHandler implements OnModuleInit {
  constructor(
    private readonly handlers: WorkHandlers,
    private readonly planner: NoticePlanner,
    private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.handlers.register(digestsDue, async (_, context) => {
      const planned = await this.planner.planDigests(context.claim.correlationId, (tx) =>
        context.complete(tx),
      );
      if (planned > 0) this.logger.info({ planned }, 'digests planned');
    });
  }
}
