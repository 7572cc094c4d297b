export { archiveFile } from './archive.controller.js';
export { ArchiveModule } from './archive.module.js';
export { ArchiveService, type Manifest } from './archive.service.js';
export { closingInput, ClosingService, type ClosingView } from './closing.service.js';
