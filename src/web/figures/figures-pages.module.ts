import { Module } from '@nestjs/common';
import { IdentityModule } from '../../identity/index.js';
import { PerformanceModule } from '../../performance/index.js';
import { ProgrammesModule } from '../../programmes/index.js';
import { ReportingModule, VersionsModule } from '../../reporting/index.js';
import { ThemesModule } from '../../themes/index.js';
import { WorkflowModule } from '../../workflow/index.js';
import { PartEditingModule } from '../part/index.js';
import { ShellModule } from '../shell/index.js';
import { CommentaryController } from './commentary.controller.js';
import { FiguresController } from './figures.controller.js';
import { ImportFiguresController } from './import.controller.js';
import { BesideMeasureController } from './measures/beside-measure.controller.js';
import { NewMeasureController, RedefinitionController } from './measures/edit.controller.js';
import { EditGroupController } from './measures/group-edit.controller.js';
import { MeasureLists } from './measures/measure-lists.js';
import { MeasureGroupPageController } from './measures/group.controller.js';
import { MeasurePageController } from './measures/measure.controller.js';
import { MeasuresPageController } from './measures/measures.controller.js';
import { MeasuresStore } from './measures.store.js';
import { PasteFiguresController } from './paste.controller.js';

@Module({
  imports: [
    IdentityModule,
    PartEditingModule,
    PerformanceModule,
    ProgrammesModule,
    ReportingModule,
    ShellModule,
    ThemesModule,
    VersionsModule,
    WorkflowModule,
  ],
  controllers: [
    CommentaryController,
    PasteFiguresController,
    FiguresController,
    ImportFiguresController,
    BesideMeasureController,
    EditGroupController,
    NewMeasureController,
    RedefinitionController,
    MeasureGroupPageController,
    MeasurePageController,
    MeasuresPageController,
  ],
  providers: [MeasureLists, MeasuresStore],
})
export class FiguresPagesModule {}
