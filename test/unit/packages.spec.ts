import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';

interface Locked {
  version?: string;
  integrity?: string;
  resolved?: string;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  hasInstallScript?: boolean;
}
interface Manifest {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  allowScripts: Record<string, boolean>;
}

const read = (file: string): unknown =>
  JSON.parse(readFileSync(join(resolve(import.meta.dirname, '../..'), file), 'utf8'));
const manifest = read('package.json') as Manifest;
const { packages } = read('package-lock.json') as { packages: Record<string, Locked> };
const locked = Object.entries(packages).filter(([path]) => path !== '');

/** As npm decides: a list names what it is for, or with `!` what it is not for. */
const isFor = (list: readonly string[] | undefined, here: string): boolean =>
  list === undefined ||
  list.includes(here) ||
  (list.every((one) => one.startsWith('!')) && !list.includes(`!${here}`));

describe('the packages of others', () => {
  it('are named with the one version that is meant', () => {
    const { dependencies, devDependencies, optionalDependencies = {} } = manifest;
    const asked = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
    expect(asked.length).toBeGreaterThan(50);
    expect(
      asked.filter(([, version]) => !/^(?:npm:[\w@/-]+@)?\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version)),
    ).toEqual([]);
  });

  it('are what they were when they were chosen: each that is installed here is known by its SHA-512', () => {
    const unknown = locked.filter(([, { integrity }]) => integrity?.startsWith('sha512-') !== true);
    // Those of other platforms are never fetched, so that npm has not learned their hashes.
    expect(
      unknown
        .filter(([, { optional, os, cpu }]) => optional !== true || (isFor(os, 'linux') && isFor(cpu, 'x64')))
        .map(([path]) => path),
    ).toEqual([]);
    expect(locked.length - unknown.length).toBeGreaterThan(1000);
  });

  it('come from the registry that npm is set to, and none from a folder, a repository or an address', () => {
    expect(
      locked
        .filter(([, { resolved, version }]) => version === undefined || resolved !== undefined)
        .map(([path]) => path),
    ).toEqual([]);
  });

  it('run nothing when they are installed', () => {
    const scripts = locked.filter(([, { hasInstallScript }]) => hasInstallScript === true);
    expect(scripts.length).toBeGreaterThan(3);
    expect(
      scripts
        .map(([path]) => path.split('node_modules/').at(-1) ?? '')
        .filter((name) => manifest.allowScripts[name] !== false),
    ).toEqual([]);
  });
});
