import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ProgrammesModule } from '../../programmes/index.js';
import { Frames } from './frames.js';
import { KnownPages } from './known-pages.js';
import { Once } from './once.js';
import { OnceRow } from './once.entity.js';
import { PageInterceptor } from './page.interceptor.js';

/** What every page needs. A module of pages imports it. */
@Module({
  imports: [DiscoveryModule, ProgrammesModule, TypeOrmModule.forFeature([OnceRow])],
  providers: [Frames, KnownPages, Once, PageInterceptor],
  exports: [Frames, KnownPages, Once, PageInterceptor],
})
export class ShellModule {}
