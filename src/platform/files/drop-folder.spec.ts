import { mkdtemp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { AlreadyThere, dropFiles, FOLDER_NAME } from './drop-folder.js';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'drop-'));
  await mkdir(join(root, 'partner'));
});
afterEach(() => rm(root, { recursive: true }));

const files = [{ name: 'report.pdf', bytes: Buffer.from('pdf') }];
const at = { folder: 'partner', name: 'papers-1' };

it('files appear together, once, and once more is no fault', async () => {
  await dropFiles(root, at, files);
  await dropFiles(root, at, files);
  expect(await readdir(join(root, 'partner'))).toEqual(['papers-1']);
  expect(await readFile(join(root, 'partner', 'papers-1', 'report.pdf'), 'utf8')).toBe('pdf');
});

it('nothing that is there is overwritten, and nothing is left behind', async () => {
  await mkdir(join(root, 'partner', 'papers-1'));
  await writeFile(join(root, 'partner', 'papers-1', 'report.pdf'), 'theirs');
  await expect(dropFiles(root, at, files)).rejects.toThrow(AlreadyThere);
  expect(await readFile(join(root, 'partner', 'papers-1', 'report.pdf'), 'utf8')).toBe('theirs');
  expect(await readdir(join(root, 'partner'))).toEqual(['papers-1']);
  await rm(join(root, 'partner', 'papers-1'), { recursive: true });
  await writeFile(join(root, 'partner', 'papers-1'), 'a file of theirs');
  await expect(dropFiles(root, at, files)).rejects.toThrow(AlreadyThere);
});

it('a folder that is missing, a file, or a link is a fault', async () => {
  await expect(dropFiles(root, { ...at, folder: 'nobody' }, files)).rejects.toThrow('ENOENT');
  await mkdir(join(root, 'elsewhere'));
  await symlink(join(root, 'elsewhere'), join(root, 'link'));
  await expect(dropFiles(root, { ...at, folder: 'link' }, files)).rejects.toThrow('not a folder');
  expect(await readdir(join(root, 'elsewhere'))).toEqual([]);
  for (const name of ['..', '../partner', 'a/b', '.hidden', ''])
    await expect(dropFiles(root, { folder: name, name: 'x' }, files)).rejects.toThrow('BUG');
});

it.each(['partner', 'Adults Board 2', 'a_b-c', 'x'])('%j is a name for a folder', (name) => {
  expect(FOLDER_NAME.test(name)).toBe(true);
});
it.each(['', '..', '.a', 'a/b', 'a\\b', 'a.', ' a', 'a ', 'a\0', 'é', 'a'.repeat(61), 'a\n'])(
  '%j is not',
  (name) => {
    expect(FOLDER_NAME.test(name)).toBe(false);
  },
);
