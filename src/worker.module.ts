import { Module, type DynamicModule } from '@nestjs/common';
import { DistributionWorkerModule } from './distribution/index.js';
import { EnquiriesWorkerModule } from './enquiries/index.js';
import { EvidenceWorkerModule } from './evidence/index.js';
import { IdentityWorkerModule } from './identity/index.js';
import { IntakeWorkerModule } from './intake/index.js';
import { NoticesWorkerModule } from './notices/index.js';
import { OperationsWorkerModule } from './operations/index.js';
import type { Config, Logger } from './platform/index.js';
import { RenderingModule } from './reporting/worker.js';
import { RetentionWorkerModule } from './retention/index.js';
import { RoomsModule } from './rooms.module.js';

/** The worker process: the rooms and the handlers of background work. It serves no routes and no pages. */
@Module({})
export class WorkerModule {
  static forRoot(config: Config, logger: Logger): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        RoomsModule.forRoot(config, logger),
        IdentityWorkerModule,
        RenderingModule,
        DistributionWorkerModule,
        NoticesWorkerModule,
        IntakeWorkerModule,
        EvidenceWorkerModule,
        OperationsWorkerModule,
        EnquiriesWorkerModule,
        RetentionWorkerModule,
      ],
    };
  }
}
