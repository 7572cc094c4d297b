import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database, Logger, recurring, WorkHandlers } from '../platform/index.js';
import { IntakeService } from './intake.service.js';

/** Time to delete reports that somebody brought and nobody wrote. */
export const oldIntakesDue = recurring({
  name: 'old-intakes.due',
  rule: { every: 'hours', hours: 6 },
  missed: 'latest',
});

/** What a report said that is not written within a week is deleted: it is nobody's record, and holds what is not published. */
@Injectable()
export class OldIntakes implements OnModuleInit {
  constructor(
    private readonly handlers: WorkHandlers,
    private readonly database: Database,
    private readonly intakes: IntakeService,
    private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.handlers.register(oldIntakesDue, (_, context) =>
      this.database.write(async (tx) => {
        const deleted = await this.intakes.forgetOld(tx);
        await context.complete(tx);
        this.logger.info({ deleted }, 'deleted reports that were brought and not written');
      }),
    );
  }
}
