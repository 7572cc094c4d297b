/**
 * Jest runs this once per project that names it, all in one process, before any test.
 * It is not TypeScript because Jest loads it with Node's own loader; what it starts is.
 */
import buildAssets from '../../scripts/assets.mjs';
import './register-typescript.mjs';

export default async function globalSetup() {
  await buildAssets();
  const { startTestCluster } = await import('./test-cluster.ts');
  await startTestCluster();
}
