import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { Harness, PASSWORD } from '../medium/identity/harness.js';
import { bundledChromium } from '../support/bundled-chromium.js';
import { step } from '../support/step.js';

/** The address that keys sign for; the browser is led from it to the application. */
const ORIGIN = 'http://localhost:3000';
const EMAIL = 'owner@example.org';

let harness: Harness;
let browser: Browser;
let varDir: string;

beforeAll(async () => {
  harness = await Harness.open({ PUBLIC_URL: ORIGIN }, 'web');
  await harness.person(EMAIL, 'Olive Owner');
  varDir = mkdtempSync(join(tmpdir(), 'security-key-'));
  const chromium = await bundledChromium(varDir);
  browser = await puppeteer.launch({
    executablePath: chromium.path,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      `--host-resolver-rules=MAP localhost:3000 127.0.0.1:${new URL(harness.test.origin).port}`,
    ],
    headless: 'shell',
    ...(chromium.env === undefined ? {} : { env: chromium.env }),
  });
}, 120_000);

afterAll(async () => {
  await browser.close();
  await harness.close();
  rmSync(varDir, { recursive: true, force: true });
});

const heading = (tab: Page) => tab.evaluate(`document.querySelector('h1')?.textContent?.trim() ?? ''`);
const press = (tab: Page, selector: string) =>
  Promise.all([tab.waitForNavigation({ timeout: 20_000 }), tab.click(selector)]);
const KEY = 'form[data-module="security-key"] button';

async function signIn(tab: Page): Promise<void> {
  await tab.goto(`${ORIGIN}/sign-in`);
  await tab.type('#email', EMAIL);
  await tab.type('#password', PASSWORD);
  await press(tab, 'main button[type=submit]');
}

it('a real browser adds a security key, signs in with it, and confirms with it; without scripts a recovery code is left', async () => {
  const tab = await browser.newPage();
  const devtools = await tab.createCDPSession();
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'usb',
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  let recovery = '';
  await step('added with the password and a name', async () => {
    await signIn(tab);
    await tab.goto(`${ORIGIN}/account/second-factor/add-key`);
    await tab.type('#password', PASSWORD);
    await press(tab, 'main button[type=submit]');
    expect(await heading(tab)).toBe('Add a security key');
    expect(await tab.evaluate(`document.querySelector('[data-without]').hidden`)).toBe(true);
    await tab.type('#name', 'Blue key');
    await press(tab, KEY);
    expect(await heading(tab)).toBe('Keep your recovery codes');
    recovery = String(
      await tab.evaluate(
        `document.querySelector('main').textContent.match(/(?:[A-Z2-7]{4}-){5}[A-Z2-7]{4}/)[0]`,
      ),
    );
  });
  await step('confirms what cannot be called back', async () => {
    await tab.goto(`${ORIGIN}/account/confirm?next=/account/tokens`);
    await press(tab, KEY);
    expect(await heading(tab)).toBe('Tokens of programs');
  });
  await step('signs in after the password', async () => {
    await tab.evaluate(`fetch('/account').then((r) => r.text())`);
    const cookies = await browser.cookies();
    await browser.deleteCookie(...cookies);
    await signIn(tab);
    expect(await heading(tab)).toBe('Use your security key');
    await press(tab, KEY);
    expect(await heading(tab)).not.toBe('Use your security key');
    expect(new URL(tab.url()).pathname).toBe('/my-work');
  });
  await step('another key is refused in words', async () => {
    await browser.deleteCookie(...(await browser.cookies()));
    await devtools.send('WebAuthn.disable');
    await devtools.send('WebAuthn.enable');
    await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: { protocol: 'ctap2', transport: 'usb', automaticPresenceSimulation: true },
    });
    await signIn(tab);
    await tab.click(KEY);
    await tab.waitForFunction(
      `document.querySelector('form[data-module="security-key"] [role="status"]').textContent.includes('Nothing came of it')`,
      { timeout: 20_000 },
    );
  });
  await step('without scripts the key’s form stays hidden, and a recovery code signs in', async () => {
    const plain = await browser.newPage();
    await plain.setJavaScriptEnabled(false);
    await signIn(plain);
    expect(await plain.$eval(KEY, (button) => button.checkVisibility())).toBe(false);
    await plain.type('#code', recovery);
    await press(plain, 'form:not([data-module]) button[type=submit]');
    expect(new URL(plain.url()).pathname).toBe('/my-work');
    await plain.close();
  });
}, 120_000);
