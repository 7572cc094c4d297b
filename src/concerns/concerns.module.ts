import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { IdentityModule } from '../identity/index.js';
import { CONCERN_ENTITIES } from './concern.entity.js';
import { ConcernsController } from './concerns.controller.js';
import { ConcernsQueries } from './concerns.queries.js';
import { ConcernsService } from './concerns.service.js';

@Module({
  imports: [IdentityModule, TypeOrmModule.forFeature(CONCERN_ENTITIES)],
  controllers: [ConcernsController],
  providers: [ConcernsQueries, ConcernsService],
  exports: [ConcernsQueries, ConcernsService],
})
export class ConcernsModule {}
