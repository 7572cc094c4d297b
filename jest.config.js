import { availableParallelism, totalmem } from 'node:os';

/** Shared by every test size: Node loads the tests, as it loads the product (test/support/native-runner.mjs). */
const base = {
  testEnvironment: 'node',
  testRunner: '<rootDir>/test/support/native-runner.mjs',
  testMatch: ['**/*.spec.ts'],
  // What the longer form alone runs (CONTRIBUTING.md, Tests).
  testPathIgnorePatterns: [
    '/node_modules/',
    ...(process.env.TEST_ENDURANCE === '1' ? [] : ['\\.long\\.spec\\.ts$']),
    // Half an hour of kills, for `npm run test:faults` alone.
    ...(process.env.TEST_FAULTS === '1' ? [] : ['\\.faults\\.spec\\.ts$']),
  ],
  transform: {},
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
      roots: ['<rootDir>/src', '<rootDir>/test/unit'],
      globalSetup: '<rootDir>/scripts/assets.mjs',
    },
    {
      ...base,
      displayName: 'medium',
      roots: ['<rootDir>/test/medium'],
      globalSetup: '<rootDir>/test/support/global-setup.mjs',
      globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
    },
    {
      ...base,
      displayName: 'large',
      roots: ['<rootDir>/test/large'],
      globalSetup: '<rootDir>/test/support/global-setup.mjs',
      globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
    },
  ],
  // A worker for each core; Jest's own default leaves one core out. Each worker needs up to 2 GiB, browsers and programs of its tests
  // included, and connections of the test cluster (test/support/test-cluster.ts).
  maxWorkers: Math.max(1, Math.min(availableParallelism(), Math.floor(totalmem() / 2 ** 31), 8)),
  reporters: ['default', '<rootDir>/test/support/budget-reporter.mjs'],
  testTimeout: 60000,
  // A worker that has grown is replaced by a new one.
  workerIdleMemoryLimit: '1GB',
};
