import { describe, expect, it } from '@jest/globals';
import { loadConfig, SETTING_NAMES } from './config.js';
import { effectiveSettings } from './effective-settings.js';

const config = loadConfig({
  DATABASE_URL: 'postgres://app:hunter2@db.example.org/app',
  SMTP_URL: 'smtps://user:hunter2@mail.example.org',
  SESSION_SECRET: 'hunter2'.repeat(6),
  ALLOWED_MAIL_DOMAINS: 'example.org, example.gov.uk',
});
const settings = effectiveSettings(config);
const of = (name: string) => settings.find((one) => one.name === name);

describe('the settings that a process runs with', () => {
  it('are all there, with defaults where nothing is set', () => {
    expect(settings.map(({ name }) => name)).toEqual(SETTING_NAMES);
    expect(of('SESSION_IDLE_MINUTES')).toEqual({ name: 'SESSION_IDLE_MINUTES', value: '30', secret: null });
    expect(of('ALLOWED_MAIL_DOMAINS')?.value).toBe('example.org, example.gov.uk');
    expect(of('S3_BUCKET')).toEqual({ name: 'S3_BUCKET', value: null, secret: null });
  });

  it('say of a secret only whether it is set', () => {
    expect(of('SMTP_URL')).toEqual({ name: 'SMTP_URL', value: null, secret: 'set' });
    expect(of('REDIS_URL')).toEqual({ name: 'REDIS_URL', value: null, secret: 'not set' });
    expect(JSON.stringify(settings)).not.toContain('hunter2');
  });
});
