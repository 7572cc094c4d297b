import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat, utimes, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import {
  ArtefactStore,
  isArtefactName,
  sha256Of,
  StorageError,
  type StoredArtefact,
} from './artefact-store.js';

/** A half-written file older than this belongs to no living process. */
const STALE_MS = 24 * 60 * 60 * 1000;

/**
 * Files below one folder: `ab/ab12…` by the first two hex digits, read-only, and `tmp/` for what is being written.
 * A file gets its name only when all of it is on the disk, so a crash or a full disk leaves no partial file under a name.
 */
export class FileArtefactStore extends ArtefactStore {
  private prepared: Promise<void> | undefined;

  /** @param root made when it is missing; must lie on one file system. */
  constructor(private readonly root: string) {
    super();
  }

  override async put(bytes: Buffer): Promise<StoredArtefact> {
    const sha256 = sha256Of(bytes);
    const stored = { sha256, size: bytes.length };
    try {
      await this.prepare();
      if ((await this.intact(sha256)) !== undefined && (await this.markAsPut(sha256))) return stored;
      const temporary = join(this.root, 'tmp', `${sha256}.${randomUUID()}`);
      try {
        await writeThrough(temporary, bytes);
        await this.publish(temporary, sha256);
      } finally {
        await rm(temporary, { force: true });
      }
      return stored;
    } catch (error) {
      throw unavailable('write', error);
    }
  }

  override async exists(sha256: string): Promise<boolean> {
    if (!isArtefactName(sha256)) return false;
    try {
      await stat(this.pathOf(sha256));
      return true;
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return false;
      throw unavailable('look up', error);
    }
  }

  override async *namesBefore(instant: Date): AsyncIterable<string[]> {
    try {
      for (const folder of await namesIn(this.root)) {
        if (!/^[0-9a-f]{2}$/.test(folder)) continue;
        const old: string[] = [];
        for (const name of await namesIn(join(this.root, folder)))
          if (isArtefactName(name) && (await this.wasPutBefore(this.pathOf(name), instant))) old.push(name);
        if (old.length > 0) yield old;
      }
    } catch (error) {
      throw unavailable('list', error);
    }
  }

  /**
   * Moves the file aside and checks its age once more there. Another process that puts the same bytes meanwhile either marked the file in
   * time, and it is moved back, or finds none and writes a new one.
   */
  override async removeUnnamed(sha256: string, putBefore: Date): Promise<boolean> {
    if (!isArtefactName(sha256)) return false;
    const aside = join(this.root, 'tmp', `${sha256}.unnamed.${randomUUID()}`);
    try {
      await this.prepare();
      await rename(this.pathOf(sha256), aside);
      if (await this.wasPutBefore(aside, putBefore)) {
        await rm(aside, { force: true });
        return true;
      }
      await rename(aside, this.pathOf(sha256));
      return false;
    } catch (error) {
      // Another worker was faster.
      if (errorCode(error) === 'ENOENT') return false;
      throw unavailable('remove', error);
    }
  }

  override async remove(sha256: string): Promise<void> {
    if (!isArtefactName(sha256)) return;
    try {
      await rm(this.pathOf(sha256), { force: true });
    } catch (error) {
      throw unavailable('remove', error);
    }
  }

  override async tryToStore(): Promise<void> {
    try {
      await this.prepare();
      const temporary = join(this.root, 'tmp', `try.${randomUUID()}`);
      try {
        await writeThrough(temporary, Buffer.alloc(4096));
      } finally {
        await rm(temporary, { force: true });
      }
    } catch (error) {
      throw unavailable('write', error);
    }
  }

  override async close(): Promise<void> {
    // Nothing is held open between calls.
  }

  private pathOf(sha256: string): string {
    return join(this.root, sha256.slice(0, 2), sha256);
  }

  /** @returns false when it could not be marked, because it was just removed: then it has to be written again. */
  private async markAsPut(sha256: string): Promise<boolean> {
    const now = new Date();
    try {
      await utimes(this.pathOf(sha256), now, now);
      return true;
    } catch {
      return false;
    }
  }

  private async wasPutBefore(path: string, instant: Date): Promise<boolean> {
    const found = await stat(path).catch(() => undefined); // gone meanwhile
    return found !== undefined && found.mtimeMs < instant.getTime();
  }

  protected override async read(sha256: string): Promise<Buffer | undefined> {
    try {
      return await readFile(this.pathOf(sha256));
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return undefined;
      throw unavailable('read', error);
    }
  }

  /** Gives the finished file its name. Of two writers of the same bytes the later replaces equal by equal. */
  private async publish(temporary: string, sha256: string): Promise<void> {
    const folder = join(this.root, sha256.slice(0, 2));
    if ((await mkdir(folder, { recursive: true, mode: 0o750 })) !== undefined) await syncFolder(this.root);
    await rename(temporary, this.pathOf(sha256));
    await syncFolder(folder);
  }

  /** Once per process: the folders, and what a killed process left half-written. A failure is tried again next time. */
  private prepare(): Promise<void> {
    this.prepared ??= this.makeFolders().catch((error: unknown) => {
      this.prepared = undefined;
      throw error;
    });
    return this.prepared;
  }

  private async makeFolders(): Promise<void> {
    const temporary = join(this.root, 'tmp');
    await mkdir(temporary, { recursive: true, mode: 0o750 });
    for (const name of await readdir(temporary)) {
      const path = join(temporary, name);
      const found = await stat(path).catch(() => undefined); // gone meanwhile: its writer finished
      if (found && Date.now() - found.mtimeMs > STALE_MS) await rm(path, { force: true });
    }
  }
}

/** Nothing where there is no such folder. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}

async function writeThrough(path: string, bytes: Buffer): Promise<void> {
  await withFile(path, 'wx', async (file) => {
    await file.writeFile(bytes);
    await file.sync();
  });
}

/** Makes the folder's list of names durable. Windows cannot open a folder; it has no need to. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  await withFile(folder, 'r', (file) => file.sync());
}

async function withFile(
  path: string,
  flags: string,
  work: (file: FileHandle) => Promise<void>,
): Promise<void> {
  const file = await open(path, flags, 0o440);
  try {
    await work(file);
  } finally {
    await file.close();
  }
}

/** Asked by shape, not by class: under the test runner Node's own errors are of another realm. */
function errorCode(error: unknown): string | undefined {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : undefined;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EACCES: 'this process may not use the folder',
  EPERM: 'this process may not use the folder',
  EROFS: 'the file system is read-only',
  EIO: 'the disk reports a fault',
  EMFILE: 'this process has too many files open',
};

function unavailable(doing: string, error: unknown): StorageError {
  if (error instanceof StorageError) return error;
  const code = errorCode(error) ?? 'unknown';
  const reason = REASONS[code] ?? 'the file system refused';
  return new StorageError('unavailable', `Could not ${doing} a stored file: ${reason} (${code}).`, {
    cause: error,
  });
}
