import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Reads a JSON file that this program wrote, or undefined when there is none.
 * @throws Error that names the file when it is not JSON. The file is left as it is, so that a person can repair it.
 */
export function readPrivateJson(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${file} is not readable as JSON. Repair it, or move it away to have a new one made.`, {
      cause: error,
    });
  }
}

/** Writes a JSON file that only its owner may read (0600). The file is replaced as a whole or not at all. */
export function writePrivateJson(file: string, value: unknown): void {
  mkdirSync(dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}`;
  writeFileSync(temporary, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  chmodSync(temporary, 0o600); // a file of this name may be left with another mode
  renameSync(temporary, file);
}
