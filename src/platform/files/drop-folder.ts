import { createHash, randomUUID } from 'node:crypto';
import { lstat, mkdir, open, readFile, realpath, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

export interface DroppedFile {
  /** Made by us: no folder in it. */
  name: string;
  bytes: Buffer;
}

/** A plain name of a folder below the root: no way up, nothing hidden. */
export const FOLDER_NAME = /^[A-Za-z0-9](?:[A-Za-z0-9 _-]{0,58}[A-Za-z0-9_-])?$/;

/** Another thing lies where the files should go. It is left as it is. */
export class AlreadyThere extends Error {
  override name = 'AlreadyThere';
}

/**
 * Puts files together into a folder of their own, which appears whole or not at all: written under a temporary name, synced, renamed. What is
 * there already is never changed; the same files once more are no fault. Does NOT hold against somebody who can write into the root and
 * changes folders into links at the same moment.
 * @param at below the root: the folder of the receiver, which has to be there, and the name of the new one in it.
 * @throws AlreadyThere; Error with the code of the file system (`ENOENT`, `ENOSPC`, `ENOTDIR`, …), and then nothing is left behind.
 */
export async function dropFiles(
  root: string,
  at: { folder: string; name: string },
  files: readonly DroppedFile[],
): Promise<void> {
  const folder = await receiverFolder(root, at.folder);
  const target = join(folder, plain(at.name));
  const temporary = join(folder, `.${randomUUID()}.tmp`);
  try {
    await mkdir(temporary, { mode: 0o750 });
    for (const { name, bytes } of files) await writeSynced(join(temporary, plain(name)), bytes);
    await syncFolder(temporary);
    // A folder takes the place of an empty one only, and that one nobody has filled.
    await rename(temporary, target);
    await syncFolder(folder);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    if (!['EEXIST', 'ENOTEMPTY', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? ''))
      throw error;
    if (!(await holds(target, files))) throw new AlreadyThere(`Something else lies at ${at.name}.`);
  }
}

/** @throws Error `ENOTDIR` for anything but a folder that lies directly below the root: a link leads elsewhere. */
async function receiverFolder(root: string, name: string): Promise<string> {
  const real = await realpath(root);
  const folder = join(real, plain(name));
  if (!(await lstat(folder)).isDirectory())
    throw Object.assign(new Error('This is not a folder.'), { code: 'ENOTDIR' });
  return folder;
}

function plain(name: string): string {
  if (name === '' || name.startsWith('.') || /[/\\\0]/.test(name))
    throw new Error('BUG: a name that leads elsewhere');
  return name;
}

async function writeSynced(path: string, bytes: Buffer): Promise<void> {
  const file = await open(path, 'wx', 0o640);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function holds(target: string, files: readonly DroppedFile[]): Promise<boolean> {
  const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
  try {
    for (const { name, bytes } of files)
      if (hash(await readFile(join(target, name))) !== hash(bytes)) return false;
    return true;
  } catch {
    return false;
  }
}
