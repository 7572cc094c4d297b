export { startPostgres, type EmbeddedPostgres, type PostgresOptions } from './embedded-postgres.js';
export { FolderInUse } from './folder-lock.js';
export { freePort } from './ports.js';
export { Processes, type ChildSpec, type ProcessesOptions, type Ready } from './processes.js';
