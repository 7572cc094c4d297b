import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'puppeteer-core';
import { Figures } from '../medium/performance/figures.js';
import { openBrowser } from '../support/bundled-chromium.js';
import { CLIPBOARDS } from '../support/clipboards.js';
import { CouncilHarness } from '../support/council-harness.js';
import { step } from '../support/step.js';

/** The table of figures and the import of a file in a real browser, with their scripts. */
let council: CouncilHarness;
let browser: Browser;
let folder: string;
let tab: Page;
let share: string;
let contacts: string;
let part: string;

beforeAll(async () => {
  council = await CouncilHarness.open({}, ['measures']);
  const figures = new Figures(council);
  await figures.freshProgramme();
  const group = await figures.group();
  share = await figures.measure(group);
  contacts = await figures.measure(group, { title: 'Contacts', unit: 'count', decimals: 0 }, 2);
  await figures.recorded({ measureId: share, period: '2019-12', value: 66 });
  part = (await figures.period(0, group)).split('/').at(-1) ?? '';
  folder = mkdtempSync(join(tmpdir(), 'figures-grid-'));
  browser = await openBrowser(folder);
  tab = await browser.newPage();
  await tab.goto(`${council.test.origin}/sign-in`);
  await tab.type('#email', 'owner@example.org');
  await tab.type('#password', 'four words are better');
  await Promise.all([tab.waitForNavigation(), tab.click('main button[type=submit]')]);
}, 120_000);

afterAll(async () => {
  await browser.close();
  await council.close();
  rmSync(folder, { recursive: true, force: true });
});

const cell = (measure: string, month: string): string => `f_${measure}_m${month}`;
const value = (id: string): Promise<unknown> => tab.evaluate(`document.getElementById('${id}').value`);
const focused = (): Promise<unknown> => tab.evaluate('document.activeElement.id');
const says = (words: string) =>
  tab.waitForFunction(
    `document.querySelector('[role="status"]').textContent.includes(${JSON.stringify(words)})`,
    {
      timeout: 20_000,
    },
  );
const heading = (words: string) =>
  tab.waitForFunction(`document.querySelector('h1').textContent.includes(${JSON.stringify(words)})`, {
    timeout: 20_000,
  });

/** As spreadsheets copy: the text, and beside it a table of HTML, which rounds and loses empty cells, and is not read. */
async function paste(id: string, text: string): Promise<void> {
  await tab.evaluate(`{
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', ${JSON.stringify(text)});
    clipboardData.setData('text/html', '<meta charset="utf-8"><table><tr><td>#VALUE</td></tr></table>');
    document.getElementById('${id}').dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }`);
}

