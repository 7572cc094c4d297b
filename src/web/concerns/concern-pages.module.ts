import { Module } from '@nestjs/common';
import { ConcernsModule } from '../../concerns/index.js';
import { IdentityModule } from '../../identity/index.js';
import { ProgrammesModule } from '../../programmes/index.js';
import { PartEditingModule } from '../part/index.js';
import { ShellModule } from '../shell/index.js';
import { ConcernStores } from './concern.store.js';
import { ConcernsPageController } from './concerns.controller.js';

@Module({
  imports: [ConcernsModule, IdentityModule, PartEditingModule, ProgrammesModule, ShellModule],
  controllers: [ConcernsPageController],
  providers: [ConcernStores],
})
export class ConcernPagesModule {}
