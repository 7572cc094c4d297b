import { FigureEntriesService } from './figure-entries.service.js';
import { ReadingExportsController } from './reading-exports.controller.js';
import { ReadingExportsQueries } from './reading-exports.queries.js';
import { ReadingImportsController } from './reading-imports.controller.js';
import { ReadingImportsService } from './reading-imports.service.js';

/** The share of performance that takes readings out of files and puts them into files. */
export const TRANSFER_CONTROLLERS = [ReadingImportsController, ReadingExportsController];
export const TRANSFER_PROVIDERS = [ReadingImportsService, FigureEntriesService, ReadingExportsQueries];
