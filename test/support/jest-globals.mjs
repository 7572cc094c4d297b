/**
 * What a test file gets when it imports `@jest/globals` (typescript-loader.mjs leads it here). Jest makes these functions for each test
 * file; the files of one worker share their modules, so each call goes to the functions of the file that runs now.
 */
let current;

/** Jest hands over the functions of the test file that begins. */
export function provideGlobals(globals) {
  current = globals;
}

const now = (name) =>
  new Proxy(() => undefined, {
    apply: (_target, _this, args) => current[name](...args),
    get: (_target, key) => current[name][key],
  });

export const afterAll = now('afterAll');
export const afterEach = now('afterEach');
export const beforeAll = now('beforeAll');
export const beforeEach = now('beforeEach');
export const describe = now('describe');
export const expect = now('expect');
export const it = now('it');
