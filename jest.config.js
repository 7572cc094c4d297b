import { availableParallelism, totalmem } from 'node:os';

/** Shared by every test size: native ESM, TypeScript through swc. */
const base = {
  extensionsToTreatAsEsm: ['.ts'],
  testEnvironment: 'node',
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
};

/**
 * Three sizes, named by what they need:
 *  unit    pure functions, beside the code
 *  medium  a real PostgreSQL, a real queue, real files
 *  large   whole processes: browser, launcher, faults, end to end
 */
export default {
  projects: [
    {
      ...base,
      displayName: 'unit',
      testMatch: ['<rootDir>/src/**/*.spec.ts', '<rootDir>/test/unit/**/*.spec.ts'],
      globalSetup: '<rootDir>/scripts/assets.mjs',
    },
    {
      ...base,
      displayName: 'medium',
      testMatch: ['<rootDir>/test/medium/**/*.spec.ts'],
      globalSetup: '<rootDir>/test/support/global-setup.mjs',
      globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
    },
    {
      ...base,
      displayName: 'large',
      testMatch: ['<rootDir>/test/large/**/*.spec.ts'],
      globalSetup: '<rootDir>/test/support/global-setup.mjs',
      globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
    },
  ],
  // A worker for each core; Jest's own default leaves one core out. Each worker needs up to 2 GiB, browsers and programs of its tests
  // included, and connections of the test cluster (test/support/test-cluster.ts).
  maxWorkers: Math.max(1, Math.min(availableParallelism(), Math.floor(totalmem() / 2 ** 31), 8)),
  reporters: ['default', '<rootDir>/test/support/budget-reporter.mjs'],
  testTimeout: 60000,
  // Each file's native modules stay in the memory of the process that ran it: a worker that has grown is replaced by a new one.
  workerIdleMemoryLimit: '1GB',
};
