import { Module } from '@nestjs/common';
import { ProgrammesModule } from '../../programmes/index.js';
import { ThemesModule } from '../../themes/index.js';
import { WorkforceModule } from '../../workforce/index.js';
import { PartEditingModule } from '../part/index.js';
import { ShellModule } from '../shell/index.js';
import { BenchmarksController } from './benchmarks.controller.js';
import { TeamsController } from './teams.controller.js';
import { WorkforceStore } from './workforce.store.js';

@Module({
  imports: [PartEditingModule, ProgrammesModule, ShellModule, ThemesModule, WorkforceModule],
  controllers: [TeamsController, BenchmarksController],
  providers: [WorkforceStore],
})
export class WorkforcePagesModule {}
