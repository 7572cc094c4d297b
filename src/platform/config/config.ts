import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { accentSetting, logoSetting, type Brand } from './brand.js';
import { scanUrl } from './scan-url.js';

const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
const list = z.string().transform((value) =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
);
const syslogUrl = z.string().refine((text) => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, pathname, search } = new URL(text);
  const known = protocol === 'syslog+tls:' || protocol === 'syslog:';
  return known && hostname !== '' && username === '' && pathname.length <= 1 && search === '';
}, 'must be syslog+tls://host:port, or syslog://host:port on this machine');
/** `name=value`, separated by commas; a value may be percent-encoded, as OpenTelemetry has it. */
const headers = z
  .string()
  .regex(/^\s*[\w-]+\s*=[^,]+(?:,\s*[\w-]+\s*=[^,]+)*$/, 'must be name=value, separated by commas')
  .transform((value): Record<string, string> =>
    Object.fromEntries([
      ...new URLSearchParams(
        value
          .replaceAll('+', '%2B')
          .split(/\s*,\s*/)
          .join('&'),
      ),
    ]),
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
  /** Keys of further roles whose people only read without a second factor, where it is required. */
  SECOND_FACTOR_ROLES: list.default([]),
  /** The council's identity provider (OpenID Connect), such as `https://login.microsoftonline.com/<tenant>/v2.0`; unset = none. */
  OIDC_ISSUER: z.url().max(255).optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  /** The claim of the ID token that names the groups of a person; unset = no roles by groups. */
  OIDC_GROUPS_CLAIM: z.string().min(1).max(100).optional(),
  /** What is asked for beside `openid`, such as `groups` with Okta. */
  OIDC_SCOPE: z.string().max(200).default(''),
  /** What the button on the sign-in page says. */
  OIDC_BUTTON: z.string().max(60).default('Sign in with your council account'),
  /** Whose password signs in: everybody's, or that of BREAK_GLASS_EMAIL alone. */
  PASSWORD_SIGN_IN: z.enum(['everybody', 'break-glass']).default('everybody'),
  BREAK_GLASS_EMAIL: z.string().toLowerCase().optional(),
  SESSION_IDLE_MINUTES: z.coerce.number().int().min(1).max(240).default(30),
  /** Sessions of one person at once; with one more the oldest ends. */
  SESSIONS_AT_ONCE: z.coerce.number().int().min(1).max(100).default(20),
  SESSION_ABSOLUTE_HOURS: z.coerce.number().int().min(1).max(24).default(8),
  /** How many times the usual budget of heavy work each person has. */
  HEAVY_BUDGET: z.coerce.number().int().min(1).max(1000).default(1),
  /** Everything the product keeps on disk in its default set-up lies below this folder. */
  VAR_DIR: z.string().default('var'),
  SMTP_URL: z.string().optional(),
  MAIL_FROM: z.string().default('Highlight reports <reports@example.org>'),
  /** Recipients outside these domains are refused; empty = any domain. */
  ALLOWED_MAIL_DOMAINS: list.default([]),
  /** The largest mail, in millions of bytes, that leaves with a file in it; a larger one goes with a link. */
  MAIL_LIMIT_MB: z.coerce.number().min(0.1).max(150).default(10),
  /** Days after which the address of papers leads nowhere. */
  PAPERS_LINK_DAYS: z.coerce.number().int().min(1).max(365).default(30),
  /** Where mail servers report what became of mails: `imaps://user:password@host/Folder`; unset = nothing is read. */
  DELIVERY_MAILBOX_URL: z.string().optional(),
  /** The folder into which mails go there once they were read; unset = they stay, with a mark. */
  DELIVERY_MAILBOX_MOVE_TO: z.string().min(1).max(200).optional(),
  /** With which a mail relay signs what it reports (Standard Webhooks): `whsec_` and at least 24 bytes in base64; unset = the route is off. */
  DELIVERY_HOOK_SECRET: z
    .string()
    .regex(/^whsec_[A-Za-z0-9+/]{32,100}={0,2}$/, 'Expected whsec_ and at least 24 bytes in base64.')
    .optional(),
  /** Below it lies one folder for each recipient whose papers go as files; unset = nobody’s do. */
  DROP_FOLDER: z.string().optional(),
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
  /** Above every page: what kind of installation this is, where it is not the one that counts. */
  PHASE_LINE: z.string().max(200).optional(),
  /** Megabytes of one file of evidence, of all that one part or report has, and of all that a programme has. */
  EVIDENCE_FILE_MB: z.coerce.number().int().min(1).max(50).default(20),
  EVIDENCE_PART_MB: z.coerce.number().int().min(1).max(10_000).default(200),
  EVIDENCE_PROGRAMME_MB: z.coerce.number().int().min(1).max(1_000_000).default(10_000),
  /** Days after which the bytes of withdrawn evidence are deleted. */
  EVIDENCE_WITHDRAWN_DAYS: z.coerce.number().int().min(0).max(3650).default(90),
  /** Years after the end of its period for which evidence is kept that no sealed report names. */
  EVIDENCE_KEPT_YEARS: z.coerce.number().int().min(1).max(100).default(6),
  /** How long things are kept, each explained in src/retention/retention.rules.ts. */
  RETAIN_LEAVERS_DAYS: z.coerce.number().int().min(0).max(3650).default(365),
  RETAIN_TOKENS_DAYS: z.coerce.number().int().min(0).max(3650).default(365),
  RETAIN_LINKS_DAYS: z.coerce.number().int().min(1).max(3650).default(30),
  RETAIN_NOTICES_DAYS: z.coerce.number().int().min(30).max(3650).default(400),
  RETAIN_LOOKS_DAYS: z.coerce.number().int().min(30).max(3650).default(400),
  RETAIN_WORK_DAYS: z.coerce.number().int().min(7).max(3650).default(90),
  RETAIN_DELIVERIES_YEARS: z.coerce.number().int().min(1).max(100).default(6),
  RETAIN_ENQUIRIES_YEARS: z.coerce.number().int().min(1).max(100).default(6),
  /** What scans files: `clamd://host:3310`, `clamd:///run/clamav/clamd.ctl` or `icap://host:1344/service`; unset = files are not scanned. */
  SCAN_URL: scanUrl.optional(),
  /** How long a file may take to be scanned. */
  SCAN_DEADLINE_MS: z.coerce.number().int().min(100).max(120_000).default(30_000),
  /** Where events of the audit trail are sent to, as syslog: `syslog+tls://host:6514`; unset = nowhere. */
  AUDIT_SYSLOG_URL: syslogUrl.optional(),
  /** A bucket with object lock that keeps the audit trail; unset = none. Its login and its owner are better not those of S3_BUCKET. */
  AUDIT_BUCKET: z.string().optional(),
  AUDIT_BUCKET_ENDPOINT: z.string().optional(),
  AUDIT_BUCKET_REGION: z.string().default('eu-west-2'),
  AUDIT_BUCKET_ACCESS_KEY_ID: z.string().optional(),
  AUDIT_BUCKET_SECRET_ACCESS_KEY: z.string().optional(),
  /** For how many years nobody can remove what is there. */
  AUDIT_BUCKET_YEARS: z.coerce.number().int().min(1).max(100).default(7),
  /** The address of a time stamping authority (RFC 3161) that signs the head of the audit trail each day; unset = nobody does. */
  AUDIT_TIMESTAMP_URL: z.url({ protocol: /^https?$/ }).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  /** What a monitoring system shows at /metrics; unset = nothing is there. */
  METRICS_TOKEN: z.string().min(32).optional(),
  /** Where traces are sent to, as OTLP over HTTP; unset = nowhere. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url().optional(),
  /** Headers for it: `name=value`, separated by commas. */
  OTEL_EXPORTER_OTLP_HEADERS: headers.optional(),
  /** Which share of requests and work is traced, 0 to 1. */
  TRACES_SHARE: z.coerce.number().min(0).max(1).default(1),
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
  /** Bytes; see MAIL_LIMIT_MB. */
  readonly mailLimit: number;
  readonly production: boolean;
}

