import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';
import { DateTime } from 'luxon';
import puppeteer, { type Browser } from 'puppeteer-core';
import { docxOf, type FixtureBlock } from '../../src/intake/testing.js';
import { freePort } from '../../src/launcher/index.js';
import { quarterLabel, quarterOf } from '../../src/programmes/index.js';
import { MailServer } from '../medium/distribution/mail-server.js';
import { bundledChromium, linkChromium } from '../support/bundled-chromium.js';
import { eventually } from '../support/eventually.js';
import { buildProduct, endAllLaunched, launch } from '../support/launched.js';
import { pdfText } from '../support/pdf-text.js';
import { step } from '../support/step.js';
import { Tab } from '../support/tab.js';

/*
 * A council that has nothing but an installation, last month's report in Word and a workbook of figures, in a real browser. What it does
 * is what its people see and press; nothing goes by the API or by SQL.
 */
const LONG = 300_000;
const PASSWORD = 'a long walk by the river';
const today = DateTime.now().setZone('Europe/London').startOf('day');
/** The month that the first report is about. */
const month = today.minus({ months: 1 }).startOf('month');
const monthName = month.setLocale('en-GB').toFormat('LLLL yyyy');
/** The Tuesday on which its Cabinet meets. */
const meets = today.plus({ weeks: 6 }).set({ weekday: 2 });
const LEADER = 'leader@marlow.example';
const asAt = month.endOf('month').startOf('day');

let folder: string;
let mail: MailServer;
let browser: Browser;
let origin: string;
const tabs = new Map<Key, Tab>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'new council '));
  const chromium = await bundledChromium(folder);
  [mail, browser] = await Promise.all([
    MailServer.start(),
    puppeteer.launch({
      executablePath: chromium.path,
      args: ['--no-sandbox', '--disable-gpu'],
      headless: 'shell',
      ...(chromium.env === undefined ? {} : { env: chromium.env }),
    }),
    buildProduct(),
  ]);
}, LONG);
afterEach(endAllLaunched, LONG);
afterAll(async () => {
  await browser.close();
  await mail.close();
  rmSync(folder, { recursive: true, force: true });
}, LONG);

/** The parts of its report. */
const PARTS = ['Repairs in time', 'Theme 1: Repairs', 'Theme 2: Empty homes', 'Risks and issues'];

/** The fields of a day. */
const day = (name: string, on: DateTime): Record<string, string> => ({
  [`${name}-day`]: String(on.day),
  [`${name}-month`]: String(on.month),
  [`${name}-year`]: String(on.year),
});

/** As reports print a month above figures. */
const short = (on: DateTime): string => on.setLocale('en-GB').toFormat('LLL yy');

/** Last month's report, as the council wrote it so far. Its third month comes in a workbook. */
function lastReport(): FixtureBlock[] {
  const quarter = quarterLabel(quarterOf(asAt.toISODate() ?? ''));
  const on = (days: number): string => today.plus({ days }).toFormat('dd/MM/yyyy');
  const months = [3, 2, 1].map((back) => short(month.minus({ months: back })));
  const plan = (title: string, ...actions: [string, string][]): FixtureBlock => ({
    rows: [
      ['Objective', 'Key actions', 'Owner', 'Due', quarter, 'Progress'],
      ...actions.map(([action, rating], at) => [
        { text: at === 0 ? title : '', merge: at === 0 ? ('begin' as const) : ('below' as const) },
        action,
        'Mo Manager',
        on(90 + at),
        rating,
        at === 0
          ? { text: `${title}: the work goes on.`, merge: 'begin' as const }
          : { text: '', merge: 'below' as const },
      ]),
    ],
  });
  return [
    'Marlow Borough Council: homes improvement programme',
    {
      rows: [
        ['Senior Responsible Officer', 'Sue Director'],
        ['Programme Manager', 'Mo Manager'],
      ],
    },
    {
      rows: [
        ['Date of Report', asAt.toFormat('dd/MM/yy')],
        ['Overall Status', 'Amber'],
      ],
    },
    {
      rows: [
        [{ text: 'Overall progress narrative', span: 2 }],
        ['1', 'Repairs are done sooner. Inspections of empty homes are behind.'],
      ],
    },
    {
      rows: [
        [{ text: 'Issues / Risks', span: 9 }],
        [
          'Ref',
          'Issue / Risk',
          'Description',
          'Mitigation / Resolution',
          'Date Raised',
          'Owner',
          'Probability',
          'Impact',
          'Risk Score',
        ],
        [
          '1',
          'Risk',
          'The contractor leaves before the new contract begins.',
          'A second contractor is on call.',
          month.minus({ months: 1 }).toFormat('dd/MM/yy'),
          'M. Manager',
          '3',
          '4',
          '12',
        ],
      ],
    },
    'Theme 1: Repairs',
    'Repairs in time',
    {
      rows: [
        ['Ref', 'Performance Measure', 'Current', 'Period', ...months, 'Target'],
        ['R1', '% of repairs done in time', '91.5%', 'Snapshot', '88.0%', '90.2%', '91.5%', '90%'],
        ['R2', 'Number of emergency repairs', '310', 'Snapshot', '350', '322', '310', ''],
      ],
    },
    {
      rows: [
        ['Overview narrative', 'Overview RAG rating'],
        ['Repairs are done sooner than in spring.', { text: 'Green', shade: '00B050' }],
      ],
    },
    plan('Homes are mended in time', ['Let the new contract', 'Amber'], ['Train the call centre', 'Green']),
    'Theme 2: Empty homes',
    {
      rows: [
        ['Overview narrative', 'Overview RAG rating'],
        ['Fewer homes were inspected than planned.', { text: 'Amber', shade: 'FFC000' }],
      ],
    },
    plan('Homes are let sooner', ['Inspect every empty home', 'Amber']),
  ];
}

