import { Module } from '@nestjs/common';
import { DistributionModule } from '../distribution/index.js';
import { IdentityModule } from '../identity/index.js';
import { ProgrammesModule } from '../programmes/index.js';
import { ArchiveController } from './archive.controller.js';
import { ArchiveService } from './archive.service.js';
import { ClosingController } from './closing.controller.js';
import { ClosingService } from './closing.service.js';

/** A programme that has ended: everything of it as files, and closing it. */
@Module({
  imports: [DistributionModule, IdentityModule, ProgrammesModule],
  controllers: [ArchiveController, ClosingController],
  providers: [ArchiveService, ClosingService],
  exports: [ArchiveService, ClosingService],
})
export class ArchiveModule {}
