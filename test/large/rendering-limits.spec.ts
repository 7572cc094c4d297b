import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { isRunning } from '../../src/document/rendering/process-tree.js';
import type { Chromium, Renderer } from '../../src/document/rendering/rendering.js';
import { bundledChromium } from '../support/bundled-chromium.js';
import { eventually } from '../support/eventually.js';
import { reportHtml } from '../support/report-fixture.js';
import { startRenderer } from '../support/test-renderer.js';

let varDir: string;
let chromium: Chromium;
let renderer: Renderer;

beforeAll(async () => {
  varDir = mkdtempSync(join(tmpdir(), 'rendering-limits-'));
  chromium = await bundledChromium(varDir);
}, 120_000);
afterEach(() => renderer.close(5000));
afterAll(() => {
  rmSync(varDir, { recursive: true, force: true });
});

/** @param maxRssBytes undefined for the usual limit. */
async function started(maxRssBytes?: number): Promise<{ replaced: () => string[] }> {
  const said: string[] = [];
  const note = (facts: object, message?: string): void => {
    if (message === 'browser replaced') said.push(String((facts as { reason?: string }).reason));
  };
  renderer = await startRenderer(chromium, {
    logger: { info: note, warn: note, error: () => undefined },
    ...(maxRssBytes === undefined ? {} : { maxRssBytes }),
  });
  return { replaced: () => said };
}

function browser(): number {
  const { pid } = renderer.health();
  if (pid === undefined) throw new Error('no browser is running');
  return pid;
}

/** Prints once, and waits until the page was given back: only then is the memory looked at. */
async function print(): Promise<number> {
  const { rendersDone } = renderer.health();
  const { pageCount } = await renderer.render(reportHtml());
  expect(renderer.health().rendersDone).toBe(rendersDone + 1);
  return pageCount;
}

describe('a browser’s memory', () => {
  it('over the limit gets the browser replaced: the report is printed, the next one by another', async () => {
    const { replaced } = await started(1024 * 1024);
    const first = browser();
    expect(await print()).toBe(2);
    await eventually('the browser is gone', async () => !(await isRunning(first)));
    expect(await print()).toBe(2);
    expect(browser()).not.toBe(first);
    expect(replaced()).toContain('memory');
  });

  it('within the limit keeps it', async () => {
    const { replaced } = await started();
    const first = browser();
    for (let prints = 0; prints < 3; prints += 1) await print();
    expect(browser()).toBe(first);
    expect(replaced()).toEqual([]);
    expect(renderer.health().rssBytes).toBeGreaterThan(0);
  });
});
