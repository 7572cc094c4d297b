/**
 * What heavy work costs when there is twice as much of it, and what everybody else waits meanwhile: `npm run bench:heavy [-- --rounds n]`.
 *
 * Each kind is asked for with an input and with one twice as long, in turn, in a web process of its own. The ratio is of the medians.
 * Beside it another client asks for /live all the time; what it waits says whether the work stalls others.
 */
import 'reflect-metadata';
import { fork, type ChildProcess } from 'node:child_process';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import ExcelJS from 'exceljs';
import pg from 'pg';
import { Filler } from './data-fill.js';
import { FIRST, listening, MEASURES, TWO_YEARS } from './data-sizes.js';
import { machine, median, quantile, say, table } from './figures.js';
import { install } from './installation.js';
import { SampleCouncil } from './sample-council.js';

const { values: options } = parseArgs({ options: { rounds: { type: 'string', default: '5' } } });
const ROUNDS = Number(options.rounds);
const AIM = 2.5;
const LIVE_AIM_MS = 100;

interface Load {
  kind: string;
  /** What is doubled. */
  input: string;
  /** Brings the input to so many times its length, where a request does not carry it. */
  arrange?: (times: 1 | 2) => Promise<void>;
  /** Asks with an input that is so many times as long. @returns nothing; fails when it is refused. */
  ask: (times: 1 | 2) => Promise<void>;
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const XLSX_ROWS = 6000;
const CSV_ROWS = 10_000;
const LEDGER_ROWS = 1000;
/** Of one paragraph that holds many passages that are looked at. */
const HITS = '3 children moved. Lowe told us on 4 May. ';
const TEXT_KB = 150;
const NARRATIVE_KB = 2;
const EVENTS = 20_000;

async function workbook(rows: number): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('Figures');
  sheet.addRow(['Reference', 'Period', 'Value']);
  for (let row = 0; row < rows; row++)
    sheet.addRow([
      `CS-${row % 60}`,
      `20${String(10 + (row % 9)).padStart(2, '0')}-0${1 + (row % 9)}`,
      row % 97,
    ]);
  return Buffer.from(await book.xlsx.writeBuffer());
}

const csv = (rows: number): string =>
  [
    'Reference,Period,Value',
    ...Array.from({ length: rows }, (_, row) => `CS-${row % 60},2019-0${1 + (row % 9)},${row % 97}`),
  ].join('\n');

const ledger = (rows: number): string =>
  ['line,budget', ...Array.from({ length: rows }, (_, row) => `Line ${row},${row}.50`)].join('\n');

