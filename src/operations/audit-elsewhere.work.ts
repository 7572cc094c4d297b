import { Injectable, Module, type OnModuleInit } from '@nestjs/common';
import { AuditElsewhere, Database, recurring, WorkHandlers } from '../platform/index.js';

/** Time to hand the newest events of the audit trail over to places outside of the database. */
export const auditElsewhereDue = recurring({
  name: 'audit-elsewhere.due',
  rule: { every: 'minutes', minutes: 5 },
  missed: 'latest',
});

/** A place that does not take events is no dead letter: the next occurrence tries again, and the health check says since when. */
@Injectable()
class AuditElsewhereWork implements OnModuleInit {
  constructor(
    private readonly handlers: WorkHandlers,
    private readonly database: Database,
    private readonly elsewhere: AuditElsewhere,
  ) {}

  onModuleInit(): void {
    if (!this.elsewhere.isSetUp) return;
    this.handlers.register(auditElsewhereDue, async (_, context) => {
      await this.elsewhere.send(context.signal);
      await this.database.write((tx) => context.complete(tx));
    });
  }
}

/** The worker's part. */
@Module({ providers: [AuditElsewhereWork] })
export class OperationsWorkerModule {}
