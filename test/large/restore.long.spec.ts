import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { schema } from '../../migrations/index.js';
import { startPostgres } from '../../src/launcher/index.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { projectFolder } from '../../src/platform/files/project-folder.js';
import { linkChromium } from '../support/bundled-chromium.js';
import { Client } from '../support/client.js';
import { copyEarlierFiles, loadEarlierRelease } from '../support/earlier-release.js';
import { buildProduct, endAllLaunched, launch } from '../support/launched.js';
import { endPrograms, Program } from '../support/program.js';
import { step } from '../support/step.js';
import { startSystemPostgres, type SystemPostgres } from '../support/system-postgres.js';

/** `npm run test:restore`: what docs/runbooks/backup.md promises, done, with the data of an earlier release that is upgraded on the way. */
const LONG = 600_000;
const run = promisify(execFile);

let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'highlight report restore '));
  await buildProduct();
}, LONG);
afterEach(async () => {
  await endAllLaunched();
  await endPrograms();
}, LONG);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A command of the product on this database. @returns what it printed. @throws with what it printed where it fails. */
async function command(env: Record<string, string>, ...args: string[]): Promise<string> {
  const program = join(projectFolder(), 'dist', 'src', 'main.cli.js');
  const { PATH = '' } = process.env;
  return (await run(process.execPath, [program, ...args], { env: { PATH, NODE_ENV: 'test', ...env } }))
    .stdout;
}

/** What must be the same after every restore. */
interface Proof {
  /** The last line of `verify-audit`, whose head stands for every event. */
  trail: string;
  /** SHA-256 of each sealed text, by version. */
  sealed: Record<string, string>;
  /** Names of the files that editions have. */
  files: string[];
}

/** Everything that can be verified without the product's own word for it: hashes of texts and of bytes on the disk. */
async function prove(adminUrl: string, env: Record<string, string>): Promise<Proof> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rows: versions } = await client.query<{ id: string; sha256: string; snapshot: string }>(
      `select id, sha256, snapshot from report_version order by id`,
    );
    for (const { sha256, snapshot } of versions)
      expect(createHash('sha256').update(snapshot).digest('hex')).toBe(sha256);
    const { rows: artefacts } = await client.query<{ sha256: string }>(
      `select distinct sha256 from artefact order by 1`,
    );
    for (const { sha256 } of artefacts) {
      const file = join(env['VAR_DIR'] ?? '', 'artefacts', sha256.slice(0, 2), sha256);
      expect(createHash('sha256').update(readFileSync(file)).digest('hex')).toBe(sha256);
    }
    expect(Math.min(versions.length, artefacts.length)).toBeGreaterThan(0);
    return {
      trail: (await command(env, 'verify-audit')).trim(),
      sealed: Object.fromEntries(versions.map(({ id, sha256 }) => [id, sha256])),
      files: artefacts.map(({ sha256 }) => sha256),
    };
  } finally {
    await client.end();
  }
}

