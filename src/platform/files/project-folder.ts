import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder that holds package.json, templates and samples, found from this file upwards: the same from `src` (tests) and from
 * `dist` (everything else), whatever the working directory is.
 * @throws Error when this code was moved out of its project.
 */
export function projectFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('BUG: no package.json above this file');
    folder = parent;
  }
  return folder;
}

/** The release that runs, as package.json has it: `0.1.0`. */
export function releaseName(): string {
  const file = readFileSync(join(projectFolder(), 'package.json'), 'utf8');
  return (JSON.parse(file) as { version: string }).version;
}
