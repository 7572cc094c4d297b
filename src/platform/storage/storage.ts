import { join } from 'node:path';
import type { Config } from '../config/config.js';
import { ArtefactStore } from './artefact-store.js';
import { FileArtefactStore } from './file-artefact-store.js';
import { RemovableFiles } from './removable-files.js';
import { S3ArtefactStore } from './s3-artefact-store.js';

export { ArtefactStore, StorageError, type StorageErrorCode, type StoredArtefact } from './artefact-store.js';
export { FileArtefactStore } from './file-artefact-store.js';
export { RemovableFiles } from './removable-files.js';
export { S3ArtefactStore, type S3StoreOptions } from './s3-artefact-store.js';

type StorageSettings = Pick<
  Config,
  'varDir' | 'S3_ENDPOINT' | 'S3_BUCKET' | 'S3_REGION' | 'S3_ACCESS_KEY_ID' | 'S3_SECRET_ACCESS_KEY'
>;

/** What people attach, in a folder of its own beside what is printed. @throws Error as {@link createArtefactStore}. */
export const createRemovableFiles = (config: StorageSettings): RemovableFiles =>
  new RemovableFiles(createArtefactStore(config, 'evidence'));

/**
 * S3 when a bucket is named, otherwise a folder under the product's own.
 * @throws Error naming the variable when the settings contradict each other.
 */
export function createArtefactStore(config: StorageSettings, folder = 'artefacts'): ArtefactStore {
  const {
    S3_BUCKET: bucket,
    S3_ENDPOINT: endpoint,
    S3_ACCESS_KEY_ID: id,
    S3_SECRET_ACCESS_KEY: secret,
  } = config;
  if ((id === undefined) !== (secret === undefined))
    throw new Error('S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY belong together: set both or neither.');
  if (bucket === undefined) {
    if (endpoint !== undefined) throw new Error('S3_ENDPOINT is set but S3_BUCKET is not.');
    return new FileArtefactStore(join(config.varDir, folder));
  }
  return new S3ArtefactStore({
    bucket,
    folder,
    region: config.S3_REGION,
    endpoint,
    credentials:
      id === undefined || secret === undefined ? undefined : { accessKeyId: id, secretAccessKey: secret },
  });
}
