import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { IdentityModule } from '../identity/index.js';
import { CONCERN_ENTITIES } from './concern.entity.js';
import { ConcernsController } from './concerns.controller.js';
import { Concerns } from './concerns.queries.js';
import { ConcernsService } from './concerns.service.js';

@Module({
  imports: [IdentityModule, TypeOrmModule.forFeature(CONCERN_ENTITIES)],
  controllers: [ConcernsController],
  providers: [Concerns, ConcernsService],
})
export class ConcernsModule {}
