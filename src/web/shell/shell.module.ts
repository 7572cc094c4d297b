import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { IdentityModule } from '../../identity/index.js';
import { ProgrammesModule } from '../../programmes/index.js';
import { Frames } from './frames.js';
import { KnownPages } from './known-pages.js';
import { Once } from './once.js';
import { OnceRow } from './once.entity.js';
import { PageInterceptor } from './page.interceptor.js';
import { StepUps } from './step-up.js';

/** What every page needs. A module of pages imports it. */
@Module({
  imports: [DiscoveryModule, IdentityModule, ProgrammesModule, TypeOrmModule.forFeature([OnceRow])],
  providers: [Frames, KnownPages, Once, PageInterceptor, StepUps],
  exports: [Frames, KnownPages, Once, PageInterceptor, StepUps],
})
export class ShellModule {}
