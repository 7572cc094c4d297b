/** This repository's TypeScript as JavaScript, translated file by file and kept on disk until a file changes. Does NOT check types. */
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const options = {
  swcrc: false,
  jsc: {
    target: 'es2023',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    experimental: { keepImportAttributes: true },
  },
  module: { type: 'es6' },
  sourceMaps: true,
};
const { version } = createRequire(import.meta.url)('@swc/core/package.json');
const folder = join(dirname(fileURLToPath(import.meta.url)), '../../node_modules/.cache/translated');
mkdirSync(folder, { recursive: true });

const digest = (...parts) => createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 32);

/** Where the source map of a TypeScript file lies, once the file was translated. */
export const mapOf = (filename) => join(folder, `${digest(filename)}.map`);

/** @param filename absolute. @returns the JavaScript of a TypeScript file. */
export async function translated(filename) {
  const source = await readFile(filename, 'utf8');
  const mark = `\n//${digest(version, JSON.stringify(options), source)}`;
  const file = join(folder, `${digest(filename)}.js`);
  const kept = await readFile(file, 'utf8').catch(() => '');
  if (kept.endsWith(mark)) return kept;
  // Only now: most processes and threads find every file translated.
  const { transform } = await import('@swc/core');
  const { code, map } = await transform(source, { ...options, filename });
  await write(mapOf(filename), map);
  await write(file, code + mark);
  return code;
}

/** Whole or not at all: other processes of the same run read and write here too. */
async function write(file, text) {
  await writeFile(`${file}.${process.pid}`, text);
  await rename(`${file}.${process.pid}`, file);
}
