/**
 * Jest's test framework, with one change: Node itself loads a test file and all that it imports, as it loads the product.
 * The test files of one worker share these modules, so that a worker loads the product once and not for each file.
 */
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import circus from 'jest-circus/runner';
import { provideGlobals } from './jest-globals.mjs';
import { mapOf } from './translated.mjs';

const require = createRequire(import.meta.url);

export default async function run(globalConfig, config, environment, runtime, testPath, sendMessageToJest) {
  runtime.unstable_shouldLoadAsEsm = () => true;
  runtime.unstable_importModule = (path) => import(pathToFileURL(path).href);
  runtime.requireInternalModule = requireAfresh;
  runtime.setGlobalsForRuntime = provideGlobals;
  runtime.getSourceMaps().get = (address) =>
    /^file:.*\.ts$/.test(address) ? mapOf(fileURLToPath(address)) : undefined;
  const variables = { ...process.env };
  try {
    return await circus.default(globalConfig, config, environment, runtime, testPath, sendMessageToJest);
  } finally {
    restoreVariables(variables);
    forgetTests();
  }
}

/** What Jest knows about the tests of a file is in the variables of this module: each file has its own. */
function requireAfresh(path) {
  delete require.cache[path];
  return require(path);
}

/** Else the closures of every test of the run would stay in memory. */
function forgetTests() {
  delete globalThis[Symbol.for('EVENT_HANDLERS')];
  for (const symbol of Object.getOwnPropertySymbols(globalThis))
    if (symbol.description === 'JEST_STATE_SYMBOL') delete globalThis[symbol];
}

function restoreVariables(variables) {
  for (const name of Object.keys(process.env)) if (!(name in variables)) delete process.env[name];
  Object.assign(process.env, variables);
}
