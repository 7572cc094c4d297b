import { Module, type DynamicModule } from '@nestjs/common';
import { schema } from '../migrations/index.js';
import { ArchiveModule } from './archive/index.js';
import { CommitteesModule } from './committees/index.js';
import { ConcernsModule } from './concerns/index.js';
import { DistributionModule } from './distribution/index.js';
import { EnquiriesModule } from './enquiries/index.js';
import { EvidenceModule } from './evidence/index.js';
import { FinanceModule } from './finance/index.js';
import { HoldsModule } from './holds/index.js';
import { IdentityModule } from './identity/index.js';
import { IntakeModule } from './intake/index.js';
import { NoticesModule } from './notices/index.js';
import { OperationsModule } from './operations/index.js';
import { PerformanceModule } from './performance/index.js';
import { PlatformModule, type Config, type Logger } from './platform/index.js';
import { ProgrammesModule } from './programmes/index.js';
import { ReportingModule } from './reporting/index.js';
import { RetentionModule } from './retention/index.js';
import { RisksModule } from './risks/index.js';
import { ThemesModule } from './themes/index.js';
import { WorkflowModule } from './workflow/index.js';
import { WorkforceModule } from './workforce/index.js';

/** The only list of rooms. The web process adds pages to it, the worker process adds handlers of work. */
@Module({})
export class RoomsModule {
  static forRoot(config: Config, logger: Logger): DynamicModule {
    return {
      module: RoomsModule,
      imports: [
        PlatformModule.forRoot(config, logger, schema),
        IdentityModule,
        OperationsModule,
        ArchiveModule,
        RetentionModule,
        WorkflowModule,
        ProgrammesModule,
        HoldsModule,
        ThemesModule,
        ConcernsModule,
        PerformanceModule,
        FinanceModule,
        RisksModule,
        WorkforceModule,
        EvidenceModule,
        ReportingModule,
        CommitteesModule,
        EnquiriesModule,
        DistributionModule,
        NoticesModule,
        IntakeModule,
      ],
    };
  }
}
