/**
 * What a page costs against the least it could cost, and whether that grows with the data: `npm run bench:pages [-- --rounds n] [--only page]
 * [--profile folder]`.
 *
 * Two databases as in bench/data.ts: two years of one programme, and ten years of twenty. A web application on each, and beside the
 * smaller one a floor (bench/page-floor.ts), are asked for the same page in turn, in a new order in each round. A ratio is the median
 * of the rounds' own ratios. All are in one process, so that each carries the same cost of the one who asks, and run as in production:
 * without the checks of views, which are for development.
 *
 * With `--profile` a CPU profile of the product alone is written for each page, and nothing is measured.
 */
import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { Session } from 'node:inspector/promises';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { brotliDecompressSync } from 'node:zlib';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Recorder } from './api-recorder.js';
import { Filler } from './data-fill.js';
import { FIRST, grow, listening, MEASURES, TWO_YEARS, TWO_YEARS_SEALED } from './data-sizes.js';
import { machine, median, quantile, say, shuffled, table } from './figures.js';
import { install, type Installation } from './installation.js';
import { PageFloor, ViewRecorder } from './page-floor.js';
import { SampleCouncil } from './sample-council.js';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '25' },
    only: { type: 'string' },
    profile: { type: 'string' },
  },
});
/** How an installation that people work with is set up, but for the mail server, which no page asks. */
const PRODUCTION = {
  NODE_ENV: 'production',
  SESSION_SECRET: 'a secret of nobody, as long as it has to be',
  SMTP_URL: 'smtp://127.0.0.1:9',
  SECOND_FACTOR: 'offered',
  PUBLIC_URL: 'http://127.0.0.1',
} as const;
/** A round asks so often. */
const READS = 8;
const WARM_UP_ROUNDS = 3;
const FLOOR_AIM = 1.5;
const GROWTH_AIM = 1.2;
const KB = 1024;

interface Page {
  name: string;
  path: string;
  /** Key of the person who looks at it. */
  who: string;
  /** Bytes over the wire once its styles and scripts are known to the browser. */
  weight: number;
}

const PAGE_KB = 30;
const TABLE_KB = 60;

async function prepare(
  installation: Installation,
): Promise<{ council: SampleCouncil; app: NestFastifyApplication; model: string; pages: Page[] }> {
  const app = await listening(installation.env);
  const council = await SampleCouncil.open(app);
  const filler = await Filler.open(installation.ownerUrl, council.programmeId);
  try {
    await filler.addMeasures(MEASURES);
    await filler.readings(FIRST, TWO_YEARS);
    const january = await council.draft(1);
    await council.seal(january);
    const dispatchId = await council.papers(january);
    const { period, drafts, measures, contributions } = await council.draft(2);
    await filler.reports(FIRST, TWO_YEARS_SEALED, january.period.id);
    const [written, given] = drafts;
    if (!written || !given) throw new Error('the sample has fewer than two themes');
    await council.submit({ period, drafts, measures, contributions }, given);
    const { value: theme } = await council.get<{ objectives: { id: string }[] }>(
      written.owner,
      `/contributions/${written.id}/theme`,
    );
    const objective = theme.objectives[0]?.id ?? '';
    const pages = [
      { name: 'My work', path: '/my-work', who: council.manager, weight: PAGE_KB },
      { name: 'board of a period', path: `/periods/${period.id}`, who: council.manager, weight: PAGE_KB },
      {
        name: 'objective of a theme',
        path: `/contributions/${written.id}/objectives/${objective}`,
        who: written.owner,
        weight: PAGE_KB,
      },
      {
        name: 'figures grid',
        path: `/contributions/${measures.id}/figures`,
        who: council.analyst,
        weight: TABLE_KB,
      },
      {
        name: 'review of a theme',
        path: `/contributions/${given.id}/review`,
        who: council.manager,
        weight: TABLE_KB,
      },
      { name: 'papers and ledger', path: `/dispatches/${dispatchId}`, who: council.clerk, weight: PAGE_KB },
    ];
    return {
      council,
      app,
      model: january.period.id,
      pages: pages.filter(({ name }) => options.only === undefined || options.only === name),
    };
  } finally {
    await filler.close();
  }
}

interface Answer {
  html: string;
  milliseconds: number;
}

