import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { loadConfig } from './config.js';

const production = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://x@db.example.org/x?sslmode=verify-full',
  SESSION_SECRET: 'x'.repeat(32),
  SMTP_URL: 'smtp://mail.example.org',
  PUBLIC_URL: 'https://reports.example.org',
};

describe('in production', () => {
  it('the settings below are enough', () => {
    expect(loadConfig(production)).toMatchObject({ production: true, TRUST_PROXY: 0 });
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ['a secret for sessions', { SESSION_SECRET: '' }, /required: SESSION_SECRET$/],
    ['a secret of 32 characters', { SESSION_SECRET: 'hunter2' }, /SESSION_SECRET: /],
    ['a mail server', { SMTP_URL: '' }, /required: SMTP_URL$/],
    ['the browser’s sandbox', { RENDER_ALLOW_NO_SANDBOX: 'true' }, /keeps its sandbox/],
    ['HTTPS', { PUBLIC_URL: 'http://reports.example.org' }, /PUBLIC_URL begins with https:/],
    [
      'TLS to PostgreSQL',
      { DATABASE_URL: 'postgres://x:hunter2@192.0.2.1/x' },
      /DATABASE_URL ends with \?sslmode/,
    ],
    [
      'TLS that is verified',
      { MIGRATION_DATABASE_URL: 'postgres://x:hunter2@db/x?sslmode=require' },
      /MIGRATION_DATABASE_URL ends with/,
    ],
    [
      'TLS to the collector of traces',
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://192.0.2.1:4318' },
      /OTEL_EXPORTER_OTLP_ENDPOINT begins with https:/,
    ],
    ['TLS to Redis', { REDIS_URL: 'redis://:hunter2@queue:6379' }, /REDIS_URL begins with rediss:/],
    ['TLS to the store', { S3_ENDPOINT: 'http://192.0.2.1:9000' }, /S3_ENDPOINT begins with https:/],
    ['HTTPS also by number', { PUBLIC_URL: 'http://192.0.2.1:3000' }, /PUBLIC_URL begins with https:/],
  ])('%s is demanded, and no value is repeated', (_what, settings, message) => {
    const start = (): unknown => loadConfig({ ...production, ...settings });
    expect(start).toThrow(message);
    expect(start).toThrow(expect.objectContaining({ message: expect.not.stringMatching(/hunter2|192\.0/) }));
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ['half a provider', { OIDC_ISSUER: 'https://id.example.org' }, /are set together, or none of them/],
    [
      'a provider without TLS',
      { OIDC_ISSUER: 'http://id.example.org', OIDC_CLIENT_ID: 'x', OIDC_CLIENT_SECRET: 'hunter2' },
      /OIDC_ISSUER begins with https:/,
    ],
    ['passwords switched off without a provider', { PASSWORD_SIGN_IN: 'break-glass' }, /needs OIDC_ISSUER/],
    ['a short key', { SECOND_FACTOR_KEY: 'hunter2' }, /SECOND_FACTOR_KEY: /],
  ])('%s is refused', (_what, settings, message) => {
    const start = (): unknown => loadConfig({ ...production, ...settings });
    expect(start).toThrow(message);
    expect(start).toThrow(expect.objectContaining({ message: expect.not.stringMatching(/hunter2/) }));
  });

  it('a second factor is demanded, unless the installation says otherwise', () => {
    expect(loadConfig(production).SECOND_FACTOR).toBe('required');
    expect(loadConfig({ ...production, SECOND_FACTOR: 'offered' }).SECOND_FACTOR).toBe('offered');
    expect(loadConfig({ DATABASE_URL: 'postgres://x' }).SECOND_FACTOR).toBe('offered');
  });

  it.each(['http://localhost:3000', 'http://127.0.0.1:8080', 'http://[::1]:3000'])(
    'this machine may be tried without HTTPS: %s',
    (address) => {
      expect(loadConfig({ ...production, PUBLIC_URL: address })).toMatchObject({ PUBLIC_URL: address });
    },
  );
});

describe('connections in production', () => {
  it.each([
    ['this machine', { DATABASE_URL: 'postgres://x@127.0.0.1/x', REDIS_URL: 'redis://localhost:6379' }],
    ['a socket', { DATABASE_URL: 'postgres:///x?host=/run/postgresql' }],
    ['a socket by its path', { DATABASE_URL: 'postgres://x@%2Frun%2Fpostgresql/x' }],
    ['Redis with TLS', { REDIS_URL: 'rediss://queue.example.org:6379' }],
  ])('%s is enough', (_what, settings) => {
    expect(loadConfig({ ...production, ...settings })).toMatchObject(settings);
  });
});

describe('a setting as a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'settings-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const file = join(folder, 'session');
  writeFileSync(file, `${'s'.repeat(40)}\n`);

  it('stands for its text, without the line’s end', () => {
    const { SESSION_SECRET: _, ...others } = production;
    expect(loadConfig({ ...others, SESSION_SECRET_FILE: file }).SESSION_SECRET).toBe('s'.repeat(40));
  });

  it('is unset where it is empty, as in the environment', () => {
    const empty = join(folder, 'empty');
    writeFileSync(empty, '\n');
    expect(loadConfig({ ...production, METRICS_TOKEN_FILE: empty }).METRICS_TOKEN).toBeUndefined();
  });

  it('is refused beside the setting itself, and where it cannot be read', () => {
    expect(() => loadConfig({ ...production, SESSION_SECRET_FILE: file })).toThrow(
      'Set SESSION_SECRET or SESSION_SECRET_FILE, not both.',
    );
    expect(() => loadConfig({ ...production, REDIS_URL_FILE: join(folder, 'absent') })).toThrow(
      'The file of REDIS_URL_FILE cannot be read (ENOENT).',
    );
  });
});

it('headers for traces are names and values, percent-encoded where they must be', () => {
  const of = (value: string): unknown =>
    loadConfig({ ...production, OTEL_EXPORTER_OTLP_HEADERS: value }).OTEL_EXPORTER_OTLP_HEADERS;
  expect(of('api-key=a%20b+c==, tenant=x')).toEqual({ 'api-key': 'a b+c==', tenant: 'x' });
  expect(() => of('api-key')).toThrow('OTEL_EXPORTER_OTLP_HEADERS: must be name=value');
});
