import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from '@jest/globals';
import { Renderer, type Chromium, type RendererOptions } from '../../src/document/rendering/rendering.js';
import { bundledChromium } from './bundled-chromium.js';

const quiet = (): void => undefined;

/** A renderer that has started and logs nothing. Without a sandbox, since tests may run as root; a deadline that only what hangs misses. */
export async function startRenderer(
  chromium: Chromium,
  options: Partial<RendererOptions> = {},
): Promise<Renderer> {
  const renderer = new Renderer({
    chromium,
    pages: 1,
    deadlineMs: 60_000,
    sandbox: false,
    logger: { info: quiet, warn: quiet, error: quiet },
    ...options,
  });
  await renderer.start();
  return renderer;
}

/**
 * One renderer on the bundled browser for all tests of the file or `describe` that calls this, in a folder that goes with it.
 *
 * @returns what gives the renderer while the tests run.
 */
export function rendererForAll(options: Partial<RendererOptions> = {}): () => Renderer {
  let folder: string;
  let renderer: Renderer | undefined;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'rendering test '));
    renderer = await startRenderer(await bundledChromium(folder), options);
  }, 120_000);
  afterAll(async () => {
    await renderer?.close(5_000);
    rmSync(folder, { recursive: true, force: true });
  });
  return () => {
    if (!renderer) throw new Error('The renderer has not started.');
    return renderer;
  };
}
