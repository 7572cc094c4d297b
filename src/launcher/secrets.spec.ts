import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { writePrivateJson } from '../platform/index.js';
import { readOrMakeSecrets } from './secrets.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'highlight report secrets '));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('secrets', () => {
  it('are made once, at random', () => {
    const file = join(folder, 'secrets.json');
    const made = readOrMakeSecrets(file);
    expect(readOrMakeSecrets(file)).toEqual(made);
    expect(new Set(Object.values(made)).size).toBe(3);
    expect(readOrMakeSecrets(join(folder, 'others.json'))).not.toEqual(made);
  });

  it('are refused when one of them is missing', () => {
    const file = join(folder, 'secrets.json');
    writePrivateJson(file, { appPassword: 'x'.repeat(40) });
    expect(() => readOrMakeSecrets(file)).toThrow(`${file} is not complete.`);
  });
});
