import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

/**
 * The house's own checks, made to fire: a rule that never refuses anything proves nothing. Each check runs as in
 * `npm run check`, with the repository's own configuration, on a small house built for the purpose.
 */
const REPOSITORY = resolve(import.meta.dirname, '../..');
const fromHere = createRequire(import.meta.url);
const houses: string[] = [];

afterAll(() => {
  for (const house of houses) rmSync(house, { recursive: true, force: true });
});

/** A folder with these files; `what` may name packages that exist there for the resolver. */
function build(files: Readonly<Record<string, string>>, packages: readonly string[] = []): string {
  const house = mkdtempSync(join(tmpdir(), 'house-'));
  houses.push(house);
  const dependencies = Object.fromEntries(
    packages.filter((name) => name !== 'jest').map((name) => [name, '1.0.0']),
  );
  const all: Record<string, string> = {
    'package.json': JSON.stringify({ type: 'module', dependencies, devDependencies: { jest: '1.0.0' } }),
    'tsconfig.json': JSON.stringify({
      compilerOptions: { module: 'nodenext', target: 'es2023', strict: true, types: [], skipLibCheck: true },
    }),
    ...files,
  };
  for (const name of packages) {
    all[`node_modules/${name}/package.json`] = JSON.stringify({ name, version: '1.0.0', main: 'index.js' });
    all[`node_modules/${name}/index.js`] = '';
  }
  for (const [path, content] of Object.entries(all)) {
    mkdirSync(join(house, dirname(path)), { recursive: true });
    writeFileSync(join(house, path), content);
  }
  return house;
}

function run(
  house: string,
  script: string,
  ...parameters: string[]
): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(REPOSITORY, script), ...parameters], {
    cwd: house,
    encoding: 'utf8',
    maxBuffer: 50_000_000,
  });
  if (status === null || (stdout === '' && stderr !== ''))
    throw new Error(`${script} did not run: ${stderr}`);
  return { status, output: stdout };
}

interface Cruise {
  summary: { violations: { rule: { name: string }; from: string; to: string }[] };
}

