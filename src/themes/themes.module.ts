import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { IdentityModule } from '../identity/index.js';
import { ProgrammesModule } from '../programmes/index.js';
import { THEME_ENTITIES } from './theme.entity.js';
import { ThemePastQueries } from './theme-past.queries.js';
import { ThemesController } from './themes.controller.js';
import { ThemesQueries } from './themes.queries.js';
import { ThemesService } from './themes.service.js';

@Module({
  imports: [IdentityModule, TypeOrmModule.forFeature(THEME_ENTITIES), ProgrammesModule],
  controllers: [ThemesController],
  providers: [ThemePastQueries, ThemesQueries, ThemesService],
  exports: [ThemePastQueries, ThemesQueries, ThemesService],
})
export class ThemesModule {}
