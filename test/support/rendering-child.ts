/**
 * A program of its own for test/large/renderer.endurance.spec.ts: finds the bundled browser in the folder named by the first argument
 * and says where; with a second argument `render` it then renders without end.
 */
import { Renderer, resolveChromium } from '../../src/document/rendering/rendering.js';
import { longReportHtml } from './report-fixture.js';

const [, , varDir = '', mode] = process.argv;
const chromium = await resolveChromium({ varDir, installed: [] });
process.stdout.write(`${JSON.stringify({ path: chromium.path })}\n`);
if (mode === 'render') {
  const quiet = (): void => undefined;
  const logger = { info: quiet, warn: quiet, error: quiet };
  const renderer = new Renderer({ chromium, pages: 2, deadlineMs: 60_000, sandbox: false, logger });
  await renderer.start();
  process.stdout.write(`${JSON.stringify({ browser: renderer.health().pid })}\n`);
  for (;;) await Promise.all([renderer.render(longReportHtml()), renderer.render(longReportHtml())]);
}
