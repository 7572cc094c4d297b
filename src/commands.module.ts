import { Module, type DynamicModule } from '@nestjs/common';
import { schema } from '../migrations/index.js';
import { IdentityModule } from './identity/index.js';
import { PlatformModule, type Config, type Logger } from './platform/index.js';
import { HoldsModule } from './holds/index.js';
import { ProgrammesModule } from './programmes/index.js';
import { RetentionModule } from './retention/index.js';

/**
 * What the commands at a terminal need: people, the programmes in which they have roles, the audit trail, and what is kept how long. Without pages and the
 * other rooms a command starts sooner.
 */
@Module({})
export class CommandsModule {
  static forRoot(config: Config, logger: Logger): DynamicModule {
    return {
      module: CommandsModule,
      imports: [
        PlatformModule.forRoot(config, logger, schema),
        IdentityModule,
        ProgrammesModule,
        HoldsModule,
        RetentionModule,
      ],
    };
  }
}