/** @returns `rule: from → to`, sorted. */
function cruise(house: string): string[] {
  const { output } = run(
    house,
    'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
    '--config',
    join(REPOSITORY, '.dependency-cruiser.cjs'),
    '--output-type',
    'json',
    'src',
    'migrations',
    'bench',
  );
  const { violations } = (JSON.parse(output) as Cruise).summary;
  return violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`).sort();
}

const importing = (...paths: string[]): string =>
  `${paths.map((path, index) => `import * as used${index} from '${path}';\nvoid used${index};`).join('\n')}\nexport const here = 1;\n`;

describe('dependency-cruiser', () => {
  const { forbidden } = fromHere('../../.dependency-cruiser.cjs') as { forbidden: { name: string }[] };

  /** As architecture.md draws it: every edge here is allowed. */
  const SOUND = {
    'migrations/0001-first.ts': importing('typeorm'),
    'migrations/index.ts': importing('./0001-first.js', '../src/platform/index.js'),
    'src/platform/index.ts': importing('./mail/mail.js'),
    'src/platform/mail/mail.ts': importing('nodemailer'),
    'src/identity/index.ts': importing('../platform/index.js'),
    'src/workflow/index.ts': importing('../identity/index.js', '../platform/index.js'),
    'src/themes/index.ts': importing('../workflow/index.js'),
    'src/snapshot/index.ts': importing('../themes/index.js'),
    'src/snapshot/testing.ts': importing('./snapshot.fixture.js'),
    'src/snapshot/snapshot.fixture.ts': importing('./index.js'),
    'src/disclosure/index.ts': importing('../snapshot/index.js'),
    'src/disclosure/blocks.spec.ts': importing('../snapshot/testing.js'),
    'src/challenge/index.ts': importing('../disclosure/index.js'),
    'src/changes/index.ts': importing('../disclosure/index.js'),
    'src/document/index.ts': importing('../challenge/index.js', '../changes/index.js'),
    'src/document/worker.ts': importing('./rendering/rendering.js'),
    'src/document/rendering/rendering.ts': importing('puppeteer-core'),
    'src/reporting/index.ts': importing('../document/index.js', './reports.js'),
    'src/reporting/reports.ts': importing('../platform/index.js'),
    'src/reporting/worker.ts': importing('./worker/render.handler.js'),
    'src/reporting/worker/render.handler.ts': importing('../../document/worker.js'),
    'src/web/index.ts': importing('../reporting/index.js', '../identity/index.js'),
    'src/rooms.module.ts': importing('./reporting/index.js', '../migrations/index.js'),
    'src/web.module.ts': importing('./rooms.module.js', './web/index.js'),
    'src/main.web.ts': importing('./web.module.js'),
    'src/worker.module.ts': importing('./rooms.module.js', './reporting/worker.js'),
    'src/main.worker.ts': importing('./worker.module.js'),
    'src/sample/index.ts': importing('../themes/index.js'),
    'src/launcher/main.ts': importing('../platform/index.js', '../sample/index.js'),
    'bench/sealed.ts': importing('../src/sample/index.js'),
  };
  const PACKAGES = ['typeorm', 'nodemailer', 'puppeteer-core', '@nestjs/throttler', 'jest'];

  it('lets a sound house stand', () => {
    expect(cruise(build(SOUND, PACKAGES))).toEqual([]);
  });

  describe('in a house with every fault', () => {
    const FAULTS: Readonly<Record<string, string>> = {
      // Each room reaches to its right; only the first of them is enough for its rule.
      'src/platform/right.ts': importing('../identity/index.js'),
      'src/identity/right.ts': importing('../workflow/index.js'),
      'src/workflow/right.ts': importing('../programmes/index.js'),
      'src/programmes/index.ts': importing(),
      'src/programmes/right.ts': importing('../risks/index.js'),
      'src/risks/index.ts': importing(),
      'src/risks/right.ts': importing('../snapshot/index.js'),
      'src/risks/sibling.ts': importing('../themes/index.js'),
      'src/risks/types.ts': `import type { here } from '../themes/index.js';\nexport type Here = typeof here;\n`,
      'src/evidence/right.ts': importing('../snapshot/index.js'),
      'src/holds/right.ts': importing('../risks/index.js'),
      'src/snapshot/right.ts': importing('../committees/index.js'),
      'src/committees/index.ts': importing(),
      'src/committees/right.ts': importing('../disclosure/index.js'),
      'src/enquiries/right.ts': importing('../disclosure/index.js'),
      'src/disclosure/right.ts': importing('../changes/index.js'),
      'src/changes/sibling.ts': importing('../challenge/index.js'),
      'src/changes/right.ts': importing('../document/index.js'),
      'src/document/right.ts': importing('../reporting/index.js'),
      'src/document/builds.ts': importing('../snapshot/testing.js'),
      'src/changes/changes.spec.ts': importing('../snapshot/snapshot.fixture.js'),
      'bench/reaches.ts': importing('../src/snapshot/snapshot.fixture.js'),
      'src/reporting/right.ts': importing('../distribution/index.js'),
      'src/distribution/index.ts': importing(),
      'src/distribution/right.ts': importing('../notices/index.js'),
      'src/notices/index.ts': importing(),
      'src/notices/right.ts': importing('../intake/index.js'),
      'src/intake/index.ts': importing(),
      'src/intake/right.ts': importing('../operations/index.js'),
      'src/operations/index.ts': importing(),
      'src/archive/sibling.ts': importing('../operations/index.js'),
      'src/operations/right.ts': importing('../web/index.js'),
      'src/web/through-the-wall.ts': importing('../platform/mail/mail.js'),
      'src/web/risks/board.ts': importing(),
      'src/web/papers/asks.ts': importing('../risks/board.js'),
      'src/web/up.ts': importing('../main.web.js'),
      'src/main.cli.ts': importing('./platform/mail/mail.js'),
      'src/utils/index.ts': importing(),
      'src/web/undrawn.ts': importing('../utils/index.js'),
      'src/distribution/renders.ts': importing('../reporting/worker.js'),
      'src/web.module.ts': importing(
        './web/index.js',
        './distribution/index.js',
        './distribution/renders.js',
      ),
      'src/worker.module.ts': importing('./web.module.js'),
      'src/committees/prints.ts': importing('puppeteer-core'),
      'src/committees/mails.ts': importing('nodemailer'),
      'src/committees/starts.ts': importing('../launcher/main.js'),
      'src/committees/invents.ts': importing('../sample/index.js'),
      'src/sample/parts.ts': importing(),
      'src/sample/starts.ts': importing('../launcher/main.js'),
      'bench/parts.ts': importing('../src/sample/parts.js'),
      'migrations/0002-second.ts': importing('../src/platform/index.js'),
      'src/committees/x.spec.ts': importing(),
      'src/committees/tested.ts': importing('./x.spec.js'),
      'src/committees/runs.ts': importing('node:child_process'),
      'src/committees/limits.ts': importing('@nestjs/throttler'),
      'src/committees/develops.ts': importing('jest'),
      'src/committees/one.ts': importing('./other.js'),
      'src/committees/other.ts': importing('./one.js'),
      'src/committees/lost.ts': importing('./nowhere.js'),
    };
    let found: string[];
    beforeAll(() => {
      found = cruise(build({ ...SOUND, ...FAULTS }, PACKAGES));
    });

    it.each(forbidden.map(({ name }) => name))('the rule %s fires', (name) => {
      expect(found.filter((line) => line.startsWith(`${name}: `))).not.toEqual([]);
    });

    it.each([
      'platform-imports-to-its-left-only: src/platform/right.ts → src/identity/index.ts',
      'sections-imports-to-its-left-only: src/risks/right.ts → src/snapshot/index.ts',
      'sections-do-not-know-each-other: src/risks/sibling.ts → src/themes/index.ts',
      'sections-do-not-know-each-other: src/risks/types.ts → src/themes/index.ts',
      'challenge-and-changes-do-not-know-each-other: src/changes/sibling.ts → src/challenge/index.ts',
      'testing-doors-are-for-tests: src/document/builds.ts → src/snapshot/testing.ts',
      'fixtures-are-imported-by-their-testing-door: src/changes/changes.spec.ts → src/snapshot/snapshot.fixture.ts',
      'fixtures-are-imported-by-their-testing-door: bench/reaches.ts → src/snapshot/snapshot.fixture.ts',
      'rooms-are-entered-by-their-door: src/web/through-the-wall.ts → src/platform/mail/mail.ts',
      'journeys-do-not-know-each-other: src/web/papers/asks.ts → src/web/risks/board.ts',
      'web-cannot-reach-a-browser: src/main.web.ts → node_modules/puppeteer-core/index.js',
      'worker-does-not-know-the-web: src/worker.module.ts → src/web.module.ts',
      'worker-doors-are-for-the-worker: src/distribution/renders.ts → src/reporting/worker.ts',
      'sample-and-launcher-stand-outside: src/committees/starts.ts → src/launcher/main.ts',
      'sample-and-launcher-stand-outside: src/committees/invents.ts → src/sample/index.ts',
      'tests-and-bench-use-the-doors-outside: bench/parts.ts → src/sample/parts.ts',
      'every-room-is-drawn: src/web/undrawn.ts → src/utils/index.ts',
      'migrations-are-history: migrations/0002-second.ts → src/platform/index.ts',
    ])('%s', (line) => {
      expect(found).toContain(line);
    });

    it('and nothing sound is blamed', () => {
      const guilty = new Set([...Object.keys(FAULTS), 'src/main.web.ts', 'src/main.worker.ts']);
      expect(found.filter((line) => !guilty.has(/: (\S+) →/.exec(line)?.[1] ?? ''))).toEqual([]);
    });
  });
});

describe('eslint', () => {
  interface Result {
    filePath: string;
    messages: { ruleId: string | null; message: string; severity: number }[];
  }

  const SOURCES: Readonly<Record<string, string>> = {
    'src/web/floating.ts': `export async function work(): Promise<void> { await Promise.resolve(); }\nexport function start(): void { work(); }\n`,
    'src/web/misused.ts': `export const run = (list: number[]): void => { list.forEach(async () => { await Promise.resolve(); }); };\n`,
    'src/web/switch.ts': `export function word(status: 'draft' | 'approved'): string {\n  switch (status) {\n    case 'draft': return 'draft';\n  }\n  return '';\n}\n`,
    'src/web/any.ts': `export function loose(value: any): void { void value; }\n`,
    'src/web/save.ts': `import type { EntityManager, Repository } from 'typeorm';\nexport async function write(tx: EntityManager, all: Repository<{ id: string }>): Promise<void> {\n  await tx.save({ id: '1' });\n  await all.save({ id: '1' });\n}\n`,
    'src/web/own-save.ts': `class Drafts { async save(): Promise<void> { await Promise.resolve(); } }\nexport const keep = async (): Promise<void> => { await new Drafts().save(); };\n`,
    'src/web/template.ts': `declare const nunjucks: { renderString(text: string): string };\nexport const page = nunjucks.renderString('x');\n`,
    'src/web/safe.ts': `declare const nunjucks: { runtime: { SafeString: new (text: string) => object } };\nexport const mark = new nunjucks.runtime.SafeString('x');\n`,
    'src/web/markup.ts': `declare const place: { innerHTML: string };\nplace.innerHTML = '<b>x</b>';\nexport {};\n`,
    'src/web/eval.ts': `export const ran: unknown = eval('1');\n`,
    'src/web/made.ts': `export const made = new Function('return 1');\n`,
    'src/web/cycle.ts': `declare function forwardRef(make: () => unknown): unknown;\nexport const later = forwardRef(() => 1);\n`,
    'src/web/environment.ts': `declare const process: { env: Record<string, string> };\nexport const port = process.env;\n`,
    'src/platform/config/environment.ts': `declare const process: { env: Record<string, string> };\nexport const port = process.env;\n`,
    'src/web/constructor.ts': `export class Many { constructor(readonly a: 1, readonly b: 1, readonly c: 1, readonly d: 1, readonly e: 1, readonly f: 1, readonly g: 1, readonly h: 1) {} }\n`,
    'src/web/guard.ts': `import { UseGuards } from '@nestjs/common';\nexport const guard = UseGuards;\n`,
    'src/identity/guard.ts': `import { UseGuards } from '@nestjs/common';\nexport const guard = UseGuards;\n`,
    'src/web/long.ts': Array.from({ length: 401 }, (_, line) => `export const x${line} = ${line};`).join(
      '\n',
    ),
    'src/web/print.ts': `console.log('x');\nexport {};\n`,
    'src/web/idle-comment.ts': `// eslint-disable-next-line no-console -- nothing to disable\nexport const quiet = 1;\n`,
  };
  let byFile: Map<string, string[]>;

  beforeAll(() => {
    const house = build(SOURCES);
    symlinkSync(join(REPOSITORY, 'node_modules'), join(house, 'node_modules'));
    writeFileSync(
      join(house, 'eslint.config.js'),
      `import rules from ${JSON.stringify(join(REPOSITORY, 'eslint.config.js'))};\nexport default [...rules, { files: ['**/*.ts'], languageOptions: { parserOptions: { tsconfigRootDir: import.meta.dirname } } }];\n`,
    );
    const { output } = run(house, 'node_modules/eslint/bin/eslint.js', '--format', 'json', 'src');
    const results = JSON.parse(output) as Result[];
    byFile = new Map(
      results.map((result) => [
        result.filePath.slice(result.filePath.indexOf('/src/') + 1),
        result.messages.map(({ ruleId, message }) => ruleId ?? message),
      ]),
    );
  });

  it.each([
    ['src/web/floating.ts', '@typescript-eslint/no-floating-promises'],
    ['src/web/misused.ts', '@typescript-eslint/no-misused-promises'],
    ['src/web/switch.ts', '@typescript-eslint/switch-exhaustiveness-check'],
    ['src/web/any.ts', '@typescript-eslint/no-explicit-any'],
    ['src/web/template.ts', 'no-restricted-syntax'],
    ['src/web/safe.ts', 'no-restricted-syntax'],
    ['src/web/markup.ts', 'no-restricted-syntax'],
    ['src/web/eval.ts', 'no-eval'],
    ['src/web/made.ts', '@typescript-eslint/no-implied-eval'],
    ['src/web/cycle.ts', 'no-restricted-syntax'],
    ['src/web/environment.ts', 'no-restricted-syntax'],
    ['src/web/constructor.ts', 'no-restricted-syntax'],
    ['src/web/guard.ts', 'no-restricted-imports'],
    ['src/web/long.ts', 'max-lines'],
    ['src/web/print.ts', 'no-console'],
  ])('%s is refused by %s', (file, rule) => {
    expect(byFile.get(file)).toContain(rule);
  });

  it('refuses save of TypeORM twice, and lets our own method of that name be', () => {
    expect(byFile.get('src/web/save.ts')).toEqual(['house/no-typeorm-save', 'house/no-typeorm-save']);
    expect(byFile.get('src/web/own-save.ts')).toEqual([]);
  });

  it('lets config read the environment and identity declare guards', () => {
    expect(byFile.get('src/platform/config/environment.ts')).toEqual([]);
    expect(byFile.get('src/identity/guard.ts')).toEqual([]);
  });

  it('refuses a disabling comment that disables nothing', () => {
    expect(byFile.get('src/web/idle-comment.ts')).toEqual([expect.stringContaining('Unused eslint-disable')]);
  });
});

