import type { ArtefactStore, StoredArtefact } from './artefact-store.js';

/**
 * Files that people bring, each under the hash of its bytes, as what is printed is kept, and in a folder of its own: what has no place
 * there can be taken away, and nothing that was printed ever is.
 */
export class RemovableFiles {
  constructor(readonly store: ArtefactStore) {}

  /** @throws StorageError as {@link ArtefactStore.put}. */
  put(bytes: Buffer): Promise<StoredArtefact> {
    return this.store.put(bytes);
  }

  /** @throws StorageError as {@link ArtefactStore.get}. */
  get(sha256: string): Promise<Buffer> {
    return this.store.get(sha256);
  }

  /** Gone for good; the caller has made sure that nothing names it. @throws StorageError `unavailable`. */
  remove(sha256: string): Promise<void> {
    return this.store.remove(sha256);
  }

  /** As {@link ArtefactStore.namesBefore}. */
  namesBefore(instant: Date): AsyncIterable<string[]> {
    return this.store.namesBefore(instant);
  }

  /** Files that this process found missing or damaged when it read them last. */
  get damagedFiles(): number {
    return this.store.damagedFiles;
  }
}
