import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from '../../platform/index.js';

const BYTES = 5;

let loaded: Promise<Buffer> | undefined;

/** Whether a password is in the set of leaked ones that comes along (data/README.md), in whatever case. Its 215 KB are read with the first question. */
export async function hasLeaked(password: string): Promise<boolean> {
  const set = await (loaded ??= readFile(join(projectFolder(), 'data', 'leaked-passwords.bin')));
  const sought = createHash('sha256')
    .update(password.normalize('NFC').toLowerCase())
    .digest()
    .subarray(0, BYTES);
  let [from, to] = [0, set.length / BYTES];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    const order = sought.compare(set, middle * BYTES, (middle + 1) * BYTES);
    if (order === 0) return true;
    if (order < 0) to = middle;
    else from = middle + 1;
  }
  return false;
}
