import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import pg from 'pg';
import { SMTPServer } from 'smtp-server';
import { freePort } from '../../../src/launcher/index.js';
import { projectFolder } from '../../../src/platform/index.js';
import { FakeS3 } from '../../support/fake-s3.js';
import { RedisServer } from '../../support/redis-server.js';
import { startSystemPostgres, type SystemPostgres } from '../../support/system-postgres.js';

/*
 * The services of the composition with certificates of its own script, and a process of ours that trusts its authority. It needs the
 * machine's own PostgreSQL, because the bundled one is kept from TLS, and its Redis.
 */
const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'connections-'));
const ours = join(folder, 'ours');
const others = join(folder, 'others');
const delivered = (...path: string[]): string => join(projectFolder(), 'deploy', ...path);
// Somebody else runs the database.
chmodSync(folder, 0o755);

let database: SystemPostgres;
let store: FakeS3;
let redis: RedisServer;
let redisPort: number;
let mail: SMTPServer;

beforeAll(async () => {
  database = await startSystemPostgres();
  const superuser = new pg.Client({ connectionString: database.url('postgres') });
  await superuser.connect();
  const { rows } = await superuser.query<{ data: string }>(
    `select current_setting('data_directory') as data`,
  );
  const data = rows[0]?.data ?? '';
  for (const place of [ours, others])
    await run('sh', [delivered('certificates.sh'), place, `localhost:${statSync(data).uid}`]);
  const cert = join(ours, 'localhost', 'public.crt');
  const key = join(ours, 'localhost', 'private.key');
  await copyFile(delivered('postgres', 'pg_hba.conf'), join(data, 'pg_hba.conf'));
  await superuser.query(`alter system set ssl_cert_file = '${cert}'`);
  await superuser.query(`alter system set ssl_key_file = '${key}'`);
  await superuser.query('alter system set ssl = on');
  await superuser.query('select pg_reload_conf()');
  await superuser.end();
  store = await FakeS3.start({ cert: readFileSync(cert), key: readFileSync(key) });
  mail = new SMTPServer({
    cert: readFileSync(cert),
    key: readFileSync(key),
    disabledCommands: ['AUTH'],
    onData: (stream, _session, done) => stream.resume().on('end', done),
  });
  // Whoever does not trust it hangs up.
  mail.on('error', () => undefined);
  await new Promise<void>((resolve) => mail.listen(0, '127.0.0.1', resolve));
  redisPort = await freePort();
  redis = await RedisServer.start([
    ...['--appendonly', 'yes', '--maxmemory-policy', 'noeviction', '--tls-port', String(redisPort)],
    ...['--tls-auth-clients', 'no', '--tls-cert-file', cert, '--tls-key-file', key],
  ]);
});
afterAll(async () => {
  await redis.close();
  await new Promise<void>((resolve) => mail.close(resolve));
  await store.stop();
  await database.stop();
  rmSync(folder, { recursive: true });
});

/** What becomes of each service for a process that trusts this authority and calls them by this name. */
async function reached(trusting: string, host: string, query = '?sslmode=verify-full'): Promise<unknown> {
  const { stdout } = await run(
    process.execPath,
    ['--import', './test/support/register-typescript.mjs', 'test/support/connecting-child.ts'],
    {
      cwd: projectFolder(),
      env: {
        PATH: process.env['PATH'],
        NODE_EXTRA_CA_CERTS: join(trusting, 'trusted', 'authority.crt'),
        NODE_ENV: 'test',
        LOG_LEVEL: 'silent',
        DATABASE_URL: `${database.url('postgres').replace('127.0.0.1', host)}${query}`,
        REDIS_URL: `rediss://${host}:${redisPort}`,
        SMTP_URL: `smtp://${host}:${(mail.server.address() as AddressInfo).port}?requireTLS=true`,
        S3_ENDPOINT: store.url.replace('localhost', host),
        S3_BUCKET: store.bucket,
        S3_ACCESS_KEY_ID: 'id',
        S3_SECRET_ACCESS_KEY: 'secret',
      },
    },
  );
  return JSON.parse(stdout) as unknown;
}
const all = (said: unknown): unknown => ({ database: said, queue: said, mail: said, store: said });

it('they are reached by who trusts their authority and calls them by their name', async () => {
  expect(await reached(ours, 'localhost')).toEqual(all('reached'));
});

it('they are not used where another authority vouches for them, or their name is another, and the reason is said', async () => {
  expect(await reached(others, 'localhost')).toEqual(
    all(expect.stringMatching(/self-signed certificate|certificate signature failure|unable to verify/)),
  );
  expect(await reached(ours, '127.0.0.1')).toEqual(
    all(expect.stringMatching(/IP: 127\.0\.0\.1 is not in the cert's list/)),
  );
});

it('the database takes nobody without TLS', async () => {
  expect(await reached(ours, 'localhost', '')).toMatchObject({
    database: expect.stringMatching(/no pg_hba\.conf entry .* no encryption/),
  });
});
