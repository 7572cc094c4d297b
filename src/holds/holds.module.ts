import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { IdentityModule } from '../identity/index.js';
import { HoldsController } from './holds.controller.js';
import { HoldsQueries } from './holds.queries.js';
import { HoldsService } from './holds.service.js';
import { LegalHold } from './legal-hold.entity.js';

/** What may not be deleted, whatever its time. */
@Module({
  imports: [TypeOrmModule.forFeature([LegalHold]), IdentityModule],
  controllers: [HoldsController],
  providers: [HoldsQueries, HoldsService],
  exports: [HoldsQueries, HoldsService],
})
export class HoldsModule {}
