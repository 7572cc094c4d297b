import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { projectFolder } from '../../src/platform/files/project-folder.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { buildProduct } from '../support/launched.js';
import { eventually } from '../support/platform.js';
import { endPrograms, Program } from '../support/program.js';

/** The product's programs as an operator runs them: what they say, and the code with which they end. */
let database: TestDatabase;
let varDir: string;

beforeAll(async () => {
  await buildProduct();
  varDir = mkdtempSync(join(tmpdir(), 'commands-'));
}, 300_000);
afterAll(() => {
  rmSync(varDir, { recursive: true, force: true });
});
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(async () => {
  await endPrograms();
  await database.drop();
});

const environment = (): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '',
  NODE_ENV: 'test',
  DATABASE_URL: database.appUrl,
  VAR_DIR: varDir,
  RENDER_ALLOW_NO_SANDBOX: String(process.getuid?.() === 0),
});

async function command(...args: string[]): Promise<{ code: number; said: string }> {
  const program = join(projectFolder(), 'dist', 'src', 'main.cli.js');
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [program, ...args], {
      env: environment(),
    });
    return { code: 0, said: stdout };
  } catch (error) {
    const { code, stderr } = error as { code: number; stderr: string };
    return { code, said: stderr };
  }
}

describe('verify-audit', () => {
  const made = (email: string) => command('create-admin', email, 'First', 'Admin');

  it('ends with 0 for a trail that is whole, and says how far it goes', async () => {
    expect(await made('first.admin@example.org')).toMatchObject({ code: 0 });
    const { code, said } = await command('verify-audit');
    expect(code).toBe(0);
    expect(said).toMatch(/^The audit trail is intact: 2 events, head 2 [0-9a-f]{64}\.\n$/);
  }, 120_000);

  it('ends with 1 for a trail that somebody has changed, and names the event', async () => {
    expect(await made('first.admin@example.org')).toMatchObject({ code: 0 });
    await database.adminQuery(
      `alter table audit_event disable trigger all; update audit_event set actor_label = 'Somebody else' where seq = 2;
       alter table audit_event enable trigger all`,
    );
    const { code, said } = await command('verify-audit');
    expect(code).toBe(1);
    expect(said).toMatch(/^verify-audit: The audit trail is broken at event 2: \S.*\n$/);
  }, 120_000);
});

describe('a worker whose queue has no tables', () => {
  it('ends with 1 and says what to do, instead of complaining without end', async () => {
    await database.adminQuery('drop schema bullmq cascade');
    const worker = Program.spawn('worker', environment());
    await eventually('the worker ends', () => worker.ended !== undefined, 60_000);
    expect(worker.ended).toBe(1);
    expect(worker.lines.filter(({ level }) => level >= 50)).toMatchObject([
      {
        msg: 'worker could not start',
        err: {
          message: expect.stringMatching(/^The queue has no tables in this database\. Run "migrate" first\./),
        },
      },
    ]);
  }, 120_000);
});
