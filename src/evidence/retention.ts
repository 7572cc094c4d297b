import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database, Logger, recurring, WorkHandlers } from '../platform/index.js';
import { RetentionService } from './retention.service.js';

/** Time to delete evidence whose time of keeping is over. */
export const evidenceRetentionDue = recurring({
  name: 'evidence-retention.due',
  rule: { every: 'hours', hours: 6 },
  missed: 'latest',
});

/** Each file is a transaction of its own, so that one that cannot be deleted keeps no other. Doing it twice at once does no harm. */
@Injectable()
export class EvidenceRetention implements OnModuleInit {
  constructor(
    private readonly handlers: WorkHandlers,
    private readonly database: Database,
    private readonly service: RetentionService,
    private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.handlers.register(evidenceRetentionDue, async (_, context) => {
      const found = await this.service.sweep(context.signal);
      this.logger.info(found, 'deleted evidence whose time is over');
      await this.database.write((tx) => context.complete(tx));
    });
  }
}
