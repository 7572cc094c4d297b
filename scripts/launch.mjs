/**
 * `npm start` and `npm run demo`: builds when it must, then is the launcher (src/launcher/main.ts) itself: one process, so that a
 * signal sent to it, or to npm, reaches the one that acts on it.
 */
import buildAssets from './assets.mjs';
import { buildWhenStale } from './build-when-stale.mjs';

try {
  await buildWhenStale((sentence) => process.stdout.write(`${sentence}\n`));
  await buildAssets();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
await import('../dist/src/launcher/main.js');