describe('template lint', () => {
  let lint: (source: string) => unknown[];
  beforeAll(async () => {
    const address = pathToFileURL(join(REPOSITORY, 'scripts/lint-templates.mjs')).href;
    ({ lintTemplate: lint } = (await import(address)) as { lintTemplate: typeof lint });
  });

  it('reads every template of a folder, and fails when there is a problem', () => {
    const command = (files: Readonly<Record<string, string>>) =>
      run(build(files), 'scripts/lint-templates.mjs');
    const sound = { 'templates/page.njk': '<p>{{ x }}</p>', 'templates/parts/part.njk': '<p>x</p>' };
    expect(command(sound)).toEqual({ status: 0, output: 'templates: 2 read, 0 problems\n' });
    expect(command({ ...sound, 'templates/parts/other.njk': '<p class={{ x }}>{{ x | safe }}</p>' })).toEqual(
      {
        status: 1,
        output: expect.stringMatching(/^templates: 3 read, [1-9]/),
      },
    );
  });

  it.each([
    ['<p class="note" id="r-{{ id }}">{{ title }}</p><a href="/reports/{{ id }}">{{ title }}</a>'],
    ["{% for row in rows %}<td class=\"{{ 'on' if row.on else 'off' }}\">{{ row.text }}</td>{% endfor %}"],
    ['{# <script>{{ x | safe }}</script> #}<script src="/assets/app.js"></script>'],
    ['<option value="a"{% if chosen %} selected{% endif %}>A</option><style>{{ style }}</style>'],
    ['<a href="{{ back | localPath }}">Back</a>{% include "header.njk" %}{% include section.partial %}'],
    ['<div>{{ section.text | narrative }}</div> 3 < 4 and {{ a }} > {{ b }}'],
  ])('lets %s be', (source) => {
    expect([...lint(source)]).toEqual([]);
  });

  it.each([
    ['an unquoted attribute', '<p class={{ name }}>x</p>'],
    ['an unquoted fixed attribute', '<p class=note>x</p>'],
    ['a value as an attribute', '<p {{ attributes }}>x</p>'],
    ['an inline script', '<script>const x = {{ data | dump }};</script>'],
    ['a script with a source and a body', '<script src="/a.js">{{ data }}</script>'],
    ['a script in an attribute', '<p onclick="go()">x</p>'],
    ['a script in an address', '<a href="javascript:go()">x</a>'],
    ['an address that is a value', '<a href="{{ link }}">x</a>'],
    ['an address that begins with a value', '<img src="{{ base }}/x.png" alt="">'],
    ['something marked as safe', '<p>{{ text | safe }}</p>'],
    ['something made safe on the way', '<p>{{ text | upper | safe | trim }}</p>'],
    ['something made safe beside', '{% set x = text | safe %}'],
    ['autoescaping switched off', '{% autoescape false %}{{ x }}{% endautoescape %}'],
    ['a template named by a value', '{% include page %}'],
    ['a value in a style', '<p style="width: {{ x }}%">x</p>'],
    ['a value in a style sheet', '<style>p { width: {{ x }}; }</style>'],
  ])('refuses %s', (_name, source) => {
    expect([...lint(source)]).not.toEqual([]);
  });
});
