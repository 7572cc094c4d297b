import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readPrivateJson, writePrivateJson } from './private-file.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'highlight report private '));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const modeOf = (file: string): number => statSync(file).mode & 0o777;

describe('private files', () => {
  it('are for their owner alone, also when an older one was not, and leave nothing beside them', () => {
    const file = join(folder, 'deeper', 'kept.json');
    writePrivateJson(file, { a: 1 });
    writeFileSync(join(folder, 'open.json'), '{}', { mode: 0o644 });
    writePrivateJson(join(folder, 'open.json'), { b: 2 });
    expect([modeOf(file), modeOf(join(folder, 'open.json'))]).toEqual([0o600, 0o600]);
    expect(readPrivateJson(file)).toEqual({ a: 1 });
    expect(readdirSync(join(folder, 'deeper'))).toEqual(['kept.json']);
  });

  it('that are missing are undefined; broken ones are named and left alone', () => {
    const file = join(folder, 'broken.json');
    expect(readPrivateJson(file)).toBeUndefined();
    writeFileSync(file, '{"a":');
    expect(() => readPrivateJson(file)).toThrow(`${file} is not readable as JSON.`);
    expect(readFileSync(file, 'utf8')).toBe('{"a":');
  });
});
