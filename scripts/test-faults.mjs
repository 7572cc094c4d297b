// `npm run test:faults`: the long form of every test that injects faults, and at its end the table of what became of the mails.
import '../test/support/register-typescript.mjs';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'highlight-report-faults-'));
const file = join(folder, 'counts');
writeFileSync(file, '');
const { status } = spawnSync(
  process.execPath,
  [
    '--import',
    new URL('../test/support/register-typescript.mjs', import.meta.url).href,
    'node_modules/jest/bin/jest.js',
    '--maxWorkers=1',
    '--selectProjects',
    'medium',
    'large',
    '--testPathPatterns',
    '(?:^|/)(faults-\\w+|queue-faults|queue-failover)\\.(endurance|long|faults)\\.spec|medium/distribution/webhooks\\.spec',
  ],
  { stdio: 'inherit', env: { TEST_ENDURANCE: '1', TEST_FAULTS: '1', ...process.env, FAULT_COUNTS: file } },
);
const { countsTable } = await import('../test/support/fault-counts.ts');
console.log(`\n${countsTable(file)}`);
rmSync(folder, { recursive: true });
process.exit(status ?? 1);
