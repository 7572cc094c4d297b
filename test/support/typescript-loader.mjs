/**
 * Lets plain Node run this repository's TypeScript, translated exactly as Jest does it. For what runs outside of Jest's own
 * module system: its global set-up, and the child programs that tests start:
 *
 *     node --import ./test/support/register-typescript.mjs program.ts
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';
import jestConfig from '../../jest.config.js';

const [, swcOptions] = jestConfig.projects[0].transform['^.+\\.ts$'];

/** `./x.js` beside an `x.ts` means that one, as TypeScript's nodenext has it. */
export async function resolve(specifier, context, next) {
  if (/^\.{1,2}\/.*\.js$/.test(specifier) && context.parentURL?.startsWith('file:')) {
    const source = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
    if (existsSync(source)) return { url: source.href, shortCircuit: true };
  }
  return next(specifier, context);
}

export async function load(url, context, next) {
  if (!url.startsWith('file:') || !url.endsWith('.ts') || url.includes('/node_modules/'))
    return next(url, context);
  const filename = fileURLToPath(url);
  const { code } = await transform(await readFile(filename, 'utf8'), {
    ...swcOptions,
    filename,
    swcrc: false,
  });
  return { format: 'module', source: code, shortCircuit: true };
}