async function look(origin: string, path: string, cookie: string): Promise<Answer> {
  const from = performance.now();
  const response = await fetch(`${origin}${path}`, {
    redirect: 'manual',
    headers: { cookie, accept: 'text/html', 'accept-encoding': 'identity' },
  });
  const html = await response.text();
  const milliseconds = performance.now() - from;
  if (response.status !== 200) throw new Error(`${path}: ${response.status} ${html.slice(0, 1000)}`);
  return { html, milliseconds };
}

/** What two visits may differ in: tokens of forms, the time that is left. */
const settled = (html: string): string =>
  html.replace(/<input[^>]*type="hidden"[^>]*>/g, '').replace(/data-[a-z-]+="[^"]*"/g, '');

/** What an address answers to a browser that came from another page of ours: the bytes over the wire, and the text in them. */
async function wireBytes(
  origin: string,
  path: string,
  cookie: string,
): Promise<{ bytes: number; text: string }> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const headers = { cookie, accept: 'text/html', 'accept-encoding': 'br', 'sec-fetch-site': 'same-origin' };
    get(`${origin}${path}`, { headers, agent: false }, resolve).on('error', reject);
  });
  const body = await buffer(response);
  if (response.statusCode !== 200) throw new Error(`${path}: ${response.statusCode}`);
  const packed = response.headers['content-encoding'] === 'br';
  return { bytes: body.length, text: (packed ? brotliDecompressSync(body) : body).toString('utf8') };
}

/** The page, and everything that a browser without anything in its cache loads with it. */
async function weigh(
  origin: string,
  { path }: Page,
  cookie: string,
): Promise<{ page: number; first: number }> {
  const page = await wireBytes(origin, path, cookie);
  let first = page.bytes;
  const linked = [...page.text.matchAll(/(?:src|href)="(\/assets\/[^"]+\.(?:css|js))"/g)].map(
    ([, asset = '']) => asset,
  );
  for (const asset of new Set(linked)) {
    const { bytes, text } = await wireBytes(origin, asset, cookie);
    first += bytes;
    for (const [, font = ''] of text.matchAll(/url\("?(\/assets\/[^")]+\.woff2)"?\)/g))
      first += (await wireBytes(origin, font, cookie)).bytes;
  }
  return { page: page.bytes, first };
}

const SIDES = ['product', 'floor', 'product at 100×'] as const;
type Side = (typeof SIDES)[number];
type Times = Record<Side, number[]>;

/** One place to ask: where, and with whose cookie. */
type Doors = Record<Side, { origin: string; cookies: ReadonlyMap<string, string> }>;

async function measure(pages: readonly Page[], doors: Doors): Promise<Map<Page, { rounds: Times[] }>> {
  const measured = new Map(pages.map((page) => [page, { rounds: [] as Times[] }]));
  for (let round = -WARM_UP_ROUNDS; round < Number(options.rounds); round += 1)
    for (const page of shuffled(pages)) {
      const times: Times = { product: [], floor: [], 'product at 100×': [] };
      for (let n = 0; n < READS; n += 1)
        for (const side of shuffled(SIDES)) {
          const { origin, cookies } = doors[side];
          times[side].push((await look(origin, page.path, cookies.get(page.who) ?? '')).milliseconds);
        }
      if (round >= 0) measured.get(page)?.rounds.push(times);
    }
  return measured;
}

/** One file for each page, of as many requests as a measurement has. */
async function profile(
  pages: readonly Page[],
  { origin, cookies }: Doors['product'],
  folder: string,
): Promise<void> {
  const inspector = new Session();
  inspector.connect();
  await inspector.post('Profiler.enable');
  for (const { name, path, who } of pages) {
    const ask = async (times: number): Promise<void> => {
      for (let n = 0; n < times; n += 1) await look(origin, path, cookies.get(who) ?? '');
    };
    await ask(WARM_UP_ROUNDS * READS);
    await inspector.post('Profiler.start');
    await ask(Number(options.rounds) * READS);
    const { profile } = await inspector.post('Profiler.stop');
    const file = join(folder, `${name.replaceAll(' ', '-')}.cpuprofile`);
    writeFileSync(file, JSON.stringify(profile));
    say(file);
  }
  inspector.disconnect();
}

const load = (): string =>
  loadavg()
    .map((n) => n.toFixed(1))
    .join(' ');

