import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { assertWritable } from './run-process.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'var dir '));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('a folder of its own that cannot be written is told in a sentence, and one that can is left as it was', async () => {
  await assertWritable(join(folder, 'new', 'var'));
  expect(await readdir(join(folder, 'new', 'var'))).toEqual([]);
  // For root no rights are in the way, so a file stands there.
  await writeFile(join(folder, 'file'), '');
  await expect(assertWritable(join(folder, 'file', 'var'))).rejects.toThrow(
    /^VAR_DIR \(.*var\) cannot be written \(ENOTDIR\)\. Give this process a folder/,
  );
});
