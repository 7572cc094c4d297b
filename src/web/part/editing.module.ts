import { Module } from '@nestjs/common';
import { ProgrammesModule } from '../../programmes/index.js';
import { ReportingModule } from '../../reporting/index.js';
import { PartEditors } from './editor.js';
import { ItemSteps } from './item-steps.js';

/** For the modules of the pages on which parts are written. */
@Module({
  imports: [ProgrammesModule, ReportingModule],
  providers: [PartEditors, ItemSteps],
  exports: [PartEditors, ItemSteps],
})
export class PartEditingModule {}
