import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { IdentityModule } from '../identity/index.js';
import { ProgrammesModule } from '../programmes/index.js';
import { PERFORMANCE_ENTITIES } from './measure.entity.js';
import { MeasuresSectionController } from './measures-section.controller.js';
import { MeasuresController } from './measures.controller.js';
import { DictionaryChecks } from './dictionary-checks.js';
import { FedReadings } from './fed-readings.js';
import { MeasureBoardQueries } from './measure-board.queries.js';
import { MeasurePastQueries } from './measure-past.queries.js';
import { MeasuresQueries } from './measures.queries.js';
import { MeasuresSection } from './measures-section.js';
import { MeasuresService } from './measures.service.js';
import { PartFiguresQueries } from './part-figures.queries.js';
import { ReadingsService } from './readings.service.js';
import { FigureEntriesService } from './transfer/figure-entries.service.js';
import { ReadingImportsService } from './transfer/reading-imports.service.js';
import { TRANSFER_CONTROLLERS, TRANSFER_PROVIDERS } from './transfer/transfer.js';

@Module({
  imports: [TypeOrmModule.forFeature(PERFORMANCE_ENTITIES), IdentityModule, ProgrammesModule],
  controllers: [MeasuresController, MeasuresSectionController, ...TRANSFER_CONTROLLERS],
  exports: [
    FigureEntriesService,
    MeasureBoardQueries,
    MeasurePastQueries,
    MeasuresQueries,
    MeasuresSection,
    MeasuresService,
    PartFiguresQueries,
    ReadingImportsService,
    ReadingsService,
  ],
  providers: [
    MeasureBoardQueries,
    MeasurePastQueries,
    MeasuresQueries,
    MeasuresService,
    MeasuresSection,
    ReadingsService,
    DictionaryChecks,
    FedReadings,
    PartFiguresQueries,
    ...TRANSFER_PROVIDERS,
  ],
})
export class PerformanceModule {}
