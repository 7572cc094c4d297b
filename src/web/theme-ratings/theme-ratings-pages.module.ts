import { Module } from '@nestjs/common';
import { IdentityModule } from '../../identity/index.js';
import { ProgrammesModule } from '../../programmes/index.js';
import { VersionsModule } from '../../reporting/index.js';
import { ThemesModule } from '../../themes/index.js';
import { ShellModule } from '../shell/index.js';
import { ThemeRatingsController } from './theme-ratings.controller.js';

@Module({
  imports: [IdentityModule, ProgrammesModule, ShellModule, ThemesModule, VersionsModule],
  controllers: [ThemeRatingsController],
})
export class ThemeRatingsModule {}
