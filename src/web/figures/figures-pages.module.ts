import { Module } from '@nestjs/common';
import { PerformanceModule } from '../../performance/index.js';
import { ProgrammesModule } from '../../programmes/index.js';
import { PartEditingModule } from '../part/index.js';
import { ShellModule } from '../shell/index.js';
import { CommentaryController } from './commentary.controller.js';
import { FiguresController } from './figures.controller.js';
import { ImportFiguresController } from './import.controller.js';
import { MeasuresStore } from './measures.store.js';
import { PasteFiguresController } from './paste.controller.js';

@Module({
  imports: [PartEditingModule, PerformanceModule, ProgrammesModule, ShellModule],
  controllers: [CommentaryController, PasteFiguresController, FiguresController, ImportFiguresController],
  providers: [MeasuresStore],
})
export class FiguresPagesModule {}
