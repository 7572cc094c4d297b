/**
 * What a request costs against the least it could cost: `npm run bench:api [-- --rounds n] [--ms n] [--only name] [--profile folder]`.
 *
 * The web application and two floors (bench/api-floor.ts) each run in a process of their own on one database: a plain floor gives
 * `pg` the texts, a prepared one names them as the product does. A further process asks one, then another, in short rounds and in a new random order each time. A ratio is the median of the rounds' own ratios, so
 * that what else the machine does falls on both sides alike.
 */
import 'reflect-metadata';
import { createHash } from 'node:crypto';
import { fork, type ChildProcess } from 'node:child_process';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createLogger, loadConfig } from '../src/platform/index.js';
import { createWebApp } from '../src/web.app.js';
import type { Ask, Outcome, Round } from './api-load.js';
import { Recorder, type Recipe } from './api-recorder.js';
import type { Usage } from './api-usage.js';
import { cpuOf, machine, median, quantile, say, shuffled, table } from './figures.js';
import { install, type Installation } from './installation.js';
import { SampleCouncil } from './sample-council.js';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '15' },
    ms: { type: 'string', default: '1000' },
    only: { type: 'string' },
    profile: { type: 'string' },
  },
});
const CONNECTIONS = 8;
/** The first round of each is not counted: it lasts long enough for the code to be compiled. */
const WARM_UP_MS = 5000;
/** Before each round: idle database sessions are closed after some seconds and have to be opened again. */
const LEAD_IN_MS = 150;

interface Route {
  name: string;
  /** At most this many times the floor; undefined is for information only. */
  aim: number | undefined;
  asks: Ask[];
  recipes: Recipe[];
}

const SERVERS = ['product', 'plain floor', 'prepared floor'] as const;
type ServerName = (typeof SERVERS)[number];
const FLOORS = ['plain floor', 'prepared floor'] as const;

interface Measured {
  perSecond: number;
  p50: number;
  p95: number;
  /** µs of the server's process for one request. */
  cpu: number;
  /** µs of PostgreSQL for one request. */
  postgres: number;
  bytes: number;
}

/** A child of ours, spoken to by questions with one answer each. */
class Child {
  private constructor(private readonly process: ChildProcess) {}

