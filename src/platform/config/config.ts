import { resolve } from 'node:path';
import { z } from 'zod';
import { accentSetting, logoSetting, type Brand } from './brand.js';

const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
const list = z.string().transform((value) =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
);

/**
 * Every setting that the product reads, once, at boot. This is the only place that reads the environment
 * (the launcher and the tests write it). Defaults are for one machine; production names what it needs.
 */
const schema = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  /** Where people reach the product; used for links in mails and for the Secure flag of the session cookie. */
  PUBLIC_URL: z.url().default('http://localhost:3000'),
  /** PostgreSQL, as the application's own login: no DDL, no change to sealed rows. */
  DATABASE_URL: z.string().min(1),
  /** PostgreSQL, as the owner of the schema: read by `migrate` alone. */
  MIGRATION_DATABASE_URL: z.string().min(1).optional(),
  DATABASE_POOL: z.coerce.number().int().min(2).max(100).default(10),
  /** When set, the queue lives in Redis; otherwise in PostgreSQL. */
  REDIS_URL: z.string().optional(),
  /** Signs session cookies; at least 32 characters. */
  SESSION_SECRET: z.string().min(32).optional(),
  /** Encrypts the keys of second factors in the database; SESSION_SECRET where it is not set. */
  SECOND_FACTOR_KEY: z.string().min(32).optional(),
  /** Whether who approves or administers needs a second factor; `required` in production, where nothing is set. */
  SECOND_FACTOR: z.enum(['required', 'offered']).optional(),
  /** The council's identity provider (OpenID Connect), such as `https://login.microsoftonline.com/<tenant>/v2.0`; unset = none. */
  OIDC_ISSUER: z.url().max(255).optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  /** What the button on the sign-in page says. */
  OIDC_BUTTON: z.string().max(60).default('Sign in with your council account'),
  /** Whose password signs in: everybody's, or that of BREAK_GLASS_EMAIL alone. */
  PASSWORD_SIGN_IN: z.enum(['everybody', 'break-glass']).default('everybody'),
  BREAK_GLASS_EMAIL: z.string().toLowerCase().optional(),
  SESSION_IDLE_MINUTES: z.coerce.number().int().min(1).max(240).default(30),
  SESSION_ABSOLUTE_HOURS: z.coerce.number().int().min(1).max(24).default(8),
  /** How many times the usual budget of heavy work each person has. */
  HEAVY_BUDGET: z.coerce.number().int().min(1).max(1000).default(1),
  /** Everything the product keeps on disk in its default set-up lies below this folder. */
  VAR_DIR: z.string().default('var'),
  SMTP_URL: z.string().optional(),
  MAIL_FROM: z.string().default('Highlight reports <reports@example.org>'),
  /** Recipients outside these domains are refused; empty = any domain. */
  ALLOWED_MAIL_DOMAINS: list.default([]),
  S3_ENDPOINT: z.string().optional(),
  S3_BUCKET: z.string().optional(),
  S3_REGION: z.string().default('eu-west-2'),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  PUPPETEER_EXECUTABLE_PATH: z.string().optional(),
  /** Where a worker answers /live and /ready; unset = nowhere. */
  WORKER_HEALTH_PORT: z.coerce.number().int().min(1).max(65535).optional(),
  /** Reports rendered at once by one worker; pages = cores is the measured optimum. */
  RENDER_PAGES: z.coerce.number().int().min(1).max(16).default(2),
  RENDER_DEADLINE_MS: z.coerce.number().int().min(1000).default(30_000),
  /** Chromium's own sandbox cannot start as root; outside production the renderer may run without it. */
  RENDER_ALLOW_NO_SANDBOX: flag.default(false),
  /** How long one attempt at a piece of work may stay silent before another worker takes it. */
  WORK_LEASE_SECONDS: z.coerce.number().int().min(2).max(600).default(20),
  WORK_POLL_MS: z.coerce.number().int().min(20).max(60_000).default(500),
  WORK_MAX_ATTEMPTS: z.coerce.number().int().min(1).max(20).default(5),
  /** Of reports: `#rrggbb`, dark enough for white letters on it. */
  BRAND_ACCENT: accentSetting,
  /** Of reports: path of a PNG or SVG file, read at the start. */
  BRAND_LOGO: logoSetting.optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  /** Minutes between the moment in which papers are ready to leave and their leaving; left out: 10 in production, otherwise none. */
  RELEASE_HOLD_MINUTES: z.coerce.number().int().min(0).max(120).optional(),
  /** Number of reverse proxies whose X-Forwarded-For may be believed; 0 = none. */
  TRUST_PROXY: z.coerce.number().int().min(0).max(5).default(0),
});

