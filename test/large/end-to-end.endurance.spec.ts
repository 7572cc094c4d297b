import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { simpleParser } from 'mailparser';
import { PDFDocument } from 'pdf-lib';
import { loadSample } from '../../src/sample/index.js';
import type { ReportSnapshot } from '../../src/snapshot/index.js';
import { rounds } from '../support/endurance.js';
import { buildProduct, endAllLaunched, launch, processesOf } from '../support/launched.js';
import { inspectPdf } from '../../src/document/rendering/rendering.js';
import { asLines, pdfOrder, type Spoken } from '../support/pdf-order.js';
import { pdfText } from '../support/pdf-text.js';
import { REFERENCE_QUESTIONS } from '../../src/challenge/testing.js';
import {
  DERIVED_OTHERWISE,
  everyChange,
  missingFromPdf,
  missingFromSnapshot,
} from '../support/reference-report.js';

/**
 * The whole product through its front door: `npm run demo`, from an empty folder to mails with a PDF. On PostgreSQL alone by default;
 * with REDIS_URL the queue lives in Redis, in a database of its own there, because other tests use the same server.
 */
const REDIS = process.env['REDIS_URL']
  ? Object.assign(new URL(process.env['REDIS_URL']), { pathname: '/9' }).href
  : undefined;
const BACKEND = REDIS === undefined ? 'PostgreSQL' : 'Redis';

/** Of the demonstration, in the same folder. The second is as long as the first. */
const RUNS = rounds({ usual: 1, endurance: 2 });

/** Of the sample's editions: who sits on a committee reads it the evening before. */
const MOST_PAGES = { public: 24, exempt: 25 };

const RECIPIENTS = [
  'cabinet.children@example.org',
  'cabinet.clerk@example.org',
  'improvement.board.chair@example.org',
  'improvement.board@example.org',
  'leader@example.org',
  'scrutiny.chair@example.org',
  'scrutiny.officer@example.org',
];

let folder: string;
let varDir: string;
/** Of the run from an empty folder, and the processes that it left behind. */
let first: { code: number | null; output: string };
let left: string[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'highlight report end to end '));
  varDir = join(folder, 'var');
  await buildProduct();
  await withRedis((redis) => redis.flushdb());
  first = await demo().ended;
  left = processesOf(folder);
}, 300_000);
afterAll(async () => {
  await endAllLaunched();
  await withRedis((redis) => redis.flushdb());
  rmSync(folder, { recursive: true, force: true });
});

async function withRedis<T>(work: (redis: Redis) => Promise<T>): Promise<T | undefined> {
  if (REDIS === undefined) return undefined;
  const redis = new Redis(REDIS);
  try {
    return await work(redis);
  } finally {
    redis.disconnect();
  }
}

const demo = () => launch('demo', varDir, REDIS === undefined ? {} : { REDIS_URL: REDIS });

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** What one run says at its end. */
function resultOf(output: string): {
  pdf: string;
  pages: number;
  approved: string;
  own: string;
  ledger: string[];
} {
  const value = (name: string): string => new RegExp(`^  ${name} +(.*)$`, 'm').exec(output)?.[1] ?? '';
  const table = output.slice(output.indexOf('\nDelivery ledger\n'), output.indexOf('\nResult\n'));
  return {
    pdf: value('PDF'),
    pages: Number(value('Pages')),
    approved: value('Approved hash').replace('SHA-256 ', ''),
    own: value('PDF’s own hash').replace('SHA-256 ', ''),
    ledger: table.split('\n').filter((line) => line.includes('.eml')),
  };
}

