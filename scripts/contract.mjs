/**
 * Writes openapi.json, docs/ROUTES.txt and docs/WORKFLOW.md from the sources as they are. Needs nothing running: it starts a PostgreSQL of its own
 * for as long as it takes, as the tests do, because the application describes itself only when it stands.
 */
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import '../test/support/register-typescript.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { startTestCluster, stopTestCluster } = await import('../test/support/test-cluster.ts');
const { createTestApp } = await import('../test/support/app.ts');
const { routePolicies } = await import('../src/identity/index.ts');
const { openApiText, routeTable } = await import('../src/web.contract.ts');
const { transitionTable } = await import('../src/workflow/transition-table.ts');

function write(file, text) {
  writeFileSync(join(root, file), text);
  process.stdout.write(`Wrote ${file}.\n`);
}

write('docs/WORKFLOW.md', transitionTable());
await startTestCluster();
try {
  const test = await createTestApp('web');
  try {
    write('openapi.json', openApiText(test.app));
    write('docs/ROUTES.txt', routeTable(routePolicies(test.app)));
  } finally {
    await test.close();
  }
} finally {
  await stopTestCluster();
}