const THIS_MACHINE: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Names what is wrong with the environment, by variable and never by value. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

const begins = (protocol: string) => ({
  how: `begins with ${protocol}`,
  is: (url: URL) => url.protocol === protocol,
});
/** Less looks less: `verify-ca` takes anybody of the same authority, `require` and `prefer` anybody at all. */
const VERIFIED = {
  how: 'ends with ?sslmode=verify-full',
  is: ({ searchParams }: URL) => searchParams.get('sslmode') === 'verify-full',
};

/** How the address of each service inside says that TLS is used. */
const WITH_TLS = {
  DATABASE_URL: VERIFIED,
  MIGRATION_DATABASE_URL: VERIFIED,
  REDIS_URL: begins('rediss:'),
  S3_ENDPOINT: begins('https:'),
  AUDIT_SYSLOG_URL: begins('syslog+tls:'),
  AUDIT_BUCKET_ENDPOINT: begins('https:'),
  OTEL_EXPORTER_OTLP_ENDPOINT: begins('https:'),
} as const;

/** @throws ConfigError in production, for a service elsewhere that is reached without TLS. */
function refusePlainConnections(settings: Settings): void {
  for (const name of Object.keys(WITH_TLS) as (keyof typeof WITH_TLS)[]) {
    const value = settings[name];
    if (value === undefined) continue;
    if (!URL.canParse(value)) throw new ConfigError(`${name} is no address.`);
    const url = new URL(value);
    const here =
      url.hostname === '' || url.hostname.toUpperCase().startsWith('%2F') || THIS_MACHINE.has(url.hostname);
    if (!here && !WITH_TLS[name].is(url))
      throw new ConfigError(`In production ${name} ${WITH_TLS[name].how}, unless it names this machine.`);
  }
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

/** @throws ConfigError for a bucket of the audit trail with half a login, or settings without the bucket. */
function refuseHalfBucket(settings: Settings): void {
  const { AUDIT_BUCKET, AUDIT_BUCKET_ENDPOINT, AUDIT_BUCKET_ACCESS_KEY_ID, AUDIT_BUCKET_SECRET_ACCESS_KEY } =
    settings;
  if ((AUDIT_BUCKET_ACCESS_KEY_ID === undefined) !== (AUDIT_BUCKET_SECRET_ACCESS_KEY === undefined))
    throw new ConfigError(
      'AUDIT_BUCKET_ACCESS_KEY_ID and AUDIT_BUCKET_SECRET_ACCESS_KEY are set together, or neither of them.',
    );
  if (AUDIT_BUCKET === undefined && AUDIT_BUCKET_ENDPOINT !== undefined)
    throw new ConfigError('AUDIT_BUCKET_ENDPOINT is set, but AUDIT_BUCKET is not.');
}

/**
 * `SESSION_SECRET_FILE=/run/secrets/session` stands for the text of that file: so Docker, Kubernetes and systemd hand over secrets without
 * putting them into the environment, which child processes inherit. It works for every setting.
 * @throws ConfigError for a file that cannot be read, and for a setting that is given twice.
 */
function withFiles(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const all = { ...env };
  for (const name of SETTING_NAMES) {
    const file = env[`${name}_FILE`];
    if (file === undefined) continue;
    if (env[name] !== undefined) throw new ConfigError(`Set ${name} or ${name}_FILE, not both.`);
    try {
      const text = readFileSync(file, 'utf8').trim();
      // Empty is unset, as in the environment.
      if (text !== '') all[name] = text;
    } catch (error) {
      throw new ConfigError(
        `The file of ${name}_FILE cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'}).`,
      );
    }
  }
  return all;
}

/**
 * @param env usually `process.env`.
 * @throws ConfigError listing every variable that is missing or malformed; values are never repeated, they may be secrets.
 */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const result = schema.safeParse(
    withFiles(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))),
  );
  if (!result.success) {
    const lines = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigError(`The configuration is not valid:\n${lines.join('\n')}`);
  }
  const settings = result.data;
  const production = settings.NODE_ENV === 'production';
  refuseHalfProvider(settings);
  refuseHalfBucket(settings);
  if (production) {
    const missing = (['SESSION_SECRET', 'SMTP_URL'] as const).filter((name) => !settings[name]);
    if (missing.length > 0)
      throw new ConfigError(`In production these variables are required: ${missing.join(', ')}`);
    const { protocol, hostname } = new URL(settings.PUBLIC_URL);
    if (protocol !== 'https:' && !THIS_MACHINE.has(hostname))
      throw new ConfigError(
        'In production PUBLIC_URL begins with https:, unless it names this machine. Without it cookies and passwords could be read on the way.',
      );
    refusePlainConnections(settings);
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
    mailLimit: Math.round(settings.MAIL_LIMIT_MB * 1_000_000),
    production,
  };
}
