import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/index.js';
import { PersonsService } from './persons.service.js';
import { PersonsController, RetentionController } from './retention.controller.js';
import { RetentionSweeps } from './retention.handler.js';
import { RetentionService } from './retention.service.js';

/** How long everything is kept, what is held on a person, and what becomes of it. */
@Module({
  imports: [IdentityModule],
  controllers: [RetentionController, PersonsController],
  providers: [RetentionService, PersonsService],
  exports: [RetentionService, PersonsService],
})
export class RetentionModule {}

/** The worker's part: the sweeps. */
@Module({ imports: [RetentionModule], providers: [RetentionSweeps] })
export class RetentionWorkerModule {}
