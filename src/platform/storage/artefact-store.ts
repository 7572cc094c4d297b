import { createHash } from 'node:crypto';

/** Where a stored file can be found again: its own SHA-256, in lower-case hex. */
export interface StoredArtefact {
  sha256: string;
  /** Bytes. */
  size: number;
}

/**
 * - `missing`: nothing is stored under that hash (a name that is not a hash cannot be stored, and counts as missing).
 * - `corrupt`: something is stored, but its bytes do not have that hash. It must not be served or made again in silence.
 * - `unavailable`: the store could not answer (disk full, no rights, network, refused login); trying again may help.
 */
export type StorageErrorCode = 'missing' | 'corrupt' | 'unavailable';

export class StorageError extends Error {
  override name = 'StorageError';

  /** @param message a sentence for the operator; holds a hash at most, never content or a secret. */
  constructor(
    readonly code: StorageErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/**
 * Keeps rendered files, each under the hash of its bytes, written once and never changed. Knows nothing of what they mean:
 * which files belong to which report is a row in the database.
 */
export abstract class ArtefactStore {
  private readonly damaged = new Set<string>();

  /** Hears of each file that this process finds missing or damaged, once until it is whole again. */
  onDamage: (sha256: string, code: 'missing' | 'corrupt') => void = () => undefined;

  /**
   * Stores the bytes; doing it again, also at the same time, changes nothing.
   * @throws StorageError `unavailable`, and then no part of the file is left under its name; `corrupt` when a damaged file
   * already has that name (it is left as it is, for a person to look at).
   */
  abstract put(bytes: Buffer): Promise<StoredArtefact>;

  /**
   * The bytes, checked against their name on every read, here for every kind of store.
   * @throws StorageError of any code.
   */
  async get(sha256: string): Promise<Buffer> {
    assertArtefactName(sha256);
    const bytes = await this.intact(sha256);
    if (bytes !== undefined) return bytes;
    this.note(sha256, 'missing');
    throw new StorageError('missing', `No file is stored under the hash ${sha256}.`);
  }

  /** Files that this process found missing or damaged when it read them last. */
  get damagedFiles(): number {
    return this.damaged.size;
  }

  /**
   * Whether something is stored under that hash. Its bytes are not checked: only `get` does that.
   * @throws StorageError `unavailable`.
   */
  abstract exists(sha256: string): Promise<boolean>;

  /**
   * The names of what was put before that instant and not again since, in parts of some hundreds. What has no name of ours is passed over.
   * @throws StorageError `unavailable`.
   */
  abstract namesBefore(instant: Date): AsyncIterable<string[]>;

  /**
   * Takes away a file that nothing names, unless it was put again after that instant.
   * @returns whether it is gone; false for a store whose files nobody here may delete.
   * @throws StorageError `unavailable`.
   */
  abstract removeUnnamed(sha256: string, putBefore: Date): Promise<boolean>;

  /**
   * Takes a file away for good; where there is none, nothing happens. Only {@link RemovableFiles} asks for it.
   * @throws StorageError `unavailable`.
   */
  abstract remove(sha256: string): Promise<void>;

  /**
   * Stores something small and takes it away again, where it may; a store whose files nobody here may delete is only asked.
   * @throws StorageError `unavailable`.
   */
  abstract tryToStore(): Promise<void>;

  /** Lets go of connections; a store is not used after that. */
  abstract close(): Promise<void>;

  /**
   * Whatever is stored under that hash, unchecked; undefined when nothing is.
   * @param sha256 a hash.
   * @throws StorageError `unavailable`.
   */
  protected abstract read(sha256: string): Promise<Buffer | undefined>;

  /**
   * What is stored under that hash, checked; undefined when nothing is.
   * @throws StorageError `corrupt` when the bytes are not those that the name promises; `unavailable`.
   */
  protected async intact(sha256: string): Promise<Buffer | undefined> {
    const bytes = await this.read(sha256);
    if (bytes === undefined) return undefined;
    const found = sha256Of(bytes);
    if (found !== sha256) {
      this.note(sha256, 'corrupt');
      throw new StorageError(
        'corrupt',
        `The stored file ${sha256} is damaged: its ${bytes.length} bytes have the hash ${found}.`,
      );
    }
    this.damaged.delete(sha256);
    return bytes;
  }

  private note(sha256: string, code: 'missing' | 'corrupt'): void {
    if (this.damaged.has(sha256)) return;
    this.damaged.add(sha256);
    this.onDamage(sha256, code);
  }
}

export function sha256Of(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Names are made by us and are exactly a hash, so no name can lead out of the store. */
export function isArtefactName(name: string): boolean {
  return /^[0-9a-f]{64}$/.test(name);
}

/** @throws StorageError `missing` for anything but a hash, before any disk or network is touched. */
function assertArtefactName(name: string): void {
  if (!isArtefactName(name))
    throw new StorageError(
      'missing',
      'That is not the name of a stored file: 64 lower-case hex digits are expected.',
    );
}
