import { zipSync, type Zippable } from 'fflate';
import type { PackFile } from './pack.rules.js';

const NAME = /^(?:(?:public|exempt)\/)?[a-z0-9]+(?:[-.][a-z0-9]+)*$/;

/**
 * The same files at the same instant make the same bytes, on every machine. PDFs are compressed already.
 * @param instant of every file, in UTC; ZIP keeps it to two seconds and knows no zones.
 * @throws Error for a name that is not one of ours, or that is used twice.
 */
export function packed(files: readonly PackFile[], instant: Date): Buffer {
  const archive: Zippable = {};
  for (const { name, bytes, format } of files) {
    if (!NAME.test(name) || name in archive)
      throw new Error(`BUG: "${name}" is no name for a file of a pack`);
    archive[name] = [bytes, { level: format === 'pdf' ? 0 : 6, mtime: asIfLocal(instant) }];
  }
  return Buffer.from(zipSync(archive));
}

/** fflate writes the hours of the machine's own zone; these are the hours of UTC, whatever that zone is. */
const asIfLocal = (at: Date): Date =>
  new Date(
    at.getUTCFullYear(),
    at.getUTCMonth(),
    at.getUTCDate(),
    at.getUTCHours(),
    at.getUTCMinutes(),
    at.getUTCSeconds(),
  );
