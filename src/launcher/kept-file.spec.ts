import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Accounts } from './accounts.js';
import { keep, readKept } from './kept-file.js';
import { keptSecrets } from './secrets.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'highlight report kept '));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const modeOf = (file: string): number => statSync(file).mode & 0o777;

describe('kept files', () => {
  it('are for their owner alone, also when an older one was not, and leave nothing beside them', () => {
    const file = join(folder, 'deeper', 'kept.json');
    keep(file, { a: 1 });
    writeFileSync(join(folder, 'open.json'), '{}', { mode: 0o644 });
    keep(join(folder, 'open.json'), { b: 2 });
    expect([modeOf(file), modeOf(join(folder, 'open.json'))]).toEqual([0o600, 0o600]);
    expect(readKept(file)).toEqual({ a: 1 });
    expect(readdirSync(join(folder, 'deeper'))).toEqual(['kept.json']);
  });

  it('that are missing are undefined; broken ones are named and left alone', () => {
    const file = join(folder, 'broken.json');
    expect(readKept(file)).toBeUndefined();
    writeFileSync(file, '{"a":');
    expect(() => readKept(file)).toThrow(`${file} is not readable as JSON.`);
    expect(readFileSync(file, 'utf8')).toBe('{"a":');
  });
});

describe('secrets', () => {
  it('are made once, at random', () => {
    const file = join(folder, 'secrets.json');
    const made = keptSecrets(file);
    expect(keptSecrets(file)).toEqual(made);
    expect(new Set(Object.values(made)).size).toBe(3);
    expect(keptSecrets(join(folder, 'others.json'))).not.toEqual(made);
  });

  it('are refused when one of them is missing', () => {
    const file = join(folder, 'secrets.json');
    keep(file, { appPassword: 'x'.repeat(40) });
    expect(() => keptSecrets(file)).toThrow(`${file} is not complete.`);
  });
});

describe('accounts', () => {
  const person = {
    key: 'clerk',
    name: 'Clerk',
    jobTitle: 'Clerk',
    email: 'clerk@example.org',
    roles: ['clerk' as const],
  };

  it('have a password that is on the disk before anybody uses it', () => {
    const password = Accounts.in(folder).passwordFor(person);
    expect(password).toMatch(/^([a-km-np-z2-9]{5}-){3}[a-km-np-z2-9]{5}$/);
    const again = Accounts.in(folder);
    expect(again.passwordFor(person)).toBe(password);
    expect(again.passwordOf('nobody@example.org')).toBeUndefined();
    expect(modeOf(again.file)).toBe(0o600);
  });

  it('remember which programmes were set up to the end', () => {
    Accounts.in(folder).complete('csip');
    expect(Accounts.in(folder).isCompleted('csip')).toBe(true);
    expect(Accounts.in(folder).isCompleted('other')).toBe(false);
  });
});
