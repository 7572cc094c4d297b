import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from '@jest/globals';
import { projectFolder } from '../../../src/platform/index.js';

const run = promisify(execFile);
const ME = process.getuid?.() ?? 0;
const folder = mkdtempSync(join(tmpdir(), 'certificates-'));
const ours = join(folder, 'ours');

/** Runs the script of the composition. @returns what it said, one line for each service. */
async function make(services: readonly string[]): Promise<string[]> {
  const script = join(projectFolder(), 'deploy', 'certificates.sh');
  const { stdout, stderr } = await run('sh', [script, ours, ...services]);
  expect(stderr).toBe('');
  return stdout.trimEnd().split('\n');
}
const openssl = async (...args: string[]): Promise<string> => (await run('openssl', args)).stdout;
const file = (...path: string[]): string => join(ours, ...path);
const bytes = (...path: string[]): Buffer => readFileSync(file(...path));

/** A certificate that somebody signs with the authority's key. */
async function signed(name: string, days: number, out: string): Promise<void> {
  const request = join(folder, 'request');
  const extensions = join(folder, 'extensions');
  writeFileSync(extensions, `subjectAltName = ${name}\n`);
  await openssl(
    ...['req', '-new', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj', '/CN=x'],
    ...['-keyout', join(folder, 'key'), '-out', request],
  );
  await openssl(
    ...['x509', '-req', '-in', request, '-days', String(days), '-extfile', extensions, '-out', out],
    ...['-CA', file('trusted/authority.crt'), '-CAkey', file('authority/private.key'), '-set_serial', '7'],
  );
}

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('the certificates of an installation', () => {
  const services = [`database:${ME}`, `queue:${ME}`];
  const made = (): Promise<string[]> => make(services);
  const NEW = ': a new certificate was made. Start it anew.';

  it('are made once, each with a key for its service alone', async () => {
    expect(await made()).toEqual([
      'A new authority was made. Start everything anew.',
      `database${NEW}`,
      `queue${NEW}`,
    ]);
    for (const name of ['authority', 'database', 'queue'])
      expect(statSync(file(name, 'private.key')).mode & 0o777).toBe(0o600);
    expect(bytes('database/private.key')).not.toEqual(bytes('queue/private.key'));
    const before = bytes('database/public.crt');
    expect(await made()).toEqual([
      expect.stringMatching(/^database: good until /),
      expect.stringMatching(/^queue: good until /),
    ]);
    expect(bytes('database/public.crt')).toEqual(before);
  });

  it('are renewed a year before they end, and where somebody was interrupted', async () => {
    const authority = bytes('trusted/authority.crt');
    await signed('DNS:database', 364, file('database/public.crt'));
    rmSync(file('queue/public.crt'));
    expect(await made()).toEqual([`database${NEW}`, `queue${NEW}`]);
    expect(bytes('trusted/authority.crt')).toEqual(authority);
  });

  it.each(['DNS:smtp.example.org', 'IP:192.0.2.1'])(
    'vouch for these services and not for %s',
    async (name) => {
      const forged = join(folder, 'forged.crt');
      await signed(name, 30, forged);
      await expect(openssl('verify', '-CAfile', file('trusted/authority.crt'), forged)).rejects.toThrow(
        /subtree violation/,
      );
    },
  );

  it('are made anew, with their authority, for other services', async () => {
    services.push(`storage:${ME}`);
    expect(await made()).toHaveLength(4);
    expect(await made()).toHaveLength(3);
  });
});
