import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Accounts } from './accounts.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'highlight report accounts '));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

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
    expect(statSync(again.file).mode & 0o777).toBe(0o600);
  });

  it('remember which programmes were set up to the end', () => {
    Accounts.in(folder).complete('csip');
    expect(Accounts.in(folder).isCompleted('csip')).toBe(true);
    expect(Accounts.in(folder).isCompleted('other')).toBe(false);
  });
});
