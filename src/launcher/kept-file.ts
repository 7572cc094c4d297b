import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { systemCode } from './system-error.js';

/**
 * Reads a JSON file of ours, or undefined when there is none.
 * @throws Error that names the file when it is not JSON: it is not overwritten, somebody may want to mend it.
 */
export function readKept(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${file} is not readable as JSON. Mend it, or move it away to have a new one made.`, {
      cause: error,
    });
  }
}

/** Writes a JSON file that only its owner may read; all of it or nothing. */
export function keep(file: string, value: unknown): void {
  mkdirSync(dirname(file), { recursive: true });
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  chmodSync(fresh, 0o600); // whatever an older file of this name had
  renameSync(fresh, file);
}