/** The figures of the month, as the council's analyst keeps them. */
async function figures(): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  const period = month.toFormat('yyyy-LL');
  workbook.addWorksheet('Figures').addRows([
    ['Reference', 'Period', 'Value'],
    ['R1', period, '92.4%'],
    ['R2', period, 298],
  ]);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** The link of the last mail to this address that has one. */
async function mailedLink(email: string): Promise<string> {
  const found = (): string | undefined =>
    mail
      .to(email)
      .flatMap(({ parsed }) => /http\S+\?token=[\w-]+/.exec(parsed.text ?? '') ?? [])
      .at(-1);
  await eventually(`a link is mailed to ${email}`, () => found() !== undefined, 60_000);
  return found() ?? '';
}

/** Chooses a password with a link that was made for this person, and signs in. */
async function arrive(key: Key, link: string): Promise<Tab> {
  const email = emailOf(key);
  const tab = await Tab.open(await browser.createBrowserContext(), origin);
  const { pathname, search } = new URL(link);
  await tab.goto(`${pathname}${search}`);
  await tab.fill({ password: PASSWORD });
  await tab.press(/^Set this password$/);
  await tab.signIn({ email, password: PASSWORD });
  expect([email, tab.path]).toEqual([email, '/my-work']);
  tabs.set(key, tab);
  return tab;
}

/** The tab of somebody, at what is theirs to do. */
async function as(key: Key): Promise<Tab> {
  const tab = tabs.get(key);
  if (!tab) throw new Error(`${key} has not signed in yet.`);
  await tab.goto('/my-work');
  return tab;
}

/** Who works on it beside the administrator: key, name, job title, role. */
const STAFF = [
  ['mo', 'Mo Manager', 'Programme Manager', /^Reviewer/],
  ['rae', 'Rae Reviewer', 'Deputy Programme Manager', /^Reviewer/],
  ['sue', 'Sue Director', 'Director of Homes', /^Senior Responsible Officer/],
  ['cleo', 'Cleo Clerk', 'Democratic Services Officer', /^Clerk/],
] as const;
type Key = 'ada' | (typeof STAFF)[number][0];
const emailOf = (key: Key): string => `${key}@marlow.example`;

