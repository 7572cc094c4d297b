import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isRunning, processTree } from '../../src/document/rendering/process-tree.js';
import type { Chromium, Renderer } from '../../src/document/rendering/rendering.js';
import { bundledChromium } from '../support/bundled-chromium.js';
import { reportHtml } from '../support/report-fixture.js';
import { startRenderer } from '../support/test-renderer.js';

let varDir: string;
let chromium: Chromium;
let renderer: Renderer;

beforeAll(async () => {
  varDir = mkdtempSync(join(tmpdir(), 'endurance-test-'));
  chromium = await bundledChromium(varDir);
  renderer = await startRenderer(chromium, { pages: 2 });
}, 120_000);

afterAll(async () => {
  await renderer.close(5_000);
  rmSync(varDir, { recursive: true, force: true });
});

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? NaN;

/** Between the first look at the memory and the last; each look is at fifty reports, and fifty come before the first. */
const BETWEEN = 350;

describe(`${150 + BETWEEN} reports, two at a time`, () => {
  it('by one browser that replaces each page every 25 reports, holds no more memory at the end than near the start, and leaves no process behind', async () => {
    const { pid = 0 } = renderer.health();
    /** Bytes of all its processes after each pair; a page grows until it is replaced, so one look alone would say little. */
    const printed = async (reports: number): Promise<number[]> => {
      const held: number[] = [];
      for (let done = 0; done < reports; done += 2) {
        await Promise.all([renderer.render(reportHtml()), renderer.render(reportHtml())]);
        held.push((await processTree(pid)).rssBytes);
      }
      return held;
    };
    await printed(50);
    const early = median(await printed(50)); // two lives of a page: each stands at every age
    // The last two may be replaced just now.
    expect([2, 3, 4]).toContain(renderer.health().pagesReplaced);
    await printed(BETWEEN);
    const late = median(await printed(50));
    expect(late / early).toBeLessThan(1.1);

    expect(renderer.health()).toMatchObject({
      rendersDone: 150 + BETWEEN,
      rendersRetried: 0,
      rendersFailed: 0,
      browsersStarted: 1,
      pid,
    });
    const { pids } = await processTree(pid);
    await renderer.close(5_000);
    expect(await Promise.all(pids.map(isRunning))).not.toContain(true);
    expect(readdirSync(chromium.profiles)).toEqual([]);
  }, 900_000);
});
