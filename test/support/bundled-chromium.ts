import { mkdirSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import puppeteer, { type Browser } from 'puppeteer-core';
import { unpackBundledChromium } from '../../src/document/rendering/bundled-chromium.js';
import { resolveChromium, type Chromium } from '../../src/document/rendering/chromium.js';
import { projectFolder } from '../../src/platform/files/project-folder.js';

/** Unpacking takes seconds and 190 MB, so it is done once and kept until the packages are installed again. */
const KEPT = join(projectFolder(), 'node_modules', '.cache', 'highlight-report-chromium');

/** Puts the bundled Chromium where a product with this var folder would unpack it. */
export async function linkChromium(varDir: string): Promise<void> {
  const home = dirname((await unpackBundledChromium(KEPT)).path);
  const folder = join(varDir, 'chromium');
  mkdirSync(folder, { recursive: true });
  symlinkSync(home, join(folder, basename(home)));
}

/** The browser that every machine has, whatever is installed on this one; its profiles lie below the var folder. */
export async function bundledChromium(varDir: string): Promise<Chromium> {
  await linkChromium(varDir);
  return resolveChromium({ varDir, installed: [] });
}

/** That browser, opened for a test, which closes it. */
export async function openBrowser(varDir: string): Promise<Browser> {
  const { path, env } = await bundledChromium(varDir);
  return puppeteer.launch({
    executablePath: path,
    args: ['--no-sandbox', '--disable-gpu'],
    headless: 'shell',
    ...(env === undefined ? {} : { env }),
  });
}
