/**
 * Whether what people wait for grows with the data: `npm run bench:data [-- --rounds n] [--imports n]`.
 *
 * One database holds a programme of 60 measures for two years (1,440 readings). A copy of it goes on to hold 20 programmes of 60 measures
 * for ten years (144,000), with their periods, approved parts and sealed reports. Two web applications, one on each, are asked for the
 * same in turn, and give the same answers.
 */
import 'reflect-metadata';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { COUNTED, Filler } from './data-fill.js';
import { ask, grow, listening, MEASURES, prepare, TARGET, TARGETS, type Prepared } from './data-sizes.js';
import { machine, median, quantile, say, shuffled, table } from './figures.js';
import { install } from './installation.js';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '15' },
    imports: { type: 'string', default: '9' },
  },
});
const IMPORTED = 5000;
/** A round of a read asks so often, and is the mean of it. */
const READS = 20;
const AIM = 1.3;

/** One size. */
interface Side {
  name: string;
  app: NestFastifyApplication;
  origin: string;
  filler: Filler;
}

interface ImportAnswer {
  sha256: string;
  plan: string;
  counts: Record<'new' | 'restated', number>;
}

/** Everything that a programme can be sent in one go. Each time it says something else. */
function fileOf(titles: readonly string[], round: number): string {
  const lines = ['Measure,Period,Value'];
  for (let month = 0; lines.length <= IMPORTED; month += 1)
    for (const [index, title] of titles.entries()) {
      const period = `${2013 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
      const value = 20 + ((month * 7 + index * 3 + round) % 60);
      if (lines.length <= IMPORTED) lines.push(`"${title.replaceAll('"', '""')}",${period},${value}`);
    }
  return lines.join('\r\n');
}

interface Route {
  name: string;
  item: string;
  items: number;
  /** Milliseconds, one for each round, in the order of the sides. */
  rounds: number[][];
}

async function measureReads(
  sides: readonly Side[],
  { programmeId, manager, report, measureId }: Prepared,
): Promise<Route[]> {
  const reads = [
    { name: 'report assembly', item: 'measure', items: MEASURES, path: `${report}/preview`, times: 1 },
    {
      name: 'readings of a measure, a page of 24',
      item: 'reading',
      items: 24,
      path: `/api/v1/measures/${measureId}/readings?limit=24`,
      times: READS,
    },
    {
      name: 'measures of a programme',
      item: 'measure',
      items: MEASURES,
      path: `/api/v1/programmes/${programmeId}/measures?limit=200`,
      times: READS,
    },
    {
      name: 'list of contributions, its first page',
      item: 'contribution',
      items: 50,
      path: '/api/v1/contributions?limit=50',
      times: READS,
    },
  ];
  const routes = reads.map(({ name, item, items }): Route => ({ name, item, items, rounds: [] }));
  for (let round = -2; round < Number(options.rounds); round += 1)
    for (const [index, { path, times }] of shuffled([...reads.entries()])) {
      const answers = new Set<string>();
      const taken: number[] = [];
      await inTurn(sides, async ({ origin }, side) => {
        let sum = 0;
        for (let n = 0; n < times; n += 1) {
          const { text, milliseconds } = await ask(origin, { path, token: manager });
          sum += milliseconds;
          answers.add(withoutCursor(text));
        }
        taken[side] = sum / times;
      });
      if (answers.size !== 1) throw new Error(`${path}: the answers differ from one size to the other`);
      if (round >= 0) routes[index]?.rounds.push(taken);
    }
  return routes;
}

