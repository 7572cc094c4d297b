import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/index.js';
import { ProgrammesModule } from '../programmes/index.js';
import { ArchiveController } from './archive.controller.js';
import { ArchiveService } from './archive.service.js';

/** Everything of a programme as files. */
@Module({
  imports: [IdentityModule, ProgrammesModule],
  controllers: [ArchiveController],
  providers: [ArchiveService],
  exports: [ArchiveService],
})
export class ArchiveModule {}
