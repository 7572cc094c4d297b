import { Module } from '@nestjs/common';
import { ArchiveModule } from '../../archive/index.js';
import { IdentityModule } from '../../identity/index.js';
import { ProgrammesModule } from '../../programmes/index.js';
import { ShellModule } from '../shell/index.js';
import { ArchivePageController } from './archive.controller.js';
import { ClosingPageController } from './closing.controller.js';

@Module({
  imports: [ArchiveModule, IdentityModule, ProgrammesModule, ShellModule],
  controllers: [ArchivePageController, ClosingPageController],
})
export class ArchivePagesModule {}
