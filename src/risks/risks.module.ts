import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { IdentityModule } from '../identity/index.js';
import { RISK_ENTITIES } from './risk.entity.js';
import { RisksController } from './risks.controller.js';
import { Risks } from './risks.queries.js';
import { RisksService } from './risks.service.js';

@Module({
  imports: [IdentityModule, TypeOrmModule.forFeature(RISK_ENTITIES)],
  controllers: [RisksController],
  providers: [Risks, RisksService],
})
export class RisksModule {}
