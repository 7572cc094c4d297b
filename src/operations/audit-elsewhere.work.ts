import { Injectable, Module, type OnModuleInit } from '@nestjs/common';
import { AuditElsewhere, AuditStamps, Database, recurring, WorkHandlers } from '../platform/index.js';

/** Time to hand the newest events of the audit trail over to places outside of the database. */
export const auditElsewhereDue = recurring({
  name: 'audit-elsewhere.due',
  rule: { every: 'minutes', minutes: 5 },
  missed: 'latest',
});

/** Time to have the head of the trail signed. */
export const auditStampDue = recurring({
  name: 'audit-stamp.due',
  rule: { every: 'day', at: '02:30' },
  missed: 'latest',
});

/** A place that does not take events is no dead letter: the next occurrence tries again, and the health check says since when. */
@Injectable()
class AuditElsewhereWork implements OnModuleInit {
  constructor(
    private readonly handlers: WorkHandlers,
    private readonly database: Database,
    private readonly elsewhere: AuditElsewhere,
    private readonly stamps: AuditStamps,
  ) {}

  onModuleInit(): void {
    if (this.elsewhere.isSetUp)
      this.handlers.register(auditElsewhereDue, async (_, context) => {
        await this.elsewhere.send(context.signal);
        await this.database.write((tx) => context.complete(tx));
      });
    if (this.stamps.isSetUp)
      this.handlers.register(auditStampDue, async ({ occurrence }, context) => {
        await this.stamps.stamp(`audit-stamp-${occurrence}`);
        await this.database.write((tx) => context.complete(tx));
      });
  }
}

/** The worker's part. */
@Module({ providers: [AuditElsewhereWork] })
export class OperationsWorkerModule {}
