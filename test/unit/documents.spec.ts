import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';

/** What the documents name is there: tests, pages, headings. And what ASVS.md counts is what it lists. */
const REPOSITORY = resolve(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(REPOSITORY, path), 'utf8');

const filesBelow = (folder: string): string[] =>
  readdirSync(join(REPOSITORY, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(REPOSITORY, join(entry.parentPath, entry.name)));

const tests = [...filesBelow('src'), ...filesBelow('test')].filter((path) => path.endsWith('.spec.ts'));
const documents = [
  'README.md',
  'CONTRIBUTING.md',
  ...filesBelow('docs').filter((path) => path.endsWith('.md')),
];

/** Of a path in which a star stands for any name, and two for any folders. */
const patternOf = (path: string): RegExp =>
  new RegExp(
    `^${path.replaceAll('.', '\\.').replace(/\*\*\/|\*/g, (star) => (star === '*' ? '[^/]*' : '(?:.*/)?'))}$`,
  );

/**
 * Tests that a text names and that are not there. A name without a folder is of the folder that was named before it in the same line.
 */
function missingTests(text: string): string[] {
  return text.split('\n').flatMap((line) => {
    let folder = '';
    return [...line.matchAll(/`([\w./*-]+\.spec\.ts)`/g)].flatMap(([, name = '']) => {
      // The names of kinds of tests, such as `*.long.spec.ts` and `x.spec.ts`.
      if (folder === '' && !name.includes('/')) return /^(?:\*|x\.)/.test(name) ? [] : [name];
      const path = name.includes('/') ? name : `${folder}/${name}`;
      folder = dirname(path);
      return tests.some((one) => patternOf(path).test(one)) ? [] : [path];
    });
  });
}

/** As a heading is linked to. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\d\s-]/gu, '')
    .trim()
    .replace(/\s/g, '-');

/** Links of a document to files and headings that are not there. */
function missingTargets(document: string, text: string): string[] {
  return [...text.matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g)].flatMap(
    ([, path = '', anchor]) => {
      const target = path === '' ? document : join(dirname(document), path);
      const found =
        existsSync(join(REPOSITORY, target)) &&
        (anchor === undefined ||
          [...read(target).matchAll(/^#+ (.*)$/gm)].some(([, heading = '']) => anchorOf(heading) === anchor));
      return found ? [] : [`${path}${anchor === undefined ? '' : `#${anchor}`}`];
    },
  );
}

describe('the documents', () => {
  it('name tests that are there', () => {
    expect(documents.flatMap((path) => missingTests(read(path)).map((name) => `${path}: ${name}`))).toEqual(
      [],
    );
    expect(missingTests(read('docs/SECURITY.md').replaceAll('csrf', 'no-csrf'))).toEqual([
      'test/medium/identity/no-csrf.spec.ts',
    ]);
    expect(
      missingTests('`test/unit/*.spec.ts`, `documents.spec.ts`, `absent.spec.ts`; `sent.spec.ts`'),
    ).toEqual(['test/unit/absent.spec.ts', 'test/unit/sent.spec.ts']);
    expect(missingTests('`csrf.spec.ts`, and a file `*.long.spec.ts`')).toEqual(['csrf.spec.ts']);
  });

  it('lead to pages and headings that are there', () => {
    expect(
      documents.flatMap((path) => missingTargets(path, read(path)).map((target) => `${path}: ${target}`)),
    ).toEqual([]);
    const text = '[a](SECURITY.md#logs) [b](SECURITY.md#no-logs) [c](NONE.md) [d](#none)';
    expect(missingTargets('docs/ASVS.md', text)).toEqual(['SECURITY.md#no-logs', 'NONE.md', '#none']);
  });
});

describe('ASVS.md', () => {
  const text = read('docs/ASVS.md');
  const STATES = ['met', 'partly', 'not met', 'does not apply'];
  const items = [
    ...text.matchAll(/^\| (\d+\.\d+\.\d+) \| ([12]) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm),
  ].map(([, item = '', level = '', , state = '', how = '']) => ({ item, level, state, how }));
  const count = (state: string, level?: string): number =>
    items.filter((one) => one.state === state && (level === undefined || one.level === level)).length;

  it('has every requirement of the two levels once, each with a state', () => {
    expect(new Set(items.map(({ item }) => item)).size).toBe(items.length);
    expect(['1', '2'].map((level) => items.filter((one) => one.level === level).length)).toEqual([70, 183]);
    expect(items.filter(({ state }) => !STATES.includes(state))).toEqual([]);
  });

  it('names a test for what is met, or says that there is none', () => {
    expect(
      items
        .filter(({ state, how }) => state === 'met' && !/\.spec\.ts`|No test/.test(how))
        .map(({ item }) => item),
    ).toEqual([]);
  });

  it('puts before an owner what is not met or met in part, and nothing else', () => {
    const decisions = text.slice(text.indexOf('## Decisions'), text.indexOf('## V1 '));
    const named = [...decisions.matchAll(/\d+\.\d+\.\d+/g)].map(([item]) => item);
    const open = items.filter(({ state }) => state === 'not met' || state === 'partly');
    expect(named.sort()).toEqual(open.map(({ item }) => item).sort());
    // Each with who decides, and what would change it.
    const rows = [...decisions.matchAll(/^\| \d.*$/gm)].map(([row]) => row.split('|').slice(1, -1));
    expect(rows.filter((cells) => cells.length !== 4 || cells.some((cell) => cell.trim() === ''))).toEqual(
      [],
    );
  });

  it('counts what it lists, and SECURITY.md says the same', () => {
    for (const state of STATES)
      expect(text).toContain(`| ${state} | ${count(state, '1')} | ${count(state, '2')} | ${count(state)} |`);
    expect(read('docs/SECURITY.md').replace(/\s+/g, ' ')).toContain(
      `Of the ${items.length} requirements of levels 1 and 2, ${count('met')} are met, ${count('partly')} partly, ${count('not met')} not, and ${count('does not apply')} do not apply.`,
    );
  });
});