async function main(): Promise<void> {
  const recorder = new Recorder();
  const views = new ViewRecorder();
  const installation = await install();
  const apps: NestFastifyApplication[] = [];
  let floor: PageFloor | undefined;
  try {
    const { council, app: filled, model, pages } = await prepare(installation);
    await filled.close();
    const large = await installation.copy('bench_large');
    for (const [ownerUrl, grows] of [
      [installation.ownerUrl, false] as const,
      [large.ownerUrl, true] as const,
    ]) {
      const filler = await Filler.open(ownerUrl, council.programmeId);
      if (grows) await grow(filler, model);
      await filler.settle();
      await filler.close();
    }
    const doors = {} as Doors;
    for (const [side, env] of [
      ['product', installation.env] as const,
      ['product at 100×', large.env] as const,
    ]) {
      const app = await listening({ ...env, ...PRODUCTION });
      apps.push(app);
      const origin = await app.getUrl();
      const cookies = new Map<string, string>();
      for (const who of new Set(pages.map((page) => page.who)))
        cookies.set(who, await council.cookie(who, origin));
      doors[side] = { origin, cookies };
    }
    floor = await PageFloor.start(String(installation.env['DATABASE_URL']));
    doors.floor = { origin: floor.origin, cookies: doors.product.cookies };

    if (options.profile !== undefined) {
      await profile(pages, doors.product, options.profile);
      return;
    }
    const statements = new Map<Page, number>();
    const weights = new Map<Page, { page: number; first: number }>();
    for (const page of pages) {
      const cookie = doors.product.cookies.get(page.who) ?? '';
      weights.set(page, await weigh(doors.product.origin, page, cookie));
      const { value: product, sent } = await recorder.during(() =>
        look(doors.product.origin, page.path, cookie),
      );
      statements.set(page, sent.length);
      floor.serve(page.path, { ...views.take(), statements: sent });
      const same = await look(floor.origin, page.path, cookie);
      if (settled(product.html) !== settled(same.html))
        throw new Error(`${page.path}: the floor does not show what the product shows`);
    }

    say(`${machine()}; load average at the start ${load()}`);
    say(`${options.rounds} rounds of ${READS} requests for each page and side, one at a time; medians\n`);
    const measured = await measure(pages, doors);
    table(
      ['page', 'side', 'p50 ms', 'p95 ms', 'against', 'ratio', 'middle half', 'aim'],
      [...measured].flatMap(([{ name }, { rounds }]) =>
        SIDES.map((side) => {
          const all = rounds.flatMap((times) => times[side]);
          const [against, ratios, aim] =
            side === 'product'
              ? ([
                  'floor',
                  rounds.map((times) => median(times.product) / median(times.floor)),
                  FLOOR_AIM,
                ] as const)
              : side === 'floor'
                ? (['', [], undefined] as const)
                : ([
                    'product',
                    rounds.map((times) => median(times[side]) / median(times.product)),
                    GROWTH_AIM,
                  ] as const);
          return [
            name,
            side,
            median(all).toFixed(1),
            quantile(all, 0.95).toFixed(1),
            against,
            aim === undefined ? '' : median(ratios).toFixed(2),
            aim === undefined
              ? ''
              : `${quantile(ratios, 0.25).toFixed(2)} to ${quantile(ratios, 0.75).toFixed(2)}`,
            aim === undefined ? '' : `${aim} ${median(ratios) <= aim ? 'held' : 'MISSED'}`,
          ];
        }),
      ),
    );
    say('\nBytes over the wire, and statements\n');
    table(
      ['page', 'statements', 'page KB', 'aim', 'first sight KB', 'aim'],
      pages.map((page) => {
        const { page: own, first } = weights.get(page) ?? { page: NaN, first: NaN };
        return [
          page.name,
          String(statements.get(page)),
          (own / KB).toFixed(1),
          `${page.weight} ${own <= page.weight * KB ? 'held' : 'MISSED'}`,
          (first / KB).toFixed(1),
          `110 ${first <= 110 * KB ? 'held' : 'MISSED'}`,
        ];
      }),
    );
    say(`\nLoad average at the end ${load()}`);
  } finally {
    await floor?.stop();
    for (const app of apps) await app.close();
    await installation.remove();
  }
}

await main();