/** Whether there is a next page is all that tells the sizes apart. */
const withoutCursor = (text: string): string => text.replace(/"nextCursor":(null|"[^"]*")/, '');

async function measureImports(
  sides: readonly Side[],
  { analyst, targetId, titles }: Prepared,
): Promise<Route[]> {
  const routes = [
    'import, dry run',
    'import, carried out',
    'import of corrections, dry run',
    'import of corrections, carried out',
  ].map((name): Route => ({ name, item: 'reading', items: IMPORTED, rounds: [] }));
  for (let round = -1; round < Number(options.imports); round += 1) {
    const taken = routes.map((): number[] => []);
    await inTurn(sides, async ({ origin, filler }, side) => {
      for (const [step, outcome] of (['new', 'restated'] as const).entries()) {
        const body = fileOf(titles, 2 * round + step);
        const run = async (query: Record<string, string>) => {
          const choices = { asAt: '2020-02-29', state: 'validated', reason: 'Counted again.', ...query };
          const { text, milliseconds } = await ask(origin, {
            method: 'POST',
            path: `/api/v1/programmes/${targetId}/readings/imports?${new URLSearchParams(choices).toString()}`,
            token: analyst,
            type: 'text/csv',
            body,
          });
          const { sha256, plan, counts } = JSON.parse(text) as ImportAnswer;
          if (counts[outcome] !== IMPORTED)
            throw new Error(`only ${counts[outcome]} readings are ${outcome}`);
          return { sha256, plan, milliseconds };
        };
        const { milliseconds, ...plan } = await run({});
        taken[2 * step]![side] = milliseconds;
        taken[2 * step + 1]![side] = (await run({ dryRun: 'false', ...plan })).milliseconds;
      }
      await filler.forgetReadings(TARGET);
    });
    if (round >= 0) for (const [index, route] of routes.entries()) route.rounds.push(taken[index]!);
  }
  return routes;
}

/** One after the other, in a new order each time. */
async function inTurn(
  sides: readonly Side[],
  work: (side: Side, index: number) => Promise<void>,
): Promise<void> {
  for (const [index, side] of shuffled([...sides.entries()])) await work(side, index);
}

function report(sides: readonly Side[], routes: readonly Route[]): void {
  const half = (numbers: readonly number[], digits: number) =>
    `${quantile(numbers, 0.25).toFixed(digits)} to ${quantile(numbers, 0.75).toFixed(digits)}`;
  table(
    [
      'work',
      'item',
      ...sides.flatMap(({ name }) => [`${name} ms`, 'middle half']),
      'ratio per item',
      'middle half',
      'aim',
    ],
    routes.map(({ name, item, items, rounds }) => {
      const ratios = rounds.map(([small = NaN, large = NaN]) => large / small);
      return [
        name,
        `${items} ${item}s`,
        ...sides.flatMap((_, index) => {
          const taken = rounds.map((round) => round[index] ?? NaN);
          return [median(taken).toFixed(1), half(taken, 1)];
        }),
        median(ratios).toFixed(2),
        half(ratios, 2),
        `${AIM} ${median(ratios) <= AIM ? 'held' : 'MISSED'}`,
      ];
    }),
  );
}

const load = (): string =>
  loadavg()
    .map((n) => n.toFixed(1))
    .join(' ');

async function main(): Promise<void> {
  const installation = await install();
  const sides: Side[] = [];
  try {
    const prepared = await prepare(installation.env, installation.ownerUrl);
    const large = await installation.copy('bench_large');
    for (const [name, { env, ownerUrl }] of [['1×', installation] as const, ['100×', large] as const]) {
      const filler = await Filler.open(ownerUrl, prepared.programmeId);
      if (ownerUrl === large.ownerUrl) await grow(filler, prepared.model, [TARGETS]);
      await filler.settle();
      const app = await listening(env);
      sides.push({ name, app, origin: await app.getUrl(), filler });
    }
    say(`${machine()}; load average at the start ${load()}\n`);
    const held: string[][] = [];
    for (const what of COUNTED) {
      const counts = await Promise.all(sides.map(({ filler }) => filler.count(what)));
      held.push([what, ...counts.map(String)]);
    }
    table(['rows', ...sides.map(({ name }) => name)], held);
    say(
      `\n${options.rounds} rounds of each read, ${options.imports} of each import, in turn at both sizes; medians\n`,
    );
    report(sides, [...(await measureReads(sides, prepared)), ...(await measureImports(sides, prepared))]);
    say(`\nLoad average at the end ${load()}`);
  } finally {
    for (const { app, filler } of sides) {
      await app.close();
      await filler.close();
    }
    await installation.remove();
  }
}

await main();
