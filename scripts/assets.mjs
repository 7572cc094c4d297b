/**
 * Usage: node scripts/assets.mjs
 *
 * Makes what browsers load: style sheets, scripts and fonts from browser/ into public/, with the hash of the content in each name
 * and a br and a gz copy beside each text. `manifest.json` says which name stands for which source; it is written last and by a
 * rename, so that a reader finds all that it names. Does nothing when public/ is what the sources say.
 *
 * Fails when the style sheet or our own scripts have grown beyond their budget.
 */
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
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const source = join(root, 'browser');
const target = join(root, 'public');
const manifestFile = join(target, 'manifest.json');

/** Name in a page → source. A new script is one more line here. */
const ENTRIES = {
  'app.css': 'browser/styles/app.scss',
  'start.js': 'browser/start.ts',
  'app.js': 'browser/app.ts',
  'conflict.js': 'browser/conflict.ts',
  'editor.js': 'browser/editor.ts',
  'grid.js': 'browser/grid.ts',
  'key.js': 'browser/key.ts',
  'live.js': 'browser/live.ts',
  'risk.js': 'browser/risk.ts',
  'sentences.js': 'browser/sentences.ts',
  'upload.js': 'browser/upload.ts',
  'verify.js': 'browser/verify.ts',
};

/** Rules of the server that a script has too. They import nothing. */
const SHARED = [join(root, 'src', 'reporting', 'sentences.rules.ts')];

/** Bytes, gzip: what a first view may cost. */
const BUDGET = { 'app.css': 22_000, 'app.js': 16_000 };

function fingerprint() {
  const hash = createHash('sha256');
  const add = (path) => {
    if (statSync(path).isDirectory()) for (const name of readdirSync(path).sort()) add(join(path, name));
    else hash.update(`${path.slice(root.length)}\0`).update(readFileSync(path));
  };
  [source, ...SHARED, join(root, 'package-lock.json'), fileURLToPath(import.meta.url)].forEach(add);
  return hash.digest('hex');
}

const isFresh = (wanted) =>
  existsSync(manifestFile) && JSON.parse(readFileSync(manifestFile, 'utf8')).builtFrom === wanted;

/** Deprecated mixins that the libraries themselves still use are theirs to mend. */
const logger = {
  warn: (message, { stack = '' }) => {
    if (!/^\s*node_modules\//.test(stack)) process.stderr.write(`${message}\n${stack}\n`);
  },
};

/** @param {import('sass')} sass */
const scss = (sass) => ({
  name: 'scss',
  setup: (build) =>
    build.onLoad({ filter: /\.scss$/ }, ({ path }) => ({
      contents: sass.compile(path, { loadPaths: [root], style: 'compressed', logger }).css,
      loader: 'css',
      resolveDir: dirname(path),
    })),
});

async function bundle() {
  // Loaded only when there is something to build: both take longer to load than the look takes.
  const [{ build }, sass] = await Promise.all([import('esbuild'), import('sass')]);
  return build({
    absWorkingDir: root,
    entryPoints: Object.values(ENTRIES),
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    outdir: target,
    publicPath: '/assets',
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['es2022'],
    loader: { '.woff2': 'file', '.svg': 'dataurl' },
    legalComments: 'eof',
    plugins: [scss(sass)],
    metafile: true,
    write: false,
  });
}

function writeCompressed(path, bytes) {
  writeFileSync(path, bytes);
  if (path.endsWith('.woff2')) return;
  writeFileSync(
    `${path}.br`,
    brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
  );
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
}

/** @throws Error naming what has grown beyond its budget. */
function checkBudget(files) {
  for (const [name, most] of Object.entries(BUDGET)) {
    const { size } = statSync(join(target, `${files[name]}.gz`));
    if (size > most) throw new Error(`${name} has ${size} bytes (gzip); its budget is ${most}.`);
  }
}

/** Builds when the sources have changed. */
export default async function buildAssets() {
  const builtFrom = fingerprint();
  if (isFresh(builtFrom)) return;
  const { outputFiles, metafile } = await bundle();
  mkdirSync(target, { recursive: true });
  for (const { path, contents } of outputFiles) writeCompressed(path, contents);
  const files = {};
  for (const [path, { entryPoint }] of Object.entries(metafile.outputs))
    for (const [name, of] of Object.entries(ENTRIES)) if (entryPoint === of) files[name] = basename(path);
  checkBudget(files);
  const kept = new Set(['manifest.json', ...outputFiles.map(({ path }) => basename(path))]);
  const half = `${manifestFile}.${process.pid}`;
  writeFileSync(half, `${JSON.stringify({ builtFrom, files }, null, 2)}\n`);
  renameSync(half, manifestFile);
  for (const name of readdirSync(target))
    if (!kept.has(name.replace(/\.(?:br|gz)$/, ''))) rmSync(join(target, name), { force: true });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildAssets();
