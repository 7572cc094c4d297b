import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { ConfigError, loadConfig, SETTING_NAMES } from '../../src/platform/config/config.js';

/** What the composition of the deployment promises, held without Docker; `.ci/run` asks Docker itself where it is. */
interface Service {
  image?: string;
  build?: string;
  command?: string[];
  entrypoint?: string[];
  restart?: string;
  environment?: Record<string, string | number | null>;
  volumes?: string[];
  secrets?: string[];
  security_opt?: string[];
  read_only?: boolean;
  cap_drop?: string[];
  cap_add?: string[];
  deploy?: { resources?: { limits?: { memory?: string; pids?: number } } };
  networks?: string[];
  network_mode?: string;
  healthcheck?: { test?: unknown; disable?: boolean };
  depends_on?: Record<string, { condition: string }>;
}
interface Composition {
  services: Record<string, Service>;
  networks: Record<string, { internal?: boolean } | null>;
  volumes: Record<string, unknown>;
  secrets: Record<string, { file: string }>;
}

const REPOSITORY = resolve(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(REPOSITORY, file), 'utf8');
const composed = (): Composition => parse(read('docker-compose.yml'), { merge: true }) as Composition;
const OURS = ['web', 'worker', 'migrate'];
/** Those that web, worker and migration connect to. */
const SERVERS = ['database', 'queue', 'storage', 'mail'];
/** What Node itself reads. */
const OF_NODE = 'NODE_EXTRA_CA_CERTS';

/** `NAME=value` by name, as Docker reads it: a later line may use an earlier name. */
function environmentFile(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, name = '', value = ''] of text.matchAll(/^([A-Z][A-Z0-9_]*)=(.*)$/gm))
    found.set(
      name,
      value.replace(/\$\{([A-Z0-9_]+)\}/g, (_, other: string) => found.get(other) ?? ''),
    );
  return found;
}

const services = ({ services: all }: Composition): [string, Service][] => Object.entries(all);

