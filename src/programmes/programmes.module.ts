import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { IdentityModule } from '../identity/index.js';
import { WorkflowModule } from '../workflow/index.js';
import { CarryForward } from './carry-forward.js';
import { PartsQueries } from './parts.queries.js';
import { Programme, ReportingPeriod } from './programme.entity.js';
import { PeriodsController, ProgrammesController } from './programmes.controller.js';
import { ProgrammesQueries } from './programmes.queries.js';
import { ProgrammesService } from './programmes.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Programme, ReportingPeriod]), IdentityModule, WorkflowModule],
  controllers: [ProgrammesController, PeriodsController],
  providers: [PartsQueries, ProgrammesQueries, ProgrammesService, CarryForward],
  exports: [PartsQueries, ProgrammesQueries, ProgrammesService],
})
export class ProgrammesModule {}
