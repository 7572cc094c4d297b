import { Injectable, type OnModuleInit } from '@nestjs/common';
import { systemActor } from '../identity/index.js';
import { Database, Logger, recurring, WorkHandlers } from '../platform/index.js';
import { SWEPT } from './retention.rules.js';
import { RetentionService } from './retention.service.js';

/** Time to take away what is kept no longer. */
export const retentionDue = recurring({
  name: 'retention.due',
  rule: { every: 'hours', hours: 6 },
  missed: 'latest',
});

/** Each class is a transaction of its own. Doing it twice at once does no harm. */
@Injectable()
export class RetentionSweeps implements OnModuleInit {
  constructor(
    private readonly handlers: WorkHandlers,
    private readonly database: Database,
    private readonly service: RetentionService,
    private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.handlers.register(retentionDue, async (_, context) => {
      for (const key of SWEPT) {
        context.signal.throwIfAborted();
        const { count } = await this.service.sweep(key, systemActor(context.claim.correlationId));
        if (count > 0) this.logger.info({ class: key, count }, 'took away what is kept no longer');
      }
      await this.database.write((tx) => context.complete(tx));
    });
  }
}
