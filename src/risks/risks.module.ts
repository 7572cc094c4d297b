import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { IdentityModule } from '../identity/index.js';
import { AcceptancesService } from './acceptances.service.js';
import { RISK_ENTITIES } from './risk.entity.js';
import { RisksController } from './risks.controller.js';
import { RisksQueries } from './risks.queries.js';
import { RisksService } from './risks.service.js';

@Module({
  imports: [TypeOrmModule.forFeature(RISK_ENTITIES), IdentityModule],
  controllers: [RisksController],
  providers: [RisksQueries, RisksService, AcceptancesService],
  exports: [RisksQueries, RisksService, AcceptancesService],
})
export class RisksModule {}