  static async start(
    file: string,
    env: Record<string, string>,
    execArgv: string[] = [],
  ): Promise<[Child, { port: number }]> {
    const child = fork(fileURLToPath(new URL(file, import.meta.url)), {
      env: { ...process.env, ...env },
      execArgv,
      serialization: 'advanced',
      // The log goes where a container's log goes as far as the process can tell: it is written, and nobody waits for it.
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const started = new Child(child);
    return [started, await started.hear<{ port: number }>()];
  }

  tell(message: object): void {
    this.process.send(message);
  }

  ask<T>(message: object): Promise<T> {
    const answer = this.hear<T>();
    this.tell(message);
    return answer;
  }

  async stop(): Promise<void> {
    if (this.process.exitCode !== null) return;
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.disconnect();
    await ended;
  }

  private hear<T>(): Promise<T> {
    return new Promise((resolve, reject) => {
      const onExit = (code: number | null): void => reject(new Error(`a process ended with ${String(code)}`));
      this.process.once('exit', onExit);
      this.process.once('message', (message) => {
        this.process.off('exit', onExit);
        resolve(message as T);
      });
    });
  }
}

/** Fills the database through the API, in this process, and records what the product says to PostgreSQL for each route. */
async function prepare(installation: Installation): Promise<Route[]> {
  const config = loadConfig({ ...installation.env, LOG_LEVEL: 'fatal' });
  const recorder = new Recorder();
  const app = await createWebApp(config, createLogger(config, 'bench'));
  try {
    await app.listen({ port: 0, host: '127.0.0.1' });
    const council = await SampleCouncil.open(app);
    const { reportId, versionId } = await council.seal(await council.draft(1));
    const drafts = [...(await council.draft(2)).drafts, ...(await council.draft(3)).drafts];
    const origin = await app.getUrl();
    const manager = await council.token(council.manager);
    const tokens = new Map<string, string>();
    for (const { owner } of drafts) if (!tokens.has(owner)) tokens.set(owner, await council.token(owner));

    /** Asks once, recorded. */
    const record = (ask: Ask): Promise<Recipe> =>
      recorder.record(
        {
          method: ask.method,
          path: ask.path,
          tokenHash: createHash('sha256').update(ask.token).digest(),
          version: ask.version,
          body: ask.bodies[0],
        },
        async () => {
          const response = await fetch(`${origin}${ask.path}`, {
            method: ask.method,
            headers: {
              authorization: `Bearer ${ask.token}`,
              ...(ask.bodies.length > 0 && {
                'content-type': 'application/json',
                'if-match': `"v${String(ask.version)}"`,
              }),
            },
            body: ask.bodies[0] ?? null,
          });
          const text = await response.text();
          if (response.status !== 200) throw new Error(`${ask.path}: ${text}`);
          return {
            text,
            etag: response.headers.get('etag') ?? undefined,
            requestId: response.headers.get('x-request-id') ?? '',
          };
        },
      );
    const read = (path: string, token: string): Ask => ({
      method: 'GET',
      path,
      token,
      bodies: [],
      version: undefined,
    });

    const route = async (
      name: string,
      aim: number | undefined,
      asks: Ask[],
      answer?: Recipe['answer'],
    ): Promise<Route> => {
      const recipes: Recipe[] = [];
      for (const path of new Set(asks.map((ask) => ask.path))) {
        const recipe = await record(asks.find((ask) => ask.path === path)!);
        recipes.push(answer ? { ...recipe, answer } : recipe);
      }
      return { name, aim, asks, recipes };
    };

    const saves: Ask[] = [];
    for (const { id, owner } of drafts) {
      const { value, etag } = await council.get(owner, `/contributions/${id}/theme`);
      const text = JSON.stringify(value);
      saves.push({
        method: 'PUT',
        path: `/api/v1/contributions/${id}/theme`,
        token: tokens.get(owner) ?? '',
        bodies: [withSentence(text, 'Seen again on Monday.'), withSentence(text, 'Seen again on Tuesday.')],
        version: Number(etag.slice(2, -1)),
      });
    }
    const many = (ask: Ask): Ask[] => new Array<Ask>(CONNECTIONS).fill(ask);
    const routes = [
      await route('report read', 1.3, many(read(`/api/v1/versions/${versionId}/snapshot`, manager)), {
        column: 'snapshot',
      }),
      await route(
        'contribution read',
        undefined,
        drafts.map(({ id, owner }) => read(`/api/v1/contributions/${id}/theme`, tokens.get(owner) ?? '')),
        { column: 'json' },
      ),
      await route('draft save', 1.6, saves, { version: true }),
      await route('report preview', 2.5, many(read(`/api/v1/reports/${reportId}/preview`, manager))),
    ];
    // Recording saved each draft once.
    for (const save of saves) save.version = Number(save.version) + 1;
    return routes.filter(({ name }) => options.only === undefined || options.only === name);
  } finally {
    await app.close();
  }
}

/** The same document with one text changed, as an owner changes it. */
function withSentence(document: string, sentence: string): string {
  const changed = JSON.parse(document) as { objectives: { narratives: { text: string }[] }[] };
  const [first] = changed.objectives.flatMap(({ narratives }) => narratives);
  if (!first) throw new Error('a draft without a narrative');
  first.text = `${first.text} ${sentence}`;
  return JSON.stringify(changed);
}

/** A floor that answered something else would measure something else. */
async function assertSameAnswers(routes: Route[], productPort: number, floorPort: number): Promise<void> {
  for (const { path, token, method } of routes.flatMap(({ asks }) => asks)) {
    if (method !== 'GET') continue;
    const [product, floor] = await Promise.all(
      [productPort, floorPort].map(async (port) => {
        const response = await fetch(`http://127.0.0.1:${port}${path}`, {
          headers: { authorization: `Bearer ${token}` },
        });
        return [response.status, response.headers.get('etag'), await response.text()].join(' ');
      }),
    );
    if (product !== floor) throw new Error(`${path}: the floor does not answer as the product does`);
  }
}

/** For every route and server, one figure per round. */
type Figures = Map<string, Record<ServerName, Measured[]>>;

async function measure(
  routes: Route[],
  servers: Record<ServerName, { child: Child; port: number }>,
  load: Child,
  postgresPid: number,
): Promise<Figures> {
  const figures: Figures = new Map(
    routes.map(({ name }) => [name, { product: [], 'plain floor': [], 'prepared floor': [] }]),
  );
  const play = async (round: Round): Promise<Outcome> => {
    const { outcome, error } = await load.ask<{ outcome?: Outcome; error?: string }>(round);
    if (!outcome || outcome.refused !== undefined)
      throw new Error(error ?? outcome?.refused ?? 'the load generator gave no answer');
    return outcome;
  };
  for (let round = -1; round < Number(options.rounds); round += 1)
    // A route's servers stand side by side, so that a ratio compares neighbours in time.
    for (const { name, asks } of shuffled(routes))
      for (const serverName of shuffled(SERVERS)) {
        const { child, port } = servers[serverName];
        await play({ port, asks, milliseconds: LEAD_IN_MS });
        const before = await child.ask<{ usage: Usage }>({ usage: true });
        const postgresBefore = cpuOf(postgresPid);
        const milliseconds = round < 0 ? WARM_UP_MS : Number(options.ms);
        const outcome = await play({ port, asks, milliseconds });
        const after = await child.ask<{ usage: Usage }>({ usage: true });
        if (round >= 0)
          figures.get(name)![serverName].push({
            perSecond: (outcome.requests / outcome.milliseconds) * 1000,
            p50: outcome.p50,
            p95: outcome.p95,
            cpu: (after.usage.cpu - before.usage.cpu) / outcome.requests,
            postgres: (cpuOf(postgresPid) - postgresBefore) / outcome.requests,
            bytes: outcome.bytes,
          });
      }
  return figures;
}

function report(routes: Route[], figures: Figures): void {
  table(
    ['route', 'server', 'req/s', 'p50 ms', 'p95 ms', 'Node CPU µs', 'PostgreSQL CPU µs', 'answer KB'],
    routes.flatMap(({ name }) =>
      SERVERS.map((server) => {
        const rounds = figures.get(name)![server];
        const of = (pick: (one: Measured) => number): number => median(rounds.map(pick));
        return [
          name,
          server,
          of((one) => one.perSecond).toFixed(0),
          of((one) => one.p50).toFixed(2),
          of((one) => one.p95).toFixed(2),
          of((one) => one.cpu).toFixed(0),
          of((one) => one.postgres).toFixed(0),
          (of((one) => one.bytes) / 1024).toFixed(1),
        ];
      }),
    ),
  );
  say('\nProduct against floor (throughput: floor / product; the others: product / floor)\n');
  table(
    [
      'route',
      'against',
      'throughput',
      'middle half',
      'p50',
      'p95',
      'Node CPU',
      'extra Node µs',
      'all CPU',
      'aim',
    ],
    routes.flatMap(({ name, aim }) =>
      FLOORS.map((floorName) => {
        const { product, [floorName]: floor } = figures.get(name)!;
        const ratios = (pick: (one: Measured) => number): number[] =>
          product.map((one, i) => pick(one) / pick(floor[i]!));
        const throughput = ratios((one) => 1 / one.perSecond);
        const extra = product.map((one, i) => one.cpu - floor[i]!.cpu);
        return [
          name,
          floorName,
          median(throughput).toFixed(2),
          `${quantile(throughput, 0.25).toFixed(2)} to ${quantile(throughput, 0.75).toFixed(2)}`,
          median(ratios((one) => one.p50)).toFixed(2),
          median(ratios((one) => one.p95)).toFixed(2),
          median(ratios((one) => one.cpu)).toFixed(2),
          median(extra).toFixed(0),
          median(ratios((one) => one.cpu + one.postgres)).toFixed(2),
          aim === undefined ? 'none' : `${aim} ${median(throughput) <= aim ? 'held' : 'MISSED'}`,
        ];
      }),
    ),
  );
}

async function main(): Promise<void> {
  const installation = await install();
  const children: Child[] = [];
  try {
    const routes = await prepare(installation);
    const start = async (
      file: string,
      env: Record<string, string> = {},
    ): Promise<{ child: Child; port: number }> => {
      const profiled =
        options.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${options.profile}`];
      const [child, { port }] = await Child.start(file, { ...installation.env, ...env }, profiled);
      children.push(child);
      return { child, port };
    };
    const product = await start('./api-web.js');
    const plain = await start('./api-floor.js');
    const prepared = await start('./api-floor.js', { FLOOR_PREPARES: 'true' });
    const recipes = routes.flatMap((route) => route.recipes);
    for (const { child } of [plain, prepared]) child.tell({ recipes });
    const { child: load } = await start('./api-load.js');
    for (const { port } of [plain, prepared]) await assertSameAnswers(routes, product.port, port);
    const fresh = await product.child.ask<{ usage: Usage }>({ usage: true });
    say(
      `${machine()}; load average at the start ${loadavg()
        .map((n) => n.toFixed(1))
        .join(' ')}`,
    );
    say(
      `${CONNECTIONS} connections, ${options.rounds} rounds of ${options.ms} ms for each route and server, medians\n`,
    );
    const figures = await measure(
      routes,
      { product, 'plain floor': plain, 'prepared floor': prepared },
      load,
      installation.postgresPid,
    );
    report(routes, figures);
    say('\nMemory\n');
    const rss = async (child: Child): Promise<string> =>
      ((await child.ask<{ usage: Usage }>({ usage: true })).usage.rss / 1024 ** 2).toFixed(0);
    table(
      ['process', 'RSS MB'],
      [
        ['web, before the first request', (fresh.usage.rss / 1024 ** 2).toFixed(0)],
        ['web, at the end', await rss(product.child)],
        ['plain floor, at the end', await rss(plain.child)],
        ['prepared floor, at the end', await rss(prepared.child)],
      ],
    );
    say(
      `\nLoad average at the end ${loadavg()
        .map((n) => n.toFixed(1))
        .join(' ')}`,
    );
  } finally {
    for (const child of children) await child.stop();
    await installation.remove();
  }
}

await main();
