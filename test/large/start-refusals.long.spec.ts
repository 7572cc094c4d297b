import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { linkChromium } from '../support/bundled-chromium.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { buildProduct, endAllLaunched, launch, processesOf, type Launched } from '../support/launched.js';

/** A start may take minutes on a busy machine. */
const LONG = 300_000;

let folder: string;
const databases: TestDatabase[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'highlight report refusals '));
  await buildProduct();
}, LONG);
afterEach(async () => {
  await endAllLaunched();
  for (const database of databases.splice(0)) await database.drop();
}, LONG);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A var folder of its own, in which the browser is unpacked already. */
async function newVarDir(name: string): Promise<string> {
  const varDir = mkdtempSync(join(folder, `${name} `));
  await linkChromium(varDir);
  return varDir;
}

/** On a database that is there and has its schema, as an operator brings one: so nothing is made that the test is not about. */
async function launchOnDatabase(
  command: 'start' | 'demo',
  varDir: string,
  env: Record<string, string> = {},
  args: readonly string[] = [],
): Promise<Launched> {
  const database = await createTestDatabase();
  databases.push(database);
  return launch(
    command,
    varDir,
    { DATABASE_URL: database.appUrl, MIGRATION_DATABASE_URL: database.ownerUrl, ...env },
    args,
  );
}

it(
  'a demonstration that is interrupted stops in order',
  async () => {
    const varDir = await newVarDir('interrupted');
    const run = await launchOnDatabase('demo', varDir);
    await run.printed(' 2  ');
    run.child.kill('SIGINT');
    const { code, output } = await run.ended;
    expect(code).toBe(130);
    expect(output).toMatch(/The web process has stopped\.\n.*The worker process has stopped\.\n$/);
    expect(processesOf(varDir)).toEqual([]);
  },
  LONG,
);

interface Refusal {
  why: string;
  command: 'start' | 'demo';
  /** @param taken a port on which something else listens. */
  env: (taken: string) => Record<string, string>;
  /** What the launcher says. */
  told: (taken: string) => (string | RegExp)[];
  /** Makes the var folder what it must be for this. */
  before?: (varDir: string) => void;
  after?: (varDir: string) => void;
}

const BROKEN = '{"ownerPassword": ';

const REFUSALS: readonly Refusal[] = [
  {
    why: 'its browser is not there',
    command: 'demo',
    env: () => ({ PUPPETEER_EXECUTABLE_PATH: '/no/such/browser' }),
    told: () => [
      'PUPPETEER_EXECUTABLE_PATH names /no/such/browser, which does not exist.',
      /It did not work\.\n +worker did not start: .*\n +The logs lie in .*\/log\./,
    ],
  },
  {
    why: 'a file of its folder is broken, and is left as it is',
    command: 'demo',
    env: () => ({}),
    before: (varDir) => writeFileSync(join(varDir, 'secrets.json'), BROKEN),
    told: () => ['secrets.json is not readable as JSON.'],
    after: (varDir) => expect(readFileSync(join(varDir, 'secrets.json'), 'utf8')).toBe(BROKEN),
  },
  {
    // The step, the refusal, and each place in what was refused.
    why: 'the product refuses what it sends',
    command: 'demo',
    env: () => ({ ALLOWED_MAIL_DOMAINS: 'council.example' }),
    told: () => [
      /Step \d+ failed: System Administrator makes accounts for \d+ people/,
      /POST \/api\/v1\/users was answered with 422 \(invalid\): /,
      'email: Mail may only be sent to addresses at council.example.',
      /Reference in the log: urn:request:/,
    ],
  },
  {
    why: 'its port is taken',
    command: 'start',
    env: (taken) => ({ PORT: taken }),
    told: (taken) => [`Port ${taken} (from PORT) is in use by another program.`],
  },
];

describe('a launcher that cannot go on ends with 1 and says why', () => {
  let stranger: Server;
  let taken: string;
  beforeAll(async () => {
    stranger = createServer();
    await new Promise<void>((listening) => stranger.listen(0, '127.0.0.1', listening));
    taken = String((stranger.address() as AddressInfo).port);
  });
  afterAll(() => {
    stranger.close();
  });

  it.each(REFUSALS)(
    'because $why',
    async ({ command, env, told, before, after }) => {
      const varDir = await newVarDir(command);
      before?.(varDir);
      const { ended } = await launchOnDatabase(command, varDir, env(taken));
      const { code, output } = await ended;
      expect(code).toBe(1);
      for (const words of told(taken)) expect(output).toMatch(words);
      expect(processesOf(varDir)).toEqual([]);
      after?.(varDir);
    },
    LONG,
  );
});

it(
  'a start without the sample makes the first administrator and nobody else',
  async () => {
    const varDir = await newVarDir('empty');
    const run = await launchOnDatabase('start', varDir, {}, ['--empty', 'you@example.org', 'Ada', 'Example']);
    const output = await run.printed('Stop with Ctrl-C.');
    expect(output).toContain('Administrator you@example.org was made.');
    expect(output).toMatch(/http:\/\/localhost:\d+\/\S*#?\S+/);
    // It would be refused if anybody else had an account.
    expect(output).not.toContain('Who');
    expect(existsSync(join(varDir, 'accounts.json'))).toBe(false);
    run.child.kill('SIGINT');
    expect(await run.ended).toMatchObject({ code: 0 });
  },
  LONG,
);

it(
  'a word that the launcher does not know is not taken for a start',
  async () => {
    const varDir = await newVarDir('unknown');
    const { code, output } = await launch('start', varDir, {}, ['--emtpy']).ended;
    expect([code, output]).toEqual([2, expect.stringContaining('Usage: npm start')]);
  },
  LONG,
);
