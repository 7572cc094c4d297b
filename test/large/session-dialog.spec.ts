import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'puppeteer-core';
import { Harness, PASSWORD } from '../medium/identity/harness.js';
import { openBrowser } from '../support/bundled-chromium.js';
import { step } from '../support/step.js';

let harness: Harness;
let browser: Browser;
let varDir: string;

beforeAll(async () => {
  harness = await Harness.open({}, 'web');
  await harness.person('owner@example.org', 'Olive Owner');
  varDir = mkdtempSync(join(tmpdir(), 'session-dialog-'));
  browser = await openBrowser(varDir);
}, 120_000);

afterAll(async () => {
  await browser.close();
  await harness.close();
  rmSync(varDir, { recursive: true, force: true });
});

/** The heading of the dialog, or nothing while it is closed. In the browser's words, because tests know no document. */
const HEADING = `document.querySelector('dialog[open] h2')?.textContent ?? ''`;
const dialog = async (tab: Page): Promise<string> => String(await tab.evaluate(HEADING));

const opens = (tab: Page, words: string) =>
  tab.waitForFunction(`(${HEADING}).startsWith('${words}')`, { timeout: 20_000 });
const closes = (tab: Page) => tab.waitForFunction(`(${HEADING}) === ''`, { timeout: 20_000 });

/** As if the person came back to the tab. */
const comeBack = (tab: Page) => tab.evaluate(`document.dispatchEvent(new Event('visibilitychange'))`);
const idleFor = (minutes: number) =>
  harness.test.sql(`update session set last_seen_at = now() - make_interval(mins => $1)`, [minutes]);

it('a session that is about to end asks in every tab, and goes on when one of them says so', async () => {
  const [one, two] = [await browser.newPage(), await browser.newPage()];
  await step('nothing is asked while there is time', async () => {
    await one.goto(`${harness.test.origin}/sign-in`);
    await one.type('#email', 'owner@example.org');
    await one.type('#password', PASSWORD);
    await Promise.all([one.waitForNavigation(), one.click('main button[type=submit]')]);
    await two.goto(`${harness.test.origin}/account`);
    await idleFor(20);
    await comeBack(one);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await dialog(one)).toBe('');
  });

  await step('five minutes before the end both ask, and looking prolonged nothing', async () => {
    await idleFor(26);
    for (const tab of [one, two]) {
      await comeBack(tab);
      await opens(tab, 'You will be signed out at ');
    }
    const [session] = await harness.test.sql<{ idle: number }>(
      `select extract(epoch from now() - last_seen_at)::int as idle from session order by last_seen_at limit 1`,
    );
    expect(session?.idle).toBeGreaterThanOrEqual(26 * 60);
  });

  await step('the answer in one tab closes both', async () => {
    await one.click('dialog .govuk-button-group .govuk-button');
    await closes(one);
    await closes(two);
    expect(await one.evaluate(`fetch('/api/v1/me').then(({ status }) => status)`)).toBe(200);
  });

  await step('an end is said, and leads nobody away from what they typed', async () => {
    await harness.test.sql('delete from session');
    await comeBack(two);
    await opens(two, 'You are signed out');
    expect(new URL(two.url()).pathname).toBe('/account');
  });

  await step(
    'a wrong password is said there, and the right one goes on with a token that counts',
    async () => {
      const token = `document.querySelector('input[name="_csrf"]').value`;
      const old = await two.evaluate(token);
      await two.type('#app-session-email', 'owner@example.org');
      await two.type('#app-session-password', 'guessed');
      await two.click('dialog form button');
      await two.waitForFunction(
        `document.querySelector('dialog [role=status]').textContent.includes('not right')`,
        {
          timeout: 20_000,
        },
      );
      await two.type('#app-session-password', PASSWORD);
      await two.click('dialog form button');
      await closes(two);
      expect(new URL(two.url()).pathname).toBe('/account');
      expect(await two.evaluate(token)).not.toBe(old);
      const ended = await two.evaluate(
        `fetch('/sign-out', { method: 'POST', body: new URLSearchParams({ _csrf: ${token} }) }).then(({ url }) => url)`,
      );
      expect(String(ended)).toMatch(/\/signed-out$/);
    },
  );
}, 120_000);

it('what was typed and not saved stays offered, whatever is typed and saved beside it', async () => {
  await harness.assign(await harness.person('second@example.org', 'Second Admin'), 'admin', null);
  const context = await browser.createBrowserContext();
  const tab = await context.newPage();
  const value = (name: string) => tab.evaluate(`document.querySelector('main [name="${name}"]').value`);
  const words = async () => String(await tab.evaluate(`document.querySelector('main').innerText`));
  const answer = (text: string) =>
    tab.evaluate(
      `[...document.querySelectorAll('main button')].find((one) => one.textContent === '${text}').click()`,
    );
  const form = `${harness.test.origin}/admin/users/new`;
  await tab.goto(`${harness.test.origin}/sign-in`);
  await tab.type('#email', 'second@example.org');
  await tab.type('#password', PASSWORD);
  await Promise.all([tab.waitForNavigation(), tab.click('main button[type=submit]')]);

  await step('it is offered to who comes back, and a refused form beside it loses none of it', async () => {
    await tab.goto(form);
    await tab.type('#job-title', 'Head of Early Help');
    await tab.goto(form);
    expect(await words()).toContain('was not saved. Put it back or throw it away');
    await tab.type('#name', 'Nora New');
    await Promise.all([tab.waitForNavigation(), tab.click('main button[type=submit]')]);
    expect(await words()).toContain('There is a problem');
    expect([await value('name'), await value('job-title')]).toEqual(['Nora New', '']);
    await answer('Put it back');
    expect([await value('name'), await value('job-title')]).toEqual(['Nora New', 'Head of Early Help']);
  });

  await step('it is still there on the next visit, and can be thrown away', async () => {
    await tab.goto(form);
    expect(await words()).toContain('was not saved. Put it back or throw it away');
    await answer('throw it away');
    await tab.goto(form);
    expect(await words()).not.toContain('was not saved');
    expect([await value('name'), await value('job-title')]).toEqual(['', '']);
  });
  await context.close();
}, 120_000);
