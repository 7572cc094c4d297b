import { describe, expect, it } from '@jest/globals';
import { loadConfig } from './config.js';

const production = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://x',
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
