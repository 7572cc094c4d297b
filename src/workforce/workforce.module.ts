import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { WorkforceController } from './workforce.controller.js';
import { WORKFORCE_ENTITIES } from './workforce.entity.js';
import { WorkforceQueries } from './workforce.queries.js';
import { WorkforceService } from './workforce.service.js';

@Module({
  imports: [TypeOrmModule.forFeature(WORKFORCE_ENTITIES)],
  controllers: [WorkforceController],
  providers: [WorkforceQueries, WorkforceService],
  exports: [WorkforceQueries, WorkforceService],
})
export class WorkforceModule {}