/** Of reports; those about accounts and about work lie beside them. */
async function mails(): Promise<{ file: string; to: string; subject: string; pdf: Buffer }[]> {
  const files = readdirSync(join(varDir, 'mail')).filter(
    (file) => file.endsWith('.eml') && !/^(?:account|notice)-/.test(file),
  );
  return Promise.all(
    files.map(async (file) => {
      const mail = await simpleParser(readFileSync(join(varDir, 'mail', file)));
      expect(mail.attachments.map(({ contentType }) => contentType)).toEqual(['application/pdf']);
      const to = Array.isArray(mail.to) ? mail.to : [mail.to!];
      return {
        file,
        to: to.map(({ text }) => text).join(),
        subject: mail.subject ?? '',
        pdf: mail.attachments[0]!.content,
      };
    }),
  );
}

/** Each table's caption, rows and cells, with the parts of one that goes on over pages put together. */
function tablesOf(spoken: readonly Spoken[]): Spoken[][] {
  const tables: Spoken[][] = [];
  let depth = Infinity;
  for (const one of spoken) {
    if (one.depth <= depth) depth = Infinity;
    if (one.role === 'Table') depth = one.depth;
    else if (depth < Infinity && one.role === 'Caption') tables.push([one]);
    else if (depth < Infinity && ['TR', 'TH', 'TD'].includes(one.role)) tables.at(-1)?.push(one);
  }
  return tables;
}