/** A person of the earlier release reads what was sealed then, by page and by API, from a process of today. */
async function readEarlierReport(env: Record<string, string>): Promise<void> {
  const web = await Program.start('web', { ...env, NODE_ENV: 'test', PORT: '0' });
  const { accounts } = JSON.parse(readFileSync(join(env['VAR_DIR'] ?? '', 'accounts.json'), 'utf8')) as {
    accounts: { email: string; password: string; roles: string[] }[];
  };
  const sro = accounts.find(({ roles }) => roles.includes('sro'));
  const client = new Client(web.origin);
  expect(await client.signIn(sro?.email ?? '', sro?.password ?? '')).toMatchObject({ status: 201 });
  const versions = await client.send('GET', '/api/v1/versions');
  const id = String(versions.body.items?.[0]?.['id']);
  for (const page of ['/my-work', '/versions', `/versions/${id}`, `/versions/${id}/proof`])
    expect((await client.fetch('GET', page)).status).toBe(200);
  for (const edition of ['public', 'exempt']) {
    const pdf = await client.fetch('GET', `/api/v1/versions/${id}/editions/${edition}/pdf`);
    expect(
      Buffer.from(await pdf.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
  }
  await endPrograms();
}

/** The whole way of a report once more, as `npm run demo` checks it, on what was restored. */
async function demonstrate(varDir: string, env: Record<string, string> = {}): Promise<void> {
  const { code, output } = await launch('demo', varDir, env).ended;
  if (code !== 0) throw new Error(output);
}

describe('a backup as an operator makes it in production', () => {
  let server: SystemPostgres;
  beforeAll(async () => {
    server = await startSystemPostgres();
  }, LONG);
  afterAll(() => server.stop());

  /** The two logins, as the README has them. */
  const environment = (database: string, varDir: string): Record<string, string> => ({
    DATABASE_URL: `postgres://highlight_app:app@127.0.0.1:${server.port}/${database}`,
    MIGRATION_DATABASE_URL: `postgres://highlight_owner:owner@127.0.0.1:${server.port}/${database}`,
    VAR_DIR: varDir,
    RENDER_ALLOW_NO_SANDBOX: String(process.getuid?.() === 0),
  });

  it(
    'holds an earlier release, which is upgraded, dumped and restored, and passes the demonstration',
    async () => {
      const varDir = join(folder, 'production');
      mkdirSync(varDir);
      copyEarlierFiles(varDir);
      await linkChromium(varDir);
      const before = environment('highlight', varDir);
      let proof: Proof;

      await step('the rows of the earlier release are there, under the migrations of then', async () => {
        const admin = new pg.Client({ connectionString: server.url('postgres') });
        await admin.connect();
        await admin.query(`create role highlight_owner login password 'owner' createrole`);
        await admin.end();
        await server.program('createdb', '--owner=highlight_owner', 'highlight');
        await loadEarlierRelease(before['MIGRATION_DATABASE_URL'] ?? '', server.url('highlight'));
      });
      await step(
        'migrate brings them to this release, and nothing of what was sealed has changed',
        async () => {
          await command(before, 'migrate');
          expect(await command(before, 'migrate')).toContain('The database is up to date.');
          expect(await command(before, 'schema-drift')).toBe('Entities and migrations agree.\n');
          proof = await prove(server.url('highlight'), before);
          expect(proof.trail).toMatch(/^The audit trail is intact: \d{3} events, head/);
          await readEarlierReport(before);
        },
      );
      const kept = join(folder, 'kept');
      await step('database first, files after it, are copied as the runbook says', async () => {
        mkdirSync(kept);
        await server.program(
          'pg_dump',
          '--format=custom',
          `--file=${join(kept, 'highlight.dump')}`,
          'highlight',
        );
        cpSync(join(varDir, 'artefacts'), join(kept, 'artefacts'), { recursive: true });
        proof = await prove(server.url('highlight'), before);
      });
      await step('both are lost, and come back into an empty database', async () => {
        await server.program('dropdb', 'highlight');
        rmSync(join(varDir, 'artefacts'), { recursive: true });
        await server.program('createdb', '--owner=highlight_owner', 'highlight');
        await server.program(
          'pg_restore',
          '--dbname=highlight',
          '--no-privileges',
          '--exit-on-error',
          join(kept, 'highlight.dump'),
        );
        renameSync(join(kept, 'artefacts'), join(varDir, 'artefacts'));
        await command(before, 'migrate');
        expect(await prove(server.url('highlight'), before)).toEqual(proof);
        await readEarlierReport(before);
      });
      await step('the application’s login still cannot change what is sealed', async () => {
        const app = new pg.Client({ connectionString: before['DATABASE_URL'] });
        await app.connect();
        await expect(app.query(`update report_version set snapshot = snapshot`)).rejects.toThrow(
          'permission denied',
        );
        await app.end();
      });
      await step('the demonstration runs from end to end on it', () => demonstrate(varDir, before));
    },
    LONG,
  );
});

describe('a backup of the embedded installation', () => {
  it(
    'is a copy of its folder, which works elsewhere with everything in it, upgraded as well',
    async () => {
      const varDir = join(folder, 'embedded');
      const elsewhere = join(folder, 'elsewhere');
      mkdirSync(elsewhere);
      const files = { dataDir: join(varDir, 'postgres'), log: join(varDir, 'log', 'postgres.log') };
      let proof: Proof;

      await step('the folder holds the earlier release', async () => {
        mkdirSync(varDir);
        copyEarlierFiles(varDir);
        await linkChromium(varDir);
        const server = await startPostgres(files);
        try {
          const admin = new pg.Client({ connectionString: server.adminUrl });
          await admin.connect();
          await admin.query(`create role app_owner login password 'owner' createrole`);
          await admin.query(`create role app_rw login password 'app'`);
          await admin.query('create database highlight owner app_owner');
          await admin.end();
          const at = (login: string): string => `postgres://${login}@127.0.0.1:${server.port}/highlight`;
          const adminUrl = server.adminUrl.replace(/\/postgres$/, '/highlight');
          await loadEarlierRelease(at('app_owner:owner'), adminUrl);
          await migrate(at('app_owner:owner'), at('app_rw:app'), schema);
          proof = await prove(adminUrl, { DATABASE_URL: at('app_rw:app'), VAR_DIR: varDir });
        } finally {
          await server.stop(10_000);
        }
      });
      await step('stopped, it is packed and unpacked somewhere else as the runbook says', async () => {
        const archive = join(folder, 'highlight-backup.tar.gz');
        await run('tar', [
          '-czf',
          archive,
          '--exclude=embedded/chromium',
          '--exclude=embedded/log',
          '-C',
          folder,
          'embedded',
        ]);
        rmSync(varDir, { recursive: true });
        await run('tar', ['-xzpf', archive, '-C', elsewhere]);
        expect(existsSync(varDir)).toBe(false);
      });
      await step('the demonstration runs on it, and what was sealed before is as it was', async () => {
        const restored = join(elsewhere, 'embedded');
        await linkChromium(restored);
        await demonstrate(restored);
        const server = await startPostgres({
          dataDir: join(restored, 'postgres'),
          log: join(restored, 'log', 'postgres.log'),
        });
        try {
          const { appPassword } = JSON.parse(readFileSync(join(restored, 'secrets.json'), 'utf8')) as {
            appPassword: string;
          };
          const now = await prove(server.adminUrl.replace(/\/postgres$/, '/highlight'), {
            DATABASE_URL: `postgres://app_rw:${encodeURIComponent(appPassword)}@127.0.0.1:${server.port}/highlight`,
            VAR_DIR: restored,
          });
          expect(now.sealed).toMatchObject(proof.sealed);
          expect(now.files).toEqual(expect.arrayContaining(proof.files));
          expect(now.trail).toMatch(/^The audit trail is intact/);
        } finally {
          await server.stop(10_000);
        }
      });
    },
    LONG,
  );
});
