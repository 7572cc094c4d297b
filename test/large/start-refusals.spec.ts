import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { linkChromium } from '../support/bundled-chromium.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { buildProduct, endAllLaunched, launch, processesOf, type Launched } from '../support/launched.js';

/** Four starts at once may take minutes on a busy machine. */
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
  const varDir = join(folder, name);
  await linkChromium(varDir);
  return varDir;
}

/** On a database that is there and has its schema, as an operator brings one: so nothing is made that the test is not about. */
async function launchOnDatabase(
  command: 'start' | 'demo',
  varDir: string,
  env: Record<string, string> = {},
): Promise<Launched> {
  const database = await createTestDatabase();
  databases.push(database);
  return launch(command, varDir, {
    DATABASE_URL: database.appUrl,
    MIGRATION_DATABASE_URL: database.ownerUrl,
    ...env,
  });
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

it(
  'a launcher that cannot go on ends with 1 and says why',
  async () => {
    const varDirs = await Promise.all(['port taken', 'no browser', 'refused', 'broken'].map(newVarDir));
    const [portTaken = '', noBrowser = '', refused = '', broken = ''] = varDirs;
    const stranger = createServer();
    await new Promise<void>((listening) => stranger.listen(0, '127.0.0.1', listening));
    const port = String((stranger.address() as AddressInfo).port);
    writeFileSync(join(broken, 'secrets.json'), '{"ownerPassword": ');

    // At once, because the first waits a while for its port.
    const runs = await Promise.all([
      launchOnDatabase('start', portTaken, { PORT: port }),
      launchOnDatabase('demo', noBrowser, { PUPPETEER_EXECUTABLE_PATH: '/no/such/browser' }),
      launchOnDatabase('demo', refused, { ALLOWED_MAIL_DOMAINS: 'council.example' }),
      launchOnDatabase('demo', broken),
    ]);
    const ends = await Promise.all(runs.map(({ ended }) => ended));
    stranger.close();
    expect(ends.map(({ code }) => code)).toEqual([1, 1, 1, 1]);
    expect(processesOf(folder)).toEqual([]);
    const [toldOfPort = '', toldOfBrowser = '', toldOfRefusal = '', toldOfFile = ''] = ends.map(
      ({ output }) => output,
    );

    expect(toldOfPort).toContain(`Port ${port} (from PORT) is in use by another program.`);

    expect(toldOfBrowser).toContain(
      'PUPPETEER_EXECUTABLE_PATH names /no/such/browser, which does not exist.',
    );
    expect(toldOfBrowser).toMatch(
      /It did not work\.\n +worker did not start: .*\n +The logs lie in .*no browser\/log\./,
    );

    // The step, the refusal, and each place in what was refused.
    expect(toldOfRefusal).toMatch(/Step \d+ failed: System Administrator makes accounts for \d+ people/);
    expect(toldOfRefusal).toMatch(/POST \/api\/v1\/users was answered with 422 \(invalid\): /);
    expect(toldOfRefusal).toContain('email: Mail may only be sent to addresses at council.example.');
    expect(toldOfRefusal).toMatch(/Reference in the log: urn:request:/);

    // A file that somebody broke is left as it is.
    expect(toldOfFile).toContain('secrets.json is not readable as JSON.');
    expect(readFileSync(join(broken, 'secrets.json'), 'utf8')).toBe('{"ownerPassword": ');
  },
  LONG,
);
