import { z } from 'zod';
import type { Config, Settings } from './config.js';

/** Whether an operator may read a setting. A new setting does not compile until somebody has decided. Addresses may hold a password. */
const READABLE: Readonly<Record<keyof Settings, 'value' | 'secret'>> = {
  NODE_ENV: 'value',
  HOST: 'value',
  PORT: 'value',
  PUBLIC_URL: 'value',
  DATABASE_URL: 'secret',
  MIGRATION_DATABASE_URL: 'secret',
  DATABASE_POOL: 'value',
  REDIS_URL: 'secret',
  SESSION_SECRET: 'secret',
  SECOND_FACTOR_KEY: 'secret',
  SECOND_FACTOR: 'value',
  SECOND_FACTOR_ROLES: 'value',
  OIDC_ISSUER: 'value',
  OIDC_CLIENT_ID: 'value',
  OIDC_CLIENT_SECRET: 'secret',
  OIDC_GROUPS_CLAIM: 'value',
  OIDC_SCOPE: 'value',
  OIDC_BUTTON: 'value',
  PASSWORD_SIGN_IN: 'value',
  BREAK_GLASS_EMAIL: 'value',
  SESSION_IDLE_MINUTES: 'value',
  SESSIONS_AT_ONCE: 'value',
  SESSION_ABSOLUTE_HOURS: 'value',
  HEAVY_BUDGET: 'value',
  VAR_DIR: 'value',
  SMTP_URL: 'secret',
  MAIL_FROM: 'value',
  ALLOWED_MAIL_DOMAINS: 'value',
  MAIL_LIMIT_MB: 'value',
  PAPERS_LINK_DAYS: 'value',
  DELIVERY_MAILBOX_URL: 'secret',
  DELIVERY_MAILBOX_MOVE_TO: 'value',
  DELIVERY_HOOK_SECRET: 'secret',
  DROP_FOLDER: 'value',
  S3_ENDPOINT: 'value',
  S3_BUCKET: 'value',
  S3_REGION: 'value',
  S3_ACCESS_KEY_ID: 'secret',
  S3_SECRET_ACCESS_KEY: 'secret',
  PUPPETEER_EXECUTABLE_PATH: 'value',
  WORKER_HEALTH_PORT: 'value',
  RENDER_PAGES: 'value',
  RENDER_DEADLINE_MS: 'value',
  RENDER_ALLOW_NO_SANDBOX: 'value',
  WORK_LEASE_SECONDS: 'value',
  WORK_POLL_MS: 'value',
  WORK_MAX_ATTEMPTS: 'value',
  BRAND_ACCENT: 'value',
  BRAND_LOGO: 'value',
  PHASE_LINE: 'value',
  EVIDENCE_FILE_MB: 'value',
  EVIDENCE_PART_MB: 'value',
  EVIDENCE_PROGRAMME_MB: 'value',
  EVIDENCE_WITHDRAWN_DAYS: 'value',
  EVIDENCE_KEPT_YEARS: 'value',
  RETAIN_LEAVERS_DAYS: 'value',
  RETAIN_TOKENS_DAYS: 'value',
  RETAIN_LINKS_DAYS: 'value',
  RETAIN_NOTICES_DAYS: 'value',
  RETAIN_LOOKS_DAYS: 'value',
  RETAIN_WORK_DAYS: 'value',
  RETAIN_DELIVERIES_YEARS: 'value',
  RETAIN_ENQUIRIES_YEARS: 'value',
  SCAN_URL: 'value',
  SCAN_DEADLINE_MS: 'value',
  AUDIT_SYSLOG_URL: 'value',
  AUDIT_BUCKET: 'value',
  AUDIT_BUCKET_ENDPOINT: 'value',
  AUDIT_BUCKET_REGION: 'value',
  AUDIT_BUCKET_ACCESS_KEY_ID: 'secret',
  AUDIT_BUCKET_SECRET_ACCESS_KEY: 'secret',
  AUDIT_BUCKET_YEARS: 'value',
  AUDIT_TIMESTAMP_URL: 'value',
  LOG_LEVEL: 'value',
  METRICS_TOKEN: 'secret',
  OTEL_EXPORTER_OTLP_ENDPOINT: 'value',
  OTEL_EXPORTER_OTLP_HEADERS: 'secret',
  TRACES_SHARE: 'value',
  RELEASE_HOLD_MINUTES: 'value',
  TRUST_PROXY: 'value',
};

export const effectiveSetting = z
  .object({
    name: z.string().describe('Of the variable.'),
    value: z
      .string()
      .nullable()
      .describe(
        'As it counts, with the default where nothing is set; null where nothing counts, and of secrets.',
      ),
    secret: z
      .enum(['set', 'not set'])
      .nullable()
      .describe('Of a secret: whether it is set. Null of any other.'),
  })
  .meta({ id: 'EffectiveSetting' });
export type EffectiveSetting = z.infer<typeof effectiveSetting>;

/** The settings that this process runs with, in the order of their definition. Secrets say whether they are set, and no more. Pure. */
export function effectiveSettings(config: Config): EffectiveSetting[] {
  return (Object.keys(READABLE) as (keyof Settings)[]).map((name) => {
    const value = config[name];
    if (READABLE[name] === 'secret')
      return { name, value: null, secret: value === undefined ? 'not set' : 'set' };
    return { name, value: value === undefined ? null : textOf(value), secret: null };
  });
}

/** Of a list its parts, of a picture its type, of headers their names. */
function textOf(value: NonNullable<Settings[keyof Settings]>): string {
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return value.join(', ');
  return 'type' in value ? value.type : Object.keys(value).join(', ');
}
