import { Module } from '@nestjs/common';
import { ThemesModule } from '../../themes/index.js';
import { PartEditingModule } from '../part/index.js';
import { ShellModule } from '../shell/index.js';
import { OverviewController } from './overview.controller.js';
import { ThemeStore } from './theme.store.js';

@Module({
  imports: [PartEditingModule, ShellModule, ThemesModule],
  controllers: [OverviewController],
  providers: [ThemeStore],
})
export class ThemePagesModule {}