describe('a council with an empty installation', () => {
  it(
    'comes by its pages from the first sign-in to a sealed report, printed and mailed to its committee',
    async () => {
      const varDir = join(folder, 'var');
      await linkChromium(varDir);
      const port = String(await freePort());
      const started = launch('start', varDir, { PORT: port, SMTP_URL: mail.url }, [
        '--empty',
        emailOf('ada'),
        'Ada',
        'Admin',
      ]);
      const output = await started.printed('Stop with Ctrl-C.');
      origin = `http://localhost:${port}`;
      const report = join(folder, 'report.docx');
      const workbook = join(folder, 'figures.xlsx');
      writeFileSync(report, docxOf(lastReport()));
      writeFileSync(workbook, await figures());

      await step('the first administrator signs in, and creates the programme', async () => {
        const link = /Choose the password within an hour, once: (\S+)/.exec(output)?.[1] ?? '';
        const tab = await arrive('ada', link);
        expect(await tab.words()).toContain('There is no programme yet');
        await tab.follow(/^Create a programme/);
        await tab.fill({ code: 'HIP', name: 'Homes improvement', council: 'Marlow Borough Council' });
        for (const section of ['theme', 'measures', 'risks']) await tab.choose('sections', section);
        await tab.press(/^Create the programme$/);
        expect(await tab.heading()).toBe('Set up Homes improvement');
      });

      await step('she gives everybody an account and a role; their links come by mail', async () => {
        const tab = await as('ada');
        for (const [key, name, job, role] of STAFF) {
          await tab.follow(/^Administration$/, 'header a');
          await tab.follow(/^Open people$/);
          await tab.follow(/^Create an account$/);
          await tab.fill({ name, 'job-title': job, email: emailOf(key) });
          await tab.press(/^Create the account$/);
          await tab.follow(/^Give a role$/);
          await tab.chooseSaying('role', role);
          await tab.select('programme', /Homes improvement/);
          await tab.press(/^Continue$/);
          await tab.press(/^Give the role$/);
          expect(await tab.words()).toContain(`${name} was given a role`);
        }
        for (const [key] of STAFF) await arrive(key, await mailedLink(emailOf(key)));
      });

      await step('she adds the themes', async () => {
        const tab = await as('ada');
        await tab.follow(/^Go on of Homes improvement/);
        await tab.follow(/^Themes/);
        await tab.follow(/^Paste several from a spreadsheet$/);
        await tab.fill({ table: 'Number\tTitle\n1\tRepairs\n2\tEmpty homes' });
        await tab.press(/^See what is added$/);
        await tab.press(/^Add/);
        expect(await tab.words()).toContain('2 themes were added.');
      });

      await step('democratic services add a committee, who gets its papers, and a meeting', async () => {
        const tab = await as('cleo');
        await tab.follow(/^Meetings$/, 'header a');
        await tab.follow(/^Add a committee$/);
        await tab.fill({ name: 'Cabinet' });
        await tab.select('kind', /^Cabinet/);
        await tab.choose('gets', 'public');
        await tab.press(/^Add the committee$/);
        await tab.follow(/^Add a recipient$/);
        await tab.fill({ name: 'Leader', email: LEADER });
        await tab.press(/^Add the recipient$/);
        await tab.follow(/^Add a meeting$/);
        await tab.fill({ ...day('starts', meets), 'starts-time': '10:00' });
        await tab.press(/^Add the meeting$/);
      });

      await step('the programme manager opens the first period', async () => {
        const tab = await as('mo');
        await tab.follow(/^Go on of Homes improvement/);
        await tab.follow(/^First period/);
        await tab.fill({
          label: monthName,
          ...day('first', month),
          ...day('last', asAt),
          ...day('as-at', asAt),
          ...day('drafts', today.plus({ days: 5 })),
          ...day('review', today.plus({ days: 8 })),
          ...day('approval', today.plus({ days: 12 })),
        });
        await tab.press(/^See what begins$/);
        await tab.press(/^Open the period$/);
        expect(await tab.words()).toContain(`${monthName} is open.`);
      });

      await step('and brings last month’s report, answers what it asks, and writes the drafts', async () => {
        const tab = await as('mo');
        await tab.follow(new RegExp(`^${monthName}$`), 'header a');
        await tab.follow(/^Bring last month’s report/);
        await tab.chooseFile('file', report);
        await tab.press(/^Read the document$/);
        expect(await tab.words()).toContain('2 questions are open');
        await tab.follow(/^Look at table 5$/);
        await tab.select('targetsFrom', /when the financial year of the report began$/);
        await tab.select('better.0.is', /^Higher is better$/);
        await tab.press(/^Save$/);
        await tab.follow(/^What was found$/, 'a');
        await tab.follow(/^Say who is meant/);
        expect(await tab.words()).toContain('M. Manager');
        await tab.select('people.2', /^Mo Manager/);
        await tab.press(/^Save$/);
        expect(await tab.words()).toContain('No question is open.');
        await tab.press(/^Write the drafts$/);
        expect(await tab.heading()).toBe('The report is written');
        const words = await tab.words();
        for (const written of [
          '2 measures',
          '6 figures',
          '1 target',
          '1 risk or issue',
          '2 entries of theme 1',
        ])
          expect(words).toContain(written);
        expect(words).not.toContain('Not written');
      });

      await step('the month’s figures come from a workbook', async () => {
        const tab = await as('mo');
        await tab.follow(/^Measures$/, 'header a');
        await tab.follow(/^Import figures$/);
        await tab.fill(day('asAt', asAt));
        await tab.select('state', /^Validated$/);
        await tab.chooseFile('file', workbook);
        // The page keeps the file, so that it is chosen once.
        await tab.pressHere(/^Check the file$/);
        await tab.says('Record 2 figures', 'h1');
        await tab.press(/^Record 2 figures$/);
        expect(await tab.words()).toContain('2 figures');
      });

      await step('each part is checked and submitted', async () => {
        const tab = await as('mo');
        await tab.follow(new RegExp(`^${monthName}$`), 'header a');
        const board = tab.path;
        for (const part of PARTS) {
          await tab.goto(board);
          await tab.follow(new RegExp(`^Write ${part}$`));
          await tab.follow(/^Check and submit$/);
          await tab.press(/^Submit to the reviewer$/);
          expect(await tab.words()).toContain('with the reviewer');
        }
      });

      await step('somebody else reviews and approves them', async () => {
        const tab = await as('rae');
        for (const part of PARTS) {
          await tab.goto('/my-work');
          await tab.follow(new RegExp(`^Review ${part}$`));
          await tab.choose('decision', 'approve');
          await tab.press(/^Decide$/);
          expect(await tab.words()).toContain('approved');
        }
      });

      await step('the programme manager writes the words of the report, and sends it', async () => {
        const tab = await as('mo');
        await tab.follow(/^Go on with the report/);
        // The rating and the words of the whole were in the Word document.
        expect(await tab.words()).toContain(
          'the report in short and what the committee is asked to do. Rating Amber',
        );
        await tab.follow(/^Change the words of the report$/);
        await tab.fill({
          summary: 'Repairs are done sooner. Inspections are behind.',
          asks: 'Note the report.',
        });
        await tab.press(/^Save$/);
        await tab.follow(/^Send to the SRO$/);
        await tab.press(/^Send to the SRO$/);
        expect(await tab.words()).toContain('The report is with the SRO.');
      });

      await step('the clerk plans the papers, which wait for the seal', async () => {
        const tab = await as('cleo');
        await tab.follow(/^Meetings$/, 'header a');
        await tab.follow(/^Plan papers of Cabinet/);
        await tab.select('period', new RegExp(`^${monthName}$`));
        await tab.choose('send', 'when_sealed');
        await tab.press(/^Check what goes to whom$/);
        expect(await tab.words()).toContain(LEADER);
        await tab.press(/^Plan these papers$/);
        expect(await tab.words()).toContain('These papers are planned.');
        expect(mail.to(LEADER)).toEqual([]);
      });

      let version = '';
      await step('the SRO reads the report, approves it with her password, and it is sealed', async () => {
        const tab = await as('sue');
        await tab.follow(/^Read and approve/);
        expect(await tab.words()).toContain('This report is with you');
        await tab.follow(/^Go on to approve$/);
        const mayApprove = async (): Promise<boolean> => {
          if (await tab.ask<boolean>(`document.getElementById('password') !== null`)) return true;
          await tab.follow(/^Look again whether it can be approved$/);
          return false;
        };
        await eventually('the report is printed on trial', mayApprove, 120_000);
        await tab.fill({ password: PASSWORD });
        await tab.press(/^Approve and seal$/);
        expect(await tab.words()).toContain('Sealed as version 1');
        await tab.follow(/^Go to version 1 and its files$/);
        version = tab.path;
        await tab.page.waitForFunction(`document.querySelector('a[href$="/files/public.pdf"]') !== null`, {
          timeout: LONG,
        });
        await tab.says('Public edition: printed and checked.');
      });

      let received = '';
      await step('the report comes to the committee by mail, with what the council wrote', async () => {
        await eventually('the papers are mailed', () => mail.to(LEADER).length > 0, 90_000);
        const [paper] = mail.to(LEADER);
        const [pdf] = paper?.parsed.attachments ?? [];
        const text = await pdfText(pdf?.content ?? new Uint8Array());
        for (const said of [
          'Marlow Borough Council',
          'Repairs are done sooner. Inspections of empty homes are behind.',
          'Fewer homes were inspected than planned.',
          'Let the new contract',
          'The contractor leaves before the new contract begins.',
          '92.4%',
        ])
          expect(text).toContain(said);
        received = /http\S+\/received\/\S+/.exec(paper?.parsed.text ?? '')?.[0] ?? '';
      });

      await step(
        'a member acknowledges it; the clerk sees that, and that the mail server took it',
        async () => {
          const member = await Tab.open(await browser.createBrowserContext(), origin);
          await member.goto(new URL(received).pathname);
          await member.press(/^I have received these papers$/);
          expect(member.faults).toEqual([]);
          const tab = await as('cleo');
          await tab.follow(/^Reports$/, 'header a');
          await tab.follow(/^Version 1/);
          expect(tab.path).toBe(version);
          await tab.says('1 accepted by the mail server');
          await tab.follow(/^Look at the papers for Cabinet/);
          expect(await tab.words()).toContain('Accepted by the mail server');
        },
      );

      for (const [key, { faults }] of tabs) expect([key, ...faults]).toEqual([key]);
      started.child.kill('SIGTERM');
      expect(await started.ended).toMatchObject({ code: 0 });
    },
    2 * LONG,
  );
});
