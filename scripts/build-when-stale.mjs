/**
 * Usage: node scripts/build-when-stale.mjs
 *
 * Builds dist/ when it is not what the sources say, and otherwise does nothing: a fresh build costs about 15 seconds, the look costs
 * none. The result gets its name when all of it is there, so two may build at once, and what runs from the old one is not disturbed
 * half-way.
 *
 * Not compared: what lies in node_modules, apart from package-lock.json.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
const STAMP = '.built-from';
const INPUTS = ['src', 'migrations', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json'];

/** Names, sizes and times of everything that goes into the build. */
function fingerprint() {
  const hash = createHash('sha256');
  const add = (path) => {
    const found = statSync(join(root, path), { throwIfNoEntry: false });
    if (!found) return;
    if (found.isDirectory()) for (const name of readdirSync(join(root, path)).sort()) add(join(path, name));
    else if (!path.endsWith('.spec.ts')) hash.update(`${path}\0${found.size}\0${found.mtimeMs}\n`);
  };
  INPUTS.forEach(add);
  return hash.digest('hex');
}

function isFresh(wanted) {
  const stamp = join(dist, STAMP);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
}

function compile(folder) {
  return new Promise((resolve, reject) => {
    const compiler = join(root, 'node_modules', 'typescript-7', 'bin', 'tsc');
    const child = spawn(process.execPath, [compiler, '-p', 'tsconfig.build.json', '--outDir', folder], {
      cwd: root,
      stdio: 'inherit',
    });
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0
        ? resolve()
        : reject(new Error('The program could not be built; the compiler has said why.')),
    );
  });
}

/** What a build left behind that was interrupted; none takes an hour. */
function removeAbandoned(workshop) {
  for (const name of readdirSync(workshop)) {
    const path = join(workshop, name);
    const found = statSync(path, { throwIfNoEntry: false });
    if (found && Date.now() - found.mtimeMs > 60 * 60 * 1000) rmSync(path, { recursive: true, force: true });
  }
}

/** @param {(sentence: string) => void} say hears that it builds, when it does. */
export async function buildWhenStale(say = () => undefined) {
  const wanted = fingerprint();
  if (isFresh(wanted)) return;
  say('Building (about 15 seconds; only when something has changed) …');
  const workshop = join(root, 'node_modules', '.cache', 'highlight-report');
  const fresh = join(workshop, `dist-${process.pid}`);
  const old = join(workshop, `old-${process.pid}`);
  mkdirSync(workshop, { recursive: true });
  removeAbandoned(workshop);
  try {
    await compile(fresh);
    if (isFresh(wanted)) return; // somebody else was quicker
    writeFileSync(join(fresh, STAMP), wanted);
    if (existsSync(dist)) renameSync(dist, old);
    renameSync(fresh, dist);
  } catch (error) {
    // Somebody else has put theirs there between our two moves: it is made from the same sources.
    if (!isFresh(wanted)) throw error;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
    rmSync(old, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  buildWhenStale().catch((error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