describe(`the demonstration, on ${BACKEND}`, () => {
  it('takes a report from drafts to the PDF in the committees’ inboxes, and leaves no process behind', async () => {
    const { code, output } = first;
    // What it said last is what says why.
    expect(code === 0 ? 'it worked' : output.slice(-3000)).toBe('it worked');
    expect(left).toEqual([]);

    const result = resultOf(output);
    const pdf = readFileSync(result.pdf);
    expect(sha256(pdf)).toBe(result.own);
    expect((await PDFDocument.load(pdf)).getPageCount()).toBe(result.pages);
    expect(result.pages).toBeLessThanOrEqual(MOST_PAGES.public);
    expect(result.approved).toMatch(/^[0-9a-f]{64}$/);
    expect((await pdfText(pdf)).replaceAll(' ', '')).toContain(result.approved);

    const sent = await mails();
    const whole = readFileSync(result.pdf.replace('.pdf', '-not-for-publication.pdf'));
    expect((await PDFDocument.load(whole)).getPageCount()).toBeLessThanOrEqual(MOST_PAGES.exempt);
    expect((await pdfText(whole)).replaceAll(' ', '')).toContain('NOTFORPUBLICATION:exemptunderparagraph2');
    for (const { to, subject, pdf: attached } of sent) {
      const board = to.startsWith('improvement.board');
      expect([to, sha256(attached)]).toEqual([to, board ? sha256(whole) : result.own]);
      expect(subject.includes('not for publication')).toBe(board);
    }
    expect(sent.map(({ to }) => to).sort()).toEqual(RECIPIENTS);
    expect(result.ledger).toHaveLength(sent.length);
    for (const line of result.ledger)
      expect(line).toMatch(/ (.* Improvement Board|Cabinet|Overview and Scrutiny Board) .* accepted +1 /);
    for (const { file } of sent) expect(result.ledger.join()).toContain(`${file.slice(0, 8)}-*.eml`);

    expect(output).toMatch(/tries to approve their own theme 1 ✓ refused, as it must be \(403\)/);
    expect(output).toMatch(
      /certificate of clear days of Cabinet ✓ 5 of 5 clear days, publish by 3 February 2020/,
    );
    expect(output).toMatch(
      /certificate of clear days of Overview and Scrutiny Board ✓ 5 of 5 clear days, publish by 4 February 2020/,
    );
    expect(output).toMatch(/SRO: report approved +31 January 2020/);
    expect(output).toMatch(/reminds the late owner, and tells those above ✓ \d+ mails accepted/);
    expect(output).toMatch(/returns theme 3 with a comment ✓/);
    expect(output).toMatch(/the chain is intact/);
  });

  it('seals and prints every figure of the reference in its place: each month, current figure, baseline, benchmark, score and rate', async () => {
    const sample = loadSample('january-2020');
    const [file] = readdirSync(join(varDir, 'demo')).filter((name) => name.endsWith('.json'));
    const sealed = readFileSync(join(varDir, 'demo', file!));
    const snapshot = JSON.parse(sealed.toString('utf8')) as ReportSnapshot;
    // The public edition leaves small numbers out.
    const text = await pdfText(
      readFileSync(join(varDir, 'demo', file!.replace(/\.json$/, '-not-for-publication.pdf'))),
    );

    expect(missingFromSnapshot(sample, snapshot)).toEqual([]);
    expect(missingFromPdf(sample, text)).toEqual([]);
    // The one figure of the reference that the product does not print, because it is worked out.
    expect(DERIVED_OTHERWISE).toEqual([
      { title: 'Average length of care proceedings', printed: 70, derived: 77 },
    ]);
    // The count says that something was held at all: 34 rows of six months, 8 scores, 41 actions of 17 objectives.
    expect(sample.measures.flatMap(({ measures }) => measures)).toHaveLength(34);
    expect(sample.risks).toHaveLength(8);
    expect(sample.themes.flatMap(({ objectives }) => objectives)).toHaveLength(17);
    expect(
      sample.themes.flatMap(({ objectives }) => objectives.flatMap(({ actions }) => actions)),
    ).toHaveLength(41);

    // Both looks are sharp: another figure in any one place would be missed.
    const unnoticed: string[] = [];
    let changes = 0;
    for (const what of everyChange(sample)) {
      changes += 1;
      if (missingFromSnapshot(sample, snapshot).length === 0) unnoticed.push(`sealed: ${what}`);
      if (missingFromPdf(sample, text).length === 0) unnoticed.push(`printed: ${what}`);
    }
    expect(unnoticed).toEqual([]);
    expect(changes).toBe(199 + 8 + 2);
  });

  it('passes its own checks, and is read in an order that makes sense by who cannot see it', async () => {
    const [file] = readdirSync(join(varDir, 'demo')).filter((name) => name.endsWith('-v1.pdf'));
    const pdf = readFileSync(join(varDir, 'demo', file!));
    await expect(inspectPdf(pdf)).resolves.toMatchObject({ tagged: true, language: 'en-GB' });

    const spoken = await pdfOrder(pdf);
    const headings = spoken.filter(({ role }) => /^H\d$/.test(role));
    const at = (words: string): number => headings.findIndex(({ text }) => text === words);
    expect(headings[0]).toMatchObject({ role: 'H1', text: 'Highlight report: January 2020', page: 1 });
    expect(headings.filter(({ role }) => role === 'H1')).toHaveLength(1);
    // The first page, then the contents, then what they list: proof at the end, before the charts.
    const order = [
      'In short',
      'What changed',
      'What the committee is asked to do',
      'Contents',
      'The themes at a glance',
      'Overall progress',
      'Progress against budget',
      'Key areas of concern',
      'Medium-term developments',
      'Risks and issues',
      'Theme 1: Leadership, management and governance',
      'Theme 2: A robust model of social work practice',
      'Theme 3: A sufficient and skilled workforce',
      'Theme 4: Quality assurance and audit',
      'What the ratings and signs mean',
      'Abbreviations',
      'About the figures',
      'Questions asked before approval',
      'What this edition leaves out',
      'How this report was approved',
      'Appendix: control charts',
    ];
    expect(order.map(at)).toEqual(order.map(at).toSorted((a, b) => a - b));
    expect(Math.min(...order.map(at))).toBeGreaterThan(0);

    const tables = tablesOf(spoken);
    expect(tables.length).toBeGreaterThan(30);
    for (const table of tables) {
      // The caption, then a row of nothing but headers, then rows that begin with theirs and go on with data.
      const kinds = table.map(({ role }) => role).join(' ');
      expect([asLines(table), kinds]).toEqual([
        asLines(table),
        expect.stringMatching(/^Caption (TR( TH)+)( TR TH( TD)+)+$/),
      ]);
      expect(table[0]?.text).not.toBe('');
    }
    const titles = loadSample('january-2020').measures.flatMap(({ measures }) =>
      measures.map(({ title }) => title),
    );
    const drawings = spoken.filter(({ role }) => role === 'Figure');
    expect(drawings.every(({ text }) => text !== '')).toBe(true);
    expect(drawings.length).toBeGreaterThan(20);
    expect(
      titles.filter((title) => !spoken.some(({ role, text }) => role === 'TH' && text.includes(title))),
    ).toEqual([]);
    // The running foot is on every page and in no place of the text.
    expect(await pdfText(pdf)).toMatch(/Sealed version 1 .*Page 2 of/);
    expect(spoken.filter(({ text }) => /Sealed version 1 ·|Page \d+ of \d+/.test(text))).toEqual([]);
  });

  it('raises what a careful member would ask of the reference, and seals the answers', () => {
    const [file] = readdirSync(join(varDir, 'demo')).filter((name) => name.endsWith('.json'));
    const { challenges } = JSON.parse(readFileSync(join(varDir, 'demo', file!), 'utf8')) as ReportSnapshot;
    // Of the measure by the quarter, which the sample has besides the reference.
    const besides = ['red-without-word', 'Management oversight and supervision'] as const;
    expect(challenges.map(({ rule, place }) => [rule, place])).toEqual(
      REFERENCE_QUESTIONS.toSpliced(2, 0, besides),
    );
    // Each was answered by somebody who had looked at just this kind of question.
    expect(challenges.filter(({ reason }) => reason.includes('accepts it as it stands'))).toEqual([]);
  });

  it('keeps passwords and secrets from everybody else', () => {
    for (const file of ['accounts.json', 'secrets.json', 'postgres.password'])
      expect([file, statSync(join(varDir, file)).mode & 0o777]).toEqual([file, 0o600]);
  });

  it('writes no password, no token and nothing that people wrote into its logs', () => {
    const logs = readdirSync(join(varDir, 'log')).map((file) =>
      readFileSync(join(varDir, 'log', file), 'utf8'),
    );
    const log = logs.join('\n');
    expect(log).toMatch(/"correlationId"|"requestId"|"reqId"/); // there is something to search
    const { accounts } = JSON.parse(readFileSync(join(varDir, 'accounts.json'), 'utf8')) as {
      accounts: { password: string }[];
    };
    const secrets = [
      ...accounts.map(({ password }) => password),
      readFileSync(join(varDir, 'postgres.password'), 'utf8').trim(),
      ...Object.values(
        JSON.parse(readFileSync(join(varDir, 'secrets.json'), 'utf8')) as Record<string, string>,
      ),
      'The overview stops after its first sentence',
      'significant harm',
    ];
    expect(secrets.length).toBeGreaterThan(15);
    expect(secrets.filter((secret) => log.includes(secret))).toEqual([]);
  });

  it(`has a programme and mails of its own in every run: ${RUNS} in the same folder`, async () => {
    for (let run = 1; run < RUNS; run += 1) {
      const before = await mails();
      const { code, output } = await demo().ended;
      expect(code === 0 ? 'it worked' : output.slice(-3000)).toBe('it worked');
      expect(processesOf(folder)).toEqual([]);
      const fresh = (await mails()).filter(({ file }) => !before.some((old) => old.file === file));
      const own = fresh.filter(({ to }) => !to.startsWith('improvement.board')).map(({ pdf }) => sha256(pdf));
      expect(own).toEqual(Array.from({ length: 5 }, () => resultOf(output).own));
    }
    expect(readdirSync(join(varDir, 'demo')).filter((name) => name.endsWith('-v1.pdf'))).toHaveLength(RUNS);
    expect(await mails()).toHaveLength(RUNS * RECIPIENTS.length);
  }, 300_000);

  it(`has its queue in ${BACKEND}`, async () => {
    const keys = await withRedis((redis) => redis.keys('bull:*'));
    expect(keys === undefined ? 'PostgreSQL' : keys.length > 0 && 'Redis').toBe(BACKEND);
  });
});
