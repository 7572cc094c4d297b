/**
 * Lets plain Node run this repository's TypeScript. For the tests themselves (native-runner.mjs), Jest's global set-up, and the child
 * programs that tests start:
 *
 *     node --import ./test/support/register-typescript.mjs program.ts
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { translated } from './translated.mjs';

const JEST_GLOBALS = new URL('./jest-globals.mjs', import.meta.url).href;

/** `./x.js` beside an `x.ts` means that one, as TypeScript's nodenext has it. */
export async function resolve(specifier, context, next) {
  if (specifier === '@jest/globals') return { url: JEST_GLOBALS, shortCircuit: true };
  if (/^\.{1,2}\/.*\.js$/.test(specifier) && context.parentURL?.startsWith('file:')) {
    const source = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
    if (existsSync(source)) return { url: source.href, shortCircuit: true };
  }
  return next(specifier, context);
}

export async function load(url, context, next) {
  if (!url.startsWith('file:') || !url.endsWith('.ts') || url.includes('/node_modules/'))
    return next(url, context);
  return { format: 'module', source: await translated(fileURLToPath(url)), shortCircuit: true };
}
