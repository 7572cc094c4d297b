import { Module } from '@nestjs/common';
import { HoldsModule } from '../../holds/index.js';
import { IdentityModule } from '../../identity/index.js';
import { ProgrammesModule } from '../../programmes/index.js';
import { RetentionModule } from '../../retention/index.js';
import { ShellModule } from '../shell/index.js';
import { HoldsPagesController } from './holds.controller.js';
import { OwnDataController, PersonPagesController } from './persons.controller.js';
import { RetentionPagesController } from './retention.controller.js';

@Module({
  imports: [HoldsModule, IdentityModule, ProgrammesModule, RetentionModule, ShellModule],
  controllers: [HoldsPagesController, OwnDataController, PersonPagesController, RetentionPagesController],
})
export class RetentionPagesModule {}
