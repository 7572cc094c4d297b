import { ExportsController } from './exports.controller.js';
import { ReadingExports } from './exports.queries.js';
import { ImportsController } from './imports.controller.js';
import { ReadingImports } from './imports.service.js';

/** The share of performance that takes readings out of files and puts them into files. */
export const TRANSFER_CONTROLLERS = [ImportsController, ExportsController];
export const TRANSFER_PROVIDERS = [ReadingImports, ReadingExports];
