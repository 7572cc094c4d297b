import { Module, type OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CommitteesModule } from '../committees/index.js';
import { IdentityModule } from '../identity/index.js';
import { counted, Health } from '../platform/index.js';
import { ProgrammesModule } from '../programmes/index.js';
import { VersionsModule } from '../reporting/index.js';
import { BindingHandler } from './binding.handler.js';
import { DeliveriesController } from './deliveries.controller.js';
import { DeliveriesQueries } from './deliveries.queries.js';
import { DeliveriesService } from './deliveries.service.js';
import { Delivery, DeliveryEventRow } from './delivery.entity.js';
import { DeliveryLedger } from './delivery-ledger.js';
import { DeliveryMailbox, DeliveryNotice } from './learnt/delivery-notice.entity.js';
import { DeliveryNoticesService } from './learnt/delivery-notices.service.js';
import { MailboxHandler } from './learnt/mailbox.handler.js';
import { MailboxHealth } from './learnt/mailbox-health.js';
import { RelayController } from './learnt/relay.controller.js';
import { Dispatch } from './dispatch.entity.js';
import { DispatchMail } from './dispatch-mail.js';
import { DispatchContentsQueries } from './dispatch-contents.queries.js';
import { DraftToldQueries } from './draft-told.queries.js';
import { DispatchesController } from './dispatches.controller.js';
import { DispatchesQueries } from './dispatches.queries.js';
import { DispatchesService } from './dispatches.service.js';
import { HandoffController } from './handoff/handoff.controller.js';
import { LateQueries } from './late.queries.js';
import { PackBuilder } from './handoff/pack-builder.js';
import { PapersToPlan } from './papers-to-plan.js';
import { PaperTasksQueries } from './paper-tasks.queries.js';
import { DispatchSchedule, DispatchScheduleRun } from './schedules/schedule.entity.js';
import { SchedulesController } from './schedules/schedules.controller.js';
import { SchedulesHandler } from './schedules/schedules.handler.js';
import { SchedulesQueries } from './schedules/schedules.queries.js';
import { SchedulesService } from './schedules/schedules.service.js';
import { StandingPapersLedger } from './standing-papers.js';
import { SendingHandler } from './sending.handler.js';
import { DeliveryLink, DeliveryLinkEventRow } from './links/delivery-link.entity.js';
import { DeliveryAddressController, ReceivedPapersController } from './links/links.controller.js';
import { LinksService } from './links/links.service.js';
import { ReadingsService } from './links/readings.service.js';
import { Carriers } from './ways/carriers.js';
import { FolderCarrier } from './ways/folder.carrier.js';
import { MailCarrier } from './ways/mail.carrier.js';
import { PaperFactsReader } from './ways/paper-facts.js';
import { WebhookCarrier } from './ways/webhook.carrier.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([
      Dispatch,
      Delivery,
      DeliveryEventRow,
      DeliveryLink,
      DeliveryLinkEventRow,
      DeliveryNotice,
      DeliveryMailbox,
      DispatchSchedule,
      DispatchScheduleRun,
    ]),
  ],
  providers: [DeliveryLedger, DeliveryNoticesService],
  exports: [DeliveryLedger, DeliveryNoticesService],
})
class LedgerModule {}

/** Plans dispatches, reads the delivery ledger, records decisions about failures, and makes packs for committee systems. */
@Module({
  imports: [LedgerModule, IdentityModule, ProgrammesModule, CommitteesModule, VersionsModule],
  controllers: [
    DispatchesController,
    DeliveriesController,
    DeliveryAddressController,
    ReceivedPapersController,
    RelayController,
    HandoffController,
    SchedulesController,
  ],
  providers: [
    DispatchesQueries,
    DispatchContentsQueries,
    DispatchesService,
    PapersToPlan,
    SchedulesQueries,
    SchedulesService,
    DeliveriesQueries,
    DeliveriesService,
    LinksService,
    ReadingsService,
    LateQueries,
    PackBuilder,
    PaperTasksQueries,
    DraftToldQueries,
    MailboxHealth,
    StandingPapersLedger,
  ],
  exports: [
    SchedulesQueries,
    SchedulesService,
    DispatchesQueries,
    DispatchContentsQueries,
    DispatchesService,
    DeliveriesQueries,
    DeliveriesService,
    LinksService,
    ReadingsService,
    PackBuilder,
    LateQueries,
    PaperTasksQueries,
    DraftToldQueries,
    StandingPapersLedger,
  ],
})
export class DistributionModule implements OnModuleInit {
  constructor(
    private readonly health: Health,
    private readonly deliveries: DeliveriesQueries,
  ) {}

  /** What is uncertain or came back needs a person: the check fails until somebody has decided. */
  onModuleInit(): void {
    this.health.add('mail', async () => {
      const { uncertain, returned } = await this.deliveries.countWaiting();
      return {
        name: 'mail',
        kind: 'alert',
        ok: uncertain + returned === 0,
        detail: `${counted(uncertain, 'delivery is uncertain and waits', 'deliveries are uncertain and wait')} for a person; ${counted(returned, 'delivery', 'deliveries')} came back, as notices say`,
      };
    });
  }
}

/** The worker's part: binds dispatches that are due and sends their deliveries. */
@Module({
  imports: [LedgerModule, VersionsModule, CommitteesModule],
  providers: [
    BindingHandler,
    Carriers,
    DispatchMail,
    FolderCarrier,
    MailboxHandler,
    MailCarrier,
    PaperFactsReader,
    SchedulesHandler,
    SendingHandler,
    WebhookCarrier,
  ],
})
export class DistributionWorkerModule {}