it('the table takes what spreadsheets copy, goes by row, and undoes; what was pasted is recorded', async () => {
  await tab.goto(`${council.test.origin}/contributions/${part}/figures`);
  const [first, second] = [cell(share, '2019-08'), cell(contacts, '2019-08')];

  await step('by name, wherever it is pasted', async () => {
    await paste(second, CLIPBOARDS['headings and quoted line breaks']);
    await says('6 cells filled.');
    expect([await value(cell(share, '2020-01')), await value(cell(contacts, '2019-11'))]).toEqual([
      '67.2%',
      '1,240',
    ]);
    expect(await value(cell(share, '2019-12'))).toBe('69.9%');
  });

  await step('and undone', async () => {
    await tab.click('#grid-status button');
    await says('The paste is undone.');
    expect([await value(cell(share, '2020-01')), await value(cell(share, '2019-12'))]).toEqual(['', '66.0%']);
  });

  await step('by position, with what the server does not understand marked beside it', async () => {
    await paste(first, CLIPBOARDS['decimal commas']);
    await says('4 cells filled, 4 not understood.');
    expect(await tab.evaluate(`document.getElementById('${first}-error').textContent`)).toContain(
      'Write 71.4%',
    );
    await tab.click('#grid-status button');
    expect(await tab.evaluate(`document.getElementById('${first}-error')`)).toBeNull();
  });

  await step('headings that became dates are asked about', async () => {
    await paste(first, CLIPBOARDS['headings that became dates']);
    await tab.waitForSelector('#grid-ask:not([hidden]) select');
    await tab.select('#grid-ask-0', 'm2019-11');
    await tab.click('#grid-ask .govuk-button');
    await says('1 cell filled, 1 did not fit.');
    expect(await value(cell(contacts, '2019-11'))).toBe('1,198');
  });

  await step('keys go by row, and Escape puts the recorded figure back', async () => {
    await tab.focus(`#${cell(share, '2019-12')}`);
    await tab.keyboard.press('Enter');
    expect(await focused()).toBe(cell(contacts, '2019-12'));
    await tab.keyboard.press('ArrowUp');
    expect(await focused()).toBe(cell(share, '2019-12'));
    await tab.keyboard.type('5');
    await tab.keyboard.press('Escape');
    expect(await value(cell(share, '2019-12'))).toBe('66.0%');
  });

  await step('left by a link, it lies in the tab, is told, and is put back', async () => {
    await Promise.all([tab.waitForNavigation(), tab.click('.govuk-back-link')]);
    expect(await tab.evaluate(`document.getElementById('kept').innerText`)).toMatch(
      /Figures, typed at [0-9:]{5}\. Throw it away/,
    );
    await Promise.all([tab.waitForNavigation(), tab.click('#kept a')]);
    expect(await value(cell(contacts, '2019-11'))).toBe('');
    await tab.click('main p .app-link-button');
    expect(await value(cell(contacts, '2019-11'))).toBe('1,198');
  });

  await step('and still when it was checked and not recorded', async () => {
    await Promise.all([tab.waitForNavigation(), tab.click('form[data-module="grid"] button[type=submit]')]);
    await heading('Record 1 figure');
    await Promise.all([tab.waitForNavigation(), tab.click('main .govuk-button-group a')]);
    await tab.click('main p .app-link-button');
    expect(await value(cell(contacts, '2019-11'))).toBe('1,198');
  });

  await step('checked and recorded', async () => {
    await Promise.all([tab.waitForNavigation(), tab.click('form[data-module="grid"] button[type=submit]')]);
    await heading('Record 1 figure');
    await Promise.all([tab.waitForNavigation(), tab.click('main .govuk-button')]);
    expect(await tab.evaluate(`document.querySelector('.govuk-notification-banner').textContent`)).toContain(
      '1 figure is recorded.',
    );
    expect(await tab.evaluate('sessionStorage.length')).toBe(0);
  });

  await step('Back leads to the table as it is, and not to a form that is sent once more', async () => {
    const answer = await tab.goBack();
    await heading('Figures');
    expect([answer?.status(), answer?.request().method()]).toEqual([200, 'GET']);
    expect(await value(cell(contacts, '2019-11'))).toBe('1,198');
  });
}, 120_000);

it('the chosen file stays in the page, so that it is chosen once', async () => {
  const path = join(folder, 'figures.csv');
  writeFileSync(path, 'Measure,Period,Value\nContacts,Oct 19,1240\n');
  await tab.goto(`${council.test.origin}/programmes/${council.programmeId}/figures/import`);
  const input = await tab.waitForSelector('input[type="file"]');
  await (input as { uploadFile(...paths: string[]): Promise<void> } | null)?.uploadFile(path);
  await tab.click('form[data-module="upload"] button[type=submit]');
  await heading('Record 1 figure');
  expect(await tab.evaluate(`document.querySelector('input[type="file"]').files[0].name`)).toBe(
    'figures.csv',
  );
  await Promise.all([tab.waitForNavigation(), tab.click('form[data-module="upload-confirm"] .govuk-button')]);
  expect(await tab.evaluate(`document.querySelector('.govuk-notification-banner').textContent`)).toContain(
    '1 figure is recorded.',
  );
}, 120_000);