/** Files that are named and are not there. */
function missingFiles(composition: Composition): string[] {
  return services(composition).flatMap(([name, { build, command = [], volumes = [], security_opt = [] }]) => {
    const named = [
      ...(build === undefined ? [] : [join(build, 'Dockerfile')]),
      ...command
        .filter((word) => word.startsWith('dist/'))
        .map((word) => word.replace(/^dist\//, '').replace(/\.js$/, '.ts')),
      ...volumes.map((volume) => volume.split(':')[0] ?? '').filter((source) => source.startsWith('.')),
      ...security_opt.flatMap((option) => /^seccomp:(.*)$/.exec(option)?.[1] ?? []),
    ];
    return named.filter((file) => !existsSync(join(REPOSITORY, file))).map((file) => `${name}: ${file}`);
  });
}

/** Where Compose shows a secret to a service. */
const SHOWN = /\/run\/secrets\/([a-z-]+)/g;

/** Services that are shown another secret than those they read, as `web: session-secret`. */
const misled = (composition: Composition): string[] =>
  services(composition).flatMap(([name, service]) => {
    const { secrets = [], volumes = [], ...others } = service;
    const scripts = volumes.flatMap((volume) => /^(\.\/deploy\/\S+?\.sh):/.exec(volume)?.[1] ?? []);
    const text = [JSON.stringify(others), ...scripts.map(read)].join('\n');
    const wanted = new Set([...text.matchAll(SHOWN)].map(([, secret = '']) => secret));
    return [
      ...secrets.filter((one) => !wanted.has(one)),
      ...[...wanted].filter((one) => !secrets.includes(one)),
    ].map((one) => `${name}: ${one}`);
  });

/** Secrets that would stand in the environment of a container. */
const told = (composition: Composition): string[] =>
  services(composition).flatMap(([name, { environment = {} }]) =>
    Object.entries(environment)
      .filter(([variable, value]) => SECRET.test(variable) && !String(value).startsWith('/'))
      .map(([variable]) => `${name}: ${variable}`),
  );
const SECRET = /(?:PASSWORD|SECRET|_KEY|TOKEN|HEADERS|DATABASE_URL|REDIS_URL|SMTP_URL)$/;

/** Volumes, networks and secrets that are used and not declared. */
function undeclared({ services: all, networks, volumes, secrets }: Composition): string[] {
  return Object.entries(all).flatMap(([name, service]) => [
    ...(service.secrets ?? []).filter((one) => !(one in secrets)).map((one) => `${name}: ${one}`),
    ...(service.networks ?? []).filter((one) => !(one in networks)).map((one) => `${name}: ${one}`),
    ...(service.volumes ?? [])
      .map((volume) => volume.split(':')[0] ?? '')
      .filter((source) => !source.startsWith('.') && !(source in volumes))
      .map((source) => `${name}: ${source}`),
  ]);
}

/** Images of others whose tag says nothing: another one tomorrow. */
const unpinned = (composition: Composition): string[] =>
  services(composition)
    .filter(
      ([, { build, image = '' }]) =>
        build === undefined && !/^[^:]+:(?!latest$)[\w.-]*\d[\w.-]*(?:@sha256:[0-9a-f]{64})?$/.test(image),
    )
    .map(([name]) => name);

/** Variables that the product is given and does not read, or that are taken from an .env file that has no such line. */
function strangeVariables(composition: Composition, known: ReadonlySet<string>): string[] {
  return services(composition).flatMap(([name, { environment = {} }]) =>
    Object.entries(environment)
      .filter(
        ([variable, value]) =>
          (OURS.includes(name) && ![...SETTING_NAMES, OF_NODE].includes(variable.replace(/_FILE$/, ''))) ||
          (value === null && !known.has(variable)),
      )
      .map(([variable]) => `${name}: ${variable}`),
  );
}

/** Services that keep running and about which nobody can tell whether they work. */
const unwatched = (composition: Composition): string[] =>
  services(composition)
    .filter(([, { restart, healthcheck }]) => restart !== 'no' && healthcheck?.test === undefined)
    .map(([name]) => name);

/** Services that could write, gain rights, or take memory and processes without end. */
const unconfined = (composition: Composition): string[] =>
  services(composition).flatMap(([name, service]) => {
    const limits = service.deploy?.resources?.limits;
    const lacks = {
      read_only: service.read_only !== true,
      cap_drop: !(service.cap_drop ?? []).includes('ALL'),
      'no-new-privileges': !(service.security_opt ?? []).includes('no-new-privileges:true'),
      memory: limits?.memory === undefined,
      pids: limits?.pids === undefined,
    };
    return Object.entries(lacks).flatMap(([what, missing]) => (missing ? [`${name}: ${what}`] : []));
  });

/** Servers that start without a certificate of their own, or whose key somebody else has as well. */
const uncertified = ({ services: all }: Composition): string[] => {
  const holders = (key: string): string[] =>
    Object.keys(all).filter((name) => (all[name]?.volumes ?? []).some((one) => one.startsWith(`${key}:`)));
  return SERVERS.filter((name) => {
    const { depends_on = {} } = all[name] ?? {};
    return (
      depends_on['certificates']?.condition !== 'service_completed_successfully' ||
      holders(`${name}-tls`).sort().join() !== ['certificates', name].sort().join()
    );
  });
};

/** What is waited for in a way in which it can never come to be. */
function hopeless(composition: Composition): string[] {
  return services(composition).flatMap(([name, { depends_on = {} }]) =>
    Object.entries(depends_on)
      .filter(([other, { condition }]) => {
        const service = composition.services[other];
        return condition === 'service_completed_successfully'
          ? service?.restart !== 'no'
          : condition !== 'service_healthy' || service?.healthcheck?.test === undefined;
      })
      .map(([other]) => `${name}: ${other}`),
  );
}

describe('docker-compose.yml', () => {
  const composition = composed();
  const example = environmentFile(read('.env.example'));
  const known = new Set(example.keys());

  it('has web, workers, the migration and what they need', () => {
    expect(Object.keys(composition.services).sort()).toEqual(
      [...OURS, ...SERVERS, 'certificates', 'storage-setup'].sort(),
    );
  });

  it('names only what is there, in images that are the same tomorrow', () => {
    expect(missingFiles(composition)).toEqual([]);
    expect(undeclared(composition)).toEqual([]);
    expect(unpinned(composition)).toEqual([]);
    expect(read('Dockerfile')).toMatch(/^ARG NODE=node:\d+-\w+-slim(?:@sha256:[0-9a-f]{64})?$/m);
  });

  it('gives the product variables that it reads, and takes none from .env that the example lacks', () => {
    expect(strangeVariables(composition, known)).toEqual([]);
    const interpolated = [...read('docker-compose.yml').matchAll(/(?<!\$)\$\{([A-Z0-9_]+)/g)].map(
      ([, name]) => name,
    );
    expect(interpolated.filter((name = '') => !known.has(name))).toEqual([]);
  });

  it('migrates before web and worker start, and waits only for what can come', () => {
    for (const name of ['web', 'worker'])
      expect(composition.services[name]?.depends_on?.['migrate']).toEqual({
        condition: 'service_completed_successfully',
      });
    expect(composition.services['migrate']).toMatchObject({
      command: ['node', 'dist/src/main.cli.js', 'migrate'],
      restart: 'no',
    });
    expect(hopeless(composition)).toEqual([]);
    expect(unwatched(composition)).toEqual([]);
    expect(read('Dockerfile')).toMatch(/^HEALTHCHECK [\s\S]*\/ready/m);
  });

  it('lets the owner’s login reach the migration alone, and the worker nothing outside', () => {
    const shown = (secret: string): string[] =>
      services(composition).flatMap(([name, { secrets = [] }]) => (secrets.includes(secret) ? [name] : []));
    expect(shown('migration-database-url')).toEqual(['migrate']);
    expect(shown('owner-password')).toEqual(['database']);
    expect(composition.services['worker']?.networks).toEqual(['inside']);
    expect(composition.networks['inside']).toEqual({ internal: true });
  });

  it('gives each server a certificate of its own, and the authority’s key to nobody', () => {
    expect(uncertified(composition)).toEqual([]);
    const { certificates, ...others } = composition.services;
    expect(certificates).toMatchObject({ network_mode: 'none', restart: 'no', cap_add: ['CHOWN'] });
    expect(certificates?.command?.slice(3).map((one) => one.split(':')[0])).toEqual(SERVERS);
    expect(Object.values(others).flatMap(({ volumes = [] }) => volumes)).not.toContainEqual(
      expect.stringMatching(/^authority:/),
    );
    for (const name of OURS)
      expect(composition.services[name]).toMatchObject({
        volumes: ['trusted:/tls:ro'],
        environment: { [OF_NODE]: '/tls/authority.crt' },
      });
  });

  it('lets no server answer without TLS', () => {
    expect(composition.services['database']?.command).toEqual(
      expect.arrayContaining(['--ssl=on', '--hba_file=/etc/pg_hba.conf']),
    );
    expect(read('deploy/postgres/pg_hba.conf')).not.toMatch(/^host(?!ssl)/m);
    expect(composition.services['queue']?.command?.at(-1)).toMatch(/ --port 0 --tls-port 6379 /);
    expect(composition.services['storage']?.entrypoint?.at(-1)).toMatch(/ --certs-dir \/tls /);
    expect(composition.services['mail']?.environment).toMatchObject({ MP_SMTP_REQUIRE_STARTTLS: 'true' });
    expect(read('.env.example')).not.toMatch(/requireTLS=false\b(?! is)/);
  });

  it('confines every service: read-only, no rights to gain, limits of memory and of processes', () => {
    expect(unconfined(composition)).toEqual([]);
  });

  it('gives the processes that do heavy work a limit of memory', () => {
    for (const name of ['web', 'worker'])
      expect(composition.services[name]).toMatchObject({
        deploy: { resources: { limits: { memory: '2g' } } },
      });
  });

  it('keeps secrets out of the environment, and shows each to those alone who read it', () => {
    expect(told(composition)).toEqual([]);
    expect(misled(composition)).toEqual([]);
    for (const [name, { file }] of Object.entries(composition.secrets))
      expect(file).toBe(`./secrets/${name}`);
    expect(read('.gitignore')).toMatch(/^\/secrets\/$/m);
    expect(read('.env.example')).not.toMatch(/^\w*(?:PASSWORD|SECRET|_KEY|TOKEN)=/m);
  });

  describe('with the secrets that its script makes', () => {
    const folder = mkdtempSync(join(tmpdir(), 'secrets '));
    afterAll(() => {
      rmSync(folder, { recursive: true });
    });
    const make = (env: Record<string, string> = {}): string =>
      execFileSync('sh', [join(REPOSITORY, 'deploy/secrets.sh'), folder], {
        env: { PATH: process.env['PATH'], ...env },
        encoding: 'utf8',
      });
    const secret = (name: string): string => readFileSync(join(folder, name), 'utf8').trim();

    it('has each that it names, made once, in a folder for its owner alone', () => {
      expect(make().trim().split('\n')).toHaveLength(Object.keys(composition.secrets).length);
      expect(readdirSync(folder).sort()).toEqual(Object.keys(composition.secrets).sort());
      expect(statSync(folder).mode & 0o777).toBe(0o700);
      const before = secret('session-secret');
      expect(before).toMatch(/^[0-9a-f]{48}$/);
      expect(secret('second-factor-key')).not.toBe(before);
      expect(secret('redis-url')).toBe(`rediss://:${secret('redis-password')}@queue:6379`);
      expect(make()).toBe('');
      expect(secret('session-secret')).toBe(before);
    });

    it('takes what a variable gives', () => {
      for (const name of ['owner-password', 'migration-database-url']) rmSync(join(folder, name));
      make({ OWNER_PASSWORD: 'of-before' });
      expect(secret('owner-password')).toBe('of-before');
      expect(secret('migration-database-url')).toContain('://highlight_owner:of-before@database:');
    });

    it('starts with the example, and not without a secret', () => {
      const settings = (name: string): Record<string, string> =>
        Object.fromEntries(
          Object.entries(composition.services[name]?.environment ?? {}).map(([variable, value]) => [
            variable,
            String(value ?? example.get(variable) ?? '').replace(/^\/run\/secrets\//, `${folder}/`),
          ]),
        );
      for (const name of OURS) expect(loadConfig(settings(name))).toMatchObject({ production: true });
      rmSync(join(folder, 'session-secret'));
      for (const name of OURS) expect(() => loadConfig(settings(name))).toThrow(/SESSION_SECRET_FILE/);
      writeFileSync(join(folder, 'session-secret'), '\n');
      for (const name of OURS) expect(() => loadConfig(settings(name))).toThrow(ConfigError);
    });
  });
});

it('npm hands a signal to the launcher: the shell between them is replaced', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  for (const name of ['start', 'demo']) expect(scripts[name]).toMatch(/^exec node /);
});

describe('the image', () => {
  const readmitted = read('.dockerignore')
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1));
  const last =
    read('Dockerfile')
      .split(/^FROM /m)
      .at(-1) ?? '';

  it('is built from what is named alone: no history, no settings, no tests', () => {
    expect(read('.dockerignore').split('\n')[0]).toBe('*');
    expect(readmitted.filter((name) => /^\.|env|test|bench|docs|var|samples/.test(name))).toEqual([]);
    const copied = [...last.matchAll(/^COPY (?:--from=\w+ )?(\S+) /gm)].map(([, source = '']) => source);
    expect(copied.filter((source) => !source.startsWith('/app/') && !readmitted.includes(source))).toEqual(
      [],
    );
    expect(copied.length).toBeGreaterThan(4);
  });

  it('has neither the sample, nor the launcher, nor builders of test data', () => {
    const lines = read('.dockerignore').trimEnd().split('\n');
    // What comes later outweighs what was let in before.
    expect(lines.slice(lines.lastIndexOf('!fonts') + 1)).toEqual([
      '**/*.spec.ts',
      '**/*.fixture.ts',
      '**/testing.ts',
      'src/launcher',
      'src/sample',
    ]);
  });

  it('runs in production, as somebody who may not change it, without packages of development', () => {
    expect(last).toMatch(/^ENV NODE_ENV=production/m);
    expect(last).toMatch(/^USER node$/m);
    expect(last).not.toMatch(/COPY[^\n]*--chown/);
    expect(read('Dockerfile')).toMatch(/^RUN npm ci --omit=dev --ignore-scripts/m);
  });
});

describe('and each of these rules can fail', () => {
  const spoilt = (change: (composition: Composition) => void): Composition => {
    const composition = composed();
    change(composition);
    return composition;
  };
  const service = (composition: Composition, name: string): Service => composition.services[name] ?? {};

  it.each<[string, (composition: Composition) => string[], (composition: Composition) => void, string]>([
    [
      'a program that is not built',
      missingFiles,
      (c) => (service(c, 'web').command = ['node', 'dist/src/no.js']),
      'web: src/no.ts',
    ],
    [
      'a volume that is not declared',
      undeclared,
      (c) => (service(c, 'queue').volumes = ['x:/data']),
      'queue: x',
    ],
    ['an image without a tag', unpinned, (c) => (service(c, 'queue').image = 'redis'), 'queue'],
    ['an image of any day', unpinned, (c) => (service(c, 'queue').image = 'redis:latest'), 'queue'],
    [
      'a variable that nobody reads',
      (c) => strangeVariables(c, new Set()),
      (c) => (service(c, 'web').environment = { REDIS_URI: 'x' }),
      'web: REDIS_URI',
    ],
    [
      'a variable that .env does not have',
      (c) => strangeVariables(c, new Set()),
      (c) => (service(c, 'mail').environment = { X: null }),
      'mail: X',
    ],
    ['a service that may write', unconfined, (c) => delete service(c, 'queue').read_only, 'queue: read_only'],
    ['a service with every right', unconfined, (c) => (service(c, 'mail').cap_drop = []), 'mail: cap_drop'],
    ['a service without limits', unconfined, (c) => delete service(c, 'storage').deploy, 'storage: pids'],
    [
      'a server that takes any certificate',
      uncertified,
      (c) => delete service(c, 'queue').depends_on,
      'queue',
    ],
    ['a key that two have', uncertified, (c) => service(c, 'web').volumes?.push('mail-tls:/mail'), 'mail'],
    [
      'a secret in the environment',
      told,
      (c) => (service(c, 'web').environment = { SESSION_SECRET: null }),
      'web: SESSION_SECRET',
    ],
    [
      'a secret that is not read',
      misled,
      (c) => service(c, 'web').secrets?.push('owner-password'),
      'web: owner-password',
    ],
    [
      'a secret that is not shown',
      misled,
      (c) => (service(c, 'queue').secrets = []),
      'queue: redis-password',
    ],
    ['a service without a check', unwatched, (c) => delete service(c, 'queue').healthcheck, 'queue'],
    [
      'waiting for the end of what never ends',
      hopeless,
      (c) => (service(c, 'migrate').restart = 'always'),
      'web: migrate',
    ],
    [
      'waiting for the health of what has no check',
      hopeless,
      (c) => delete service(c, 'mail').healthcheck,
      'web: mail',
    ],
  ])('%s', (_what, rule, change, complaint) => {
    expect(rule(spoilt(change))).toContain(complaint);
  });
});