async function main(): Promise<void> {
  const installation = await install();
  const admin = new pg.Client({ connectionString: installation.adminUrl });
  let web: ChildProcess | undefined;
  try {
    const app = await listening(installation.env);
    const council = await SampleCouncil.open(app);
    const filler = await Filler.open(installation.adminUrl, council.programmeId);
    await filler.addMeasures(MEASURES);
    await filler.readings(FIRST, TWO_YEARS);
    await filler.settle();
    await filler.close();
    const { drafts, contributions } = await council.draft(1);
    const [draft] = drafts;
    const budget = [...contributions].find(([{ section }]) => section === 'budget');
    if (!draft || !budget) throw new Error('the sample has no theme or no budget');
    const tokens = {
      analyst: await council.token(council.analyst),
      owner: await council.token(draft.owner),
      accountant: await council.token(budget[0].owner),
      auditor: await council.token(council.auditor),
      manager: await council.token(council.manager),
    };
    // The next two months are approved and assembled, so that a preview is of everything.
    const reports = { 1: await assembled(council, 2, 1, app), 2: await assembled(council, 3, 2, app) };
    await app.close();

    const child = fork(fileURLToPath(new URL('api-web.js', import.meta.url)), {
      env: { ...process.env, ...installation.env, LOG_LEVEL: 'silent' },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    web = child;
    const { port } = await new Promise<{ port: number }>((resolve, reject) => {
      child.once('message', (message) => {
        resolve(message as { port: number });
      });
      child.once('exit', (code) => {
        reject(new Error(`web ended with ${code}`));
      });
    });
    const origin = `http://127.0.0.1:${port}`;
    await admin.connect();

    const send = async (
      method: string,
      path: string,
      token: string,
      more: { body?: string | Uint8Array; headers?: Record<string, string> } = {},
      refusals: readonly number[] = [],
    ): Promise<void> => {
      const response = await fetch(`${origin}/api/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, ...more.headers },
        body:
          typeof more.body === 'string' || more.body === undefined
            ? (more.body ?? null)
            : new Uint8Array(more.body),
      });
      const text = await response.text();
      if (!response.ok && !refusals.includes(response.status))
        throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 500)}`);
    };

    const books = { 1: await workbook(XLSX_ROWS), 2: await workbook(2 * XLSX_ROWS) };
    const tables = { 1: csv(CSV_ROWS), 2: csv(2 * CSV_ROWS) };
    const ledgers = { 1: ledger(LEDGER_ROWS), 2: ledger(2 * LEDGER_ROWS) };
    const importing = `/programmes/${council.programmeId}/readings/imports?asAt=2020-02-27`;

    const exporting = `/programmes/${council.programmeId}/readings/export?to=2020-02`;
    const since = { 1: '2019-03', 2: '2018-03' };

    /** The texts of a theme are so long, in its draft or in an approved part, whatever rules say about who may write them. */
    const written = async (contributionId: string, times: number): Promise<void> => {
      await admin.query('set session_replication_role = replica');
      await admin.query(
        `update theme_content set overview_narrative = repeat($2, $3) where contribution_id = $1`,
        [contributionId, HITS, Math.floor((TEXT_KB * 1024 * times) / HITS.length)],
      );
      await admin.query('set session_replication_role = origin');
    };
    const events = async (times: number): Promise<void> => {
      await admin.query(
        `select audit_append(null, 'bench', 'bench.event', 'bench', null, null, 'bench', '{}') from generate_series(1, $1 - (select count(*) from audit_event))`,
        [EVENTS * times],
      );
    };

    const loads: Load[] = [
      {
        kind: 'reading a workbook',
        input: `${XLSX_ROWS} rows`,
        ask: (times) =>
          send(
            'POST',
            importing,
            tokens.analyst,
            { body: books[times], headers: { 'content-type': XLSX } },
            [409, 413, 422],
          ),
      },
      {
        kind: 'reading a CSV file',
        input: `${CSV_ROWS} rows`,
        ask: (times) =>
          send(
            'POST',
            importing,
            tokens.analyst,
            { body: tables[times], headers: { 'content-type': 'text/csv' } },
            [409, 413, 422],
          ),
      },
      {
        kind: 'reading a ledger',
        input: `${LEDGER_ROWS} lines`,
        ask: (times) =>
          send(
            'POST',
            `/contributions/${budget[1].id}/budget/import?dryRun=true`,
            tokens.accountant,
            { body: ledgers[times], headers: { 'content-type': 'text/csv', 'if-match': '"v1"' } },
            [409, 412, 413, 422, 428],
          ),
      },
      {
        kind: 'looking through a part',
        input: `${TEXT_KB} KB of text`,
        arrange: (times) => written(draft.id, times),
        ask: () => send('GET', `/contributions/${draft.id}/publication`, tokens.owner),
      },
      {
        kind: 'questions to a part',
        input: `${TEXT_KB} KB of text`,
        arrange: (times) => written(draft.id, times),
        ask: () => send('GET', `/contributions/${draft.id}/challenges`, tokens.owner),
      },
      {
        kind: 'preview of a report',
        input: `${NARRATIVE_KB} KB in each text`,
        ask: (times) => send('GET', `${reports[times]}/preview`, tokens.manager),
      },
      {
        kind: 'export as CSV',
        input: '12 months of 60 measures',
        ask: (times) => send('GET', `${exporting}&format=csv&from=${since[times]}`, tokens.analyst),
      },
      {
        kind: 'export as a workbook',
        input: '12 months of 60 measures',
        ask: (times) => send('GET', `${exporting}&format=xlsx&from=${since[times]}`, tokens.analyst),
      },
      {
        kind: 'verifying the trail',
        input: `${EVENTS} events`,
        arrange: events,
        ask: () => send('GET', '/audit/verification', tokens.auditor),
      },
    ];
    const once = async (load: Load, times: 1 | 2): Promise<number> => {
      await load.arrange?.(times);
      const from = performance.now();
      await load.ask(times);
      return performance.now() - from;
    };

    say(`${machine()}; load average at the start ${loadavg()[0]?.toFixed(1) ?? '?'}`);
    say(
      `${ROUNDS} rounds; medians in milliseconds; aim: at most ${AIM} times for twice as much, /live p99 under ${LIVE_AIM_MS}\n`,
    );
    const rows: string[][] = [];
    for (const load of loads) {
      const times: Record<1 | 2, number[]> = { 1: [], 2: [] };
      const beside = liveBeside(origin);
      for (const size of [1, 2] as const) {
        await once(load, size); // warm
        for (let round = 0; round < ROUNDS; round++) times[size].push(await once(load, size));
      }
      const live = await beside();
      const ratio = median(times[2]) / median(times[1]);
      rows.push([
        load.kind,
        load.input,
        median(times[1]).toFixed(0),
        median(times[2]).toFixed(0),
        ratio.toFixed(2),
        ratio <= AIM ? 'held' : 'MISSED',
        median(live).toFixed(1),
        quantile(live, 0.99).toFixed(1),
        quantile(live, 0.99) <= LIVE_AIM_MS ? 'held' : 'MISSED',
      ]);
    }
    table(['kind', 'input', 'once', 'twice', 'ratio', 'aim', '/live p50', '/live p99', 'aim'], rows);
  } finally {
    web?.disconnect();
    await admin.end().catch(() => undefined);
    await installation.remove();
  }
}

/** A month whose every narrative is so many times as long, approved and assembled. @returns the path of its report. */
async function assembled(
  council: SampleCouncil,
  month: number,
  times: number,
  app: NestFastifyApplication,
): Promise<string> {
  const drafted = await council.draft(month);
  const origin = await app.getUrl();
  for (const { id, owner } of drafted.drafts) {
    const headers = { authorization: `Bearer ${await council.token(owner)}` };
    const url = `${origin}/api/v1/contributions/${id}/theme`;
    const read = await fetch(url, { headers });
    const theme = (await read.json()) as { objectives: { narratives: { text: string }[] }[] };
    const text = HITS.repeat(Math.floor((NARRATIVE_KB * 1024 * times) / HITS.length));
    for (const { narratives } of theme.objectives) for (const narrative of narratives) narrative.text = text;
    const saved = await fetch(url, {
      method: 'PUT',
      headers: { ...headers, 'content-type': 'application/json', 'if-match': read.headers.get('etag') ?? '' },
      body: JSON.stringify(theme),
    });
    if (!saved.ok) throw new Error(`${url}: ${await saved.text()}`);
  }
  return (await council.report(drafted)).replace('/api/v1', '');
}

/** Asks for /live again and again until it is told to stop. @returns what each took, in milliseconds. */
function liveBeside(origin: string): () => Promise<number[]> {
  const took: number[] = [];
  const told = new AbortController();
  const asking = (async () => {
    while (!told.signal.aborted) {
      const from = performance.now();
      await (await fetch(`${origin}/live`)).text();
      took.push(performance.now() - from);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  })();
  return async () => {
    told.abort();
    await asking;
    return took;
  };
}

await main();
