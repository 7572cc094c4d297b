import { Module } from '@nestjs/common';
import { IdentityModule } from '../../identity/index.js';
import { ProgrammesModule } from '../../programmes/index.js';
import { ThemesModule } from '../../themes/index.js';
import { PartEditingModule } from '../part/index.js';
import { ShellModule } from '../shell/index.js';
import { ObjectiveStepsController } from './objective-steps.controller.js';
import { ObjectivesController } from './objective.controller.js';
import { OverviewController } from './overview.controller.js';
import { PlanController } from './plan.controller.js';
import { ThemeStore } from './theme.store.js';

@Module({
  imports: [IdentityModule, PartEditingModule, ProgrammesModule, ShellModule, ThemesModule],
  controllers: [PlanController, ObjectivesController, ObjectiveStepsController, OverviewController],
  providers: [ThemeStore],
})
export class ThemePagesModule {}
