import { Global, Module, type DynamicModule } from '@nestjs/common';
import { Audit } from './audit/audit.js';
import { AuditElsewhere, auditPlaces } from './audit/elsewhere/audit-elsewhere.js';
import { AuditStamps } from './audit/elsewhere/audit-stamps.js';
import { Calendars } from './calendar/calendars.js';
import { Clock } from './clock/clock.js';
import { Config } from './config/config.js';
import { Database } from './database/database.js';
import { DatabaseModule } from './database/database.module.js';
import type { Schema } from './database/migrate.js';
import { Health } from './health/health.js';
import { Logger } from './logging/logger.js';
import { Metrics } from './metrics/metrics.js';
import { createMailTransport, MailTransport } from './mail/mail.js';
import { WebhookTransport } from './webhook/webhook-transport.js';
import { WorkHandlers } from './outbox/work-handlers.js';
import { Outbox } from './outbox/outbox.js';
import { OutboxWorker } from './outbox/outbox-worker.js';
import { QueueBackend } from './queue/queue.js';
import { DocumentReader } from './documents/document-reader.js';
import { SpreadsheetReader } from './spreadsheets/spreadsheet-reader.js';
import { Scanner } from './scanner/scanner.js';
import { DamageReport } from './storage/damage-report.js';
import {
  ArtefactStore,
  createArtefactStore,
  createRemovableFiles,
  RemovableFiles,
} from './storage/storage.js';

/** The mechanisms under every room; it knows no business noun. */
@Global()
@Module({})
export class PlatformModule {
  static forRoot(config: Config, logger: Logger, schema: Schema): DynamicModule {
    return {
      module: PlatformModule,
      imports: [DatabaseModule.forRoot(schema)],
      providers: [
        { provide: Config, useValue: config },
        { provide: Logger, useValue: logger },
        { provide: QueueBackend, useFactory: () => new QueueBackend(config, logger) },
        { provide: ArtefactStore, useFactory: () => createArtefactStore(config) },
        { provide: RemovableFiles, useFactory: () => createRemovableFiles(config) },
        { provide: Scanner, useFactory: () => new Scanner(config) },
        { provide: MailTransport, useFactory: () => createMailTransport(config) },
        {
          provide: WebhookTransport,
          useFactory: () => new WebhookTransport({ publicOnly: config.production }),
        },
        { provide: SpreadsheetReader, useFactory: () => new SpreadsheetReader() },
        {
          provide: DocumentReader,
          inject: [SpreadsheetReader],
          useFactory: (spreadsheets: SpreadsheetReader) => new DocumentReader(spreadsheets),
        },
        Clock,
        Calendars,
        Audit,
        {
          provide: AuditStamps,
          inject: [Audit],
          useFactory: (audit: Audit) => new AuditStamps(audit, config.AUDIT_TIMESTAMP_URL),
        },
        {
          provide: AuditElsewhere,
          inject: [Audit, Database, Clock],
          useFactory: (audit: Audit, database: Database, clock: Clock) =>
            new AuditElsewhere(audit, database, clock, logger, auditPlaces(config, clock)),
        },
        Outbox,
        WorkHandlers,
        OutboxWorker,
        Health,
        Metrics,
        DamageReport,
      ],
      exports: [
        Config,
        Logger,
        QueueBackend,
        ArtefactStore,
        RemovableFiles,
        Scanner,
        MailTransport,
        WebhookTransport,
        SpreadsheetReader,
        DocumentReader,
        Clock,
        Calendars,
        Audit,
        AuditElsewhere,
        AuditStamps,
        Outbox,
        WorkHandlers,
        OutboxWorker,
        Health,
        Metrics,
      ],
    };
  }
}