export type Settings = z.infer<typeof schema>;

/** Every variable that is read; what is set beside them is not. */
export const SETTING_NAMES: readonly string[] = Object.keys(schema.shape);

/** The validated settings, as an injectable value. */
// eslint-disable-next-line @typescript-eslint/no-extraneous-class, @typescript-eslint/no-unsafe-declaration-merging -- a class is what Nest can inject by; the interface below is its shape, filled wherever one is made
export abstract class Config {}
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- made by loadConfig only, which fills every field
export interface Config extends Settings {
  readonly varDir: string;
  readonly brand: Brand;
  /** See RELEASE_HOLD_MINUTES. */
  readonly holdMinutes: number;
  readonly production: boolean;
}

const THIS_MACHINE: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Names what is wrong with the environment, by variable and never by value. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** @throws ConfigError for a provider without a client, without TLS, or without which nobody could sign in. */
function refuseHalfProvider(settings: Settings): void {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, PASSWORD_SIGN_IN, BREAK_GLASS_EMAIL } = settings;
  const set = [OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET].filter((value) => value !== undefined);
  if (set.length % 3 !== 0)
    throw new ConfigError(
      'OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET are set together, or none of them.',
    );
  if (OIDC_ISSUER !== undefined) {
    const { protocol, hostname } = new URL(OIDC_ISSUER);
    if (protocol !== 'https:' && !(protocol === 'http:' && THIS_MACHINE.has(hostname)))
      throw new ConfigError('OIDC_ISSUER begins with https:, unless it names this machine.');
  }
  if (PASSWORD_SIGN_IN === 'break-glass' && (OIDC_ISSUER === undefined || BREAK_GLASS_EMAIL === undefined))
    throw new ConfigError('PASSWORD_SIGN_IN=break-glass needs OIDC_ISSUER and BREAK_GLASS_EMAIL.');
}

/**
 * @param env usually `process.env`.
 * @throws ConfigError listing every variable that is missing or malformed; values are never repeated, they may be secrets.
 */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const result = schema.safeParse(present);
  if (!result.success) {
    const lines = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigError(`The configuration is not valid:\n${lines.join('\n')}`);
  }
  const settings = result.data;
  const production = settings.NODE_ENV === 'production';
  refuseHalfProvider(settings);
  if (production) {
    const missing = (['SESSION_SECRET', 'SMTP_URL'] as const).filter((name) => !settings[name]);
    if (missing.length > 0)
      throw new ConfigError(`In production these variables are required: ${missing.join(', ')}`);
    const { protocol, hostname } = new URL(settings.PUBLIC_URL);
    if (protocol !== 'https:' && !THIS_MACHINE.has(hostname))
      throw new ConfigError(
        'In production PUBLIC_URL begins with https:, unless it names this machine. Without it cookies and passwords could be read on the way.',
      );
    if (settings.RENDER_ALLOW_NO_SANDBOX)
      throw new ConfigError(
        'RENDER_ALLOW_NO_SANDBOX is for trials; in production Chromium keeps its sandbox.',
      );
  }
  return {
    ...settings,
    SECOND_FACTOR: settings.SECOND_FACTOR ?? (production ? 'required' : 'offered'),
    varDir: resolve(settings.VAR_DIR),
    holdMinutes: settings.RELEASE_HOLD_MINUTES ?? (production ? 10 : 0),
    brand: { accent: settings.BRAND_ACCENT, logo: settings.BRAND_LOGO ?? null },
    production,
  };
}
