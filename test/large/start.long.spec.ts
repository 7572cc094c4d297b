import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort } from '../../src/launcher/index.js';
import { linkChromium } from '../support/bundled-chromium.js';
import { Client } from '../support/client.js';
import { buildProduct, endAllLaunched, launch, noProcessLeft, processesOf } from '../support/launched.js';
import { step } from '../support/step.js';

/** Two starts and what is between them may take minutes on a busy machine. */
const LONG = 300_000;
/** The sample is as far as it goes. */
const READY = 'Stop with Ctrl-C.';
/** Web serves, at this port. */
const WEB = /✓ http:\/\/localhost:(\d+)/;

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
      const varDir = join(folder, 'one');
      const otherDir = join(folder, 'other');
      await Promise.all([varDir, otherDir].map(linkChromium));
      const first = launch('start', varDir);
      const second = launch('start', otherDir);
      let url = '';
      let document: Record<string, unknown> = {};

      await step(
        'each takes a port of its own, and the second is stopped while it still starts',
        async () => {
          const said = await Promise.all([first, second].map((one) => one.printed(WEB)));
          const ports = said.map((output) => WEB.exec(output)?.[1]);
          expect(new Set(ports).size).toBe(2);
          second.child.kill('SIGINT');
          second.child.kill('SIGINT'); // as npm and the terminal do
          expect((await second.ended).code).toBe(0);
        },
      );

      await step('an owner finds a draft in the sample and writes', async () => {
        const owner = await signIn(addressIn(await first.printed(READY)), varDir, 'head.of.qa@example.org');
        const mine = await owner.send('GET', '/api/v1/contributions?mine=true&status=draft');
        expect(mine.body.items).toMatchObject([{ status: 'draft' }]);
        url = `/api/v1/contributions/${String(mine.body.items?.[0]?.['id'])}/theme`;
        const { body, etag } = await owner.send('GET', url);
        document = { ...body, overview: { narrative: 'Written before the power went.', rag: 'AMBER' } };
        expect(await owner.send('PUT', url, { body: document, ifMatch: etag })).toMatchObject({
          status: 200,
        });
      });

      await step('a further one in the same folder is refused', async () => {
        const refused = await launch('start', varDir).ended;
        expect(refused.code).toBe(1);
        expect(refused.output).toContain(
          `is already in use by process ${first.child.pid}. Stop that one first.`,
        );
      });

      await step('after a hard kill the next start has what was written, on the port of PORT', async () => {
        first.child.kill('SIGKILL');
        await noProcessLeft(varDir);
        const port = String(await freePort());
        const again = launch('start', varDir, { PORT: port });
        const address = addressIn(await again.printed(READY));
        expect(new URL(address).port).toBe(port);
        const back = await signIn(address, varDir, 'head.of.qa@example.org');
        expect((await back.send('GET', url)).body).toEqual(document);
        again.child.kill('SIGTERM');
        const { code, output } = await again.ended;
        expect(code).toBe(0);
        expect(output).toMatch(
          /Stopping, in order: web, worker, database\.\n.*The web process has stopped\.\n.*The worker process has stopped\.\n.*The database has stopped\.\n$/,
        );
      });

      expect(processesOf(folder)).toEqual([]);
    },
    2 * LONG,
  );

  it(
    'gives the first administrator a link to where it listens, whichever port that is',
    async () => {
      const varDir = join(folder, 'empty');
      await linkChromium(varDir);
      const port = String(await freePort());
      const started = launch('start', varDir, { PORT: port }, [
        '--empty',
        'you@example.org',
        'Ada',
        'Example',
      ]);
      const output = await started.printed(READY);
      const link = /Choose the password within an hour, once: (\S+)/.exec(output)?.[1] ?? '';
      expect(new URL(link).port).toBe(port);
      expect(await (await fetch(link)).text()).toContain('you@example.org');
      started.child.kill('SIGTERM');
      expect(await started.ended).toMatchObject({ code: 0 });
    },
    LONG,
  );
});
