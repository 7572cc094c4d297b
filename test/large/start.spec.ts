import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort } from '../../src/launcher/index.js';
import { buildProduct, endAllLaunched, launch, noProcessLeft, processesOf } from '../support/launched.js';
import { Client } from '../support/client.js';

/** Two starts and what is between them may take minutes on a busy machine. */
const LONG = 300_000;
/** The sample is as far as it goes. */
const READY = 'Stop with Ctrl-C.';
/** People can sign in. */
const ADDRESS = '/sign-in';

let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'highlight report start '));
  await buildProduct();
}, LONG);
afterEach(endAllLaunched, LONG);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function addressIn(output: string): string {
  const port = /sign in at http:\/\/localhost:(\d+)\/sign-in/.exec(output)?.[1];
  expect(port).toBeDefined();
  return `http://127.0.0.1:${port}`;
}

/** Signs in with the password that the launcher has kept. */
async function signIn(origin: string, varDir: string, email: string): Promise<Client> {
  const { accounts } = JSON.parse(readFileSync(join(varDir, 'accounts.json'), 'utf8'));
  const { password } = accounts.find((account: { email: string }) => account.email === email);
  const client = new Client(origin);
  expect(await client.signIn(email, password)).toMatchObject({ status: 201 });
  return client;
}

describe('the launcher', () => {
  it(
    'starts twice at once, serves people, and after a hard kill goes on with all that was written',
    async () => {
      const [varDir, other] = [join(folder, 'one'), join(folder, 'other')];
      const [first, second] = [launch('start', varDir), launch('start', other)];
      const [output, otherOutput] = await Promise.all([first.printed(READY), second.printed(ADDRESS)]);
      expect(addressIn(output)).not.toBe(addressIn(otherOutput));
      second.child.kill('SIGTERM');

      const owner = await signIn(addressIn(output), varDir, 'head.of.qa@example.org');
      const mine = await owner.send('GET', '/api/v1/contributions?mine=true&status=draft');
      expect(mine.body.items).toMatchObject([{ status: 'draft' }]);
      const url = `/api/v1/contributions/${String(mine.body.items?.[0]?.['id'])}/theme`;
      const { body, etag } = await owner.send('GET', url);
      const document = { ...body, overview: { narrative: 'Written before the power went.', rag: 'AMBER' } };
      expect(await owner.send('PUT', url, { body: document, ifMatch: etag })).toMatchObject({ status: 200 });

      const refused = await launch('start', varDir).ended;
      expect(refused.code).toBe(1);
      expect(refused.output).toContain(
        `is already in use by process ${first.child.pid}. Stop that one first.`,
      );

      first.child.kill('SIGKILL');
      await noProcessLeft(varDir);

      const again = launch('start', varDir);
      const restarted = addressIn(await again.printed(READY));
      const back = await signIn(restarted, varDir, 'head.of.qa@example.org');
      expect((await back.send('GET', url)).body).toEqual(document);

      again.child.kill('SIGTERM');
      const { code, output: last } = await again.ended;
      expect(code).toBe(0);
      expect(last).toMatch(
        /Stopping, in order: web, worker, database\.\n.*The web process has stopped\.\n.*The worker process has stopped\.\n.*The database has stopped\.\n$/,
      );
      expect((await second.ended).code).toBe(0);
      expect(processesOf(folder)).toEqual([]);
    },
    2 * LONG,
  );

  it(
    'listens where PORT says, and says so when that is taken',
    async () => {
      const [varDir, other] = [join(folder, 'port'), join(folder, 'port taken')];
      const port = String(await freePort());
      const asked = launch('start', varDir, { PORT: port });
      expect(new URL(addressIn(await asked.printed(ADDRESS))).port).toBe(port);
      const taken = await launch('start', other, { PORT: port }).ended;
      expect(taken.code).toBe(1);
      expect(taken.output).toContain(`Port ${port} (from PORT) is in use by another program.`);
      expect(processesOf(other)).toEqual([]);
      asked.child.kill('SIGINT');
      asked.child.kill('SIGINT');
      expect((await asked.ended).code).toBe(0);
    },
    2 * LONG,
  );
});

describe('a demonstration that cannot go on', () => {
  it(
    'ends with 1 and says which program did not start, and why',
    async () => {
      const varDir = join(folder, 'no browser');
      const { code, output } = await launch('demo', varDir, { PUPPETEER_EXECUTABLE_PATH: '/no/such/browser' })
        .ended;
      expect(code).toBe(1);
      expect(output).toContain('PUPPETEER_EXECUTABLE_PATH names /no/such/browser, which does not exist.');
      expect(output).toMatch(
        /It did not work\.\n +worker did not start: .*\n +The logs lie in .*no browser\/log\./,
      );
      expect(processesOf(varDir)).toEqual([]);
    },
    LONG,
  );

  it(
    'names the step, the refusal and each place in what was refused',
    async () => {
      const varDir = join(folder, 'refused');
      const { code, output } = await launch('demo', varDir, { ALLOWED_MAIL_DOMAINS: 'council.example' })
        .ended;
      expect(code).toBe(1);
      expect(output).toMatch(/Step \d+ failed: System Administrator makes accounts for \d+ people/);
      expect(output).toMatch(/POST \/api\/v1\/users was answered with 422 \(invalid\): /);
      expect(output).toContain('email: Mail may only be sent to addresses at council.example.');
      expect(output).toMatch(/Reference in the log: urn:request:/);
      expect(processesOf(varDir)).toEqual([]);
    },
    LONG,
  );

  it(
    'stops in order when it is interrupted',
    async () => {
      const varDir = join(folder, 'interrupted');
      const run = launch('demo', varDir);
      await run.printed(' 8  ');
      run.child.kill('SIGINT');
      const { code, output } = await run.ended;
      expect(code).toBe(130);
      expect(output).toContain('The database has stopped.');
      expect(processesOf(varDir)).toEqual([]);
    },
    LONG,
  );

  it(
    'leaves a file of its own that somebody broke as it is, and says which',
    async () => {
      const varDir = join(folder, 'broken');
      mkdirSync(varDir);
      writeFileSync(join(varDir, 'secrets.json'), '{"ownerPassword": ');
      const { code, output } = await launch('demo', varDir).ended;
      expect(code).toBe(1);
      expect(output).toContain('secrets.json is not readable as JSON.');
      expect(readFileSync(join(varDir, 'secrets.json'), 'utf8')).toBe('{"ownerPassword": ');
    },
    LONG,
  );
});
