import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { unzip } from '../../../test/support/zip.js';
import type { PackFile } from './pack.rules.js';
import { packed } from './zip.js';

const AT = new Date('2020-02-03T09:00:07.500Z');
const pdf: PackFile = {
  name: 'public/cs-highlight-report-2020-01-v1.pdf',
  bytes: Buffer.from('%PDF-1.7 a a a a a a a a a a'),
  edition: 'public',
  format: 'pdf',
  sinceId: null,
};

describe('a pack', () => {
  it('is read by another reader, in the order that was given, each file of the instant of its dispatch', () => {
    const files = [
      pdf,
      { ...pdf, name: 'a.txt', bytes: Buffer.from('one '.repeat(40)), format: 'txt' as const },
    ];
    expect(unzip(packed(files, AT))).toEqual([
      { name: pdf.name, bytes: pdf.bytes, modified: '2020-02-03T09:00:06' },
      { name: 'a.txt', bytes: Buffer.from('one '.repeat(40)), modified: '2020-02-03T09:00:06' },
    ]);
  });

  it('is the same bytes whenever and wherever it is made', () => {
    const script = `
      import { packed } from './src/distribution/handoff/zip.ts';
      const file = { name: 'a.txt', bytes: Buffer.from('a'), edition: 'public', format: 'txt' };
      console.log(new Date(0).getHours(), packed([file], new Date('${AT.toISOString()}')).toString('hex'));`;
    const madeIn = (TZ: string): string[] =>
      execFileSync(
        process.execPath,
        ['--import', './test/support/register-typescript.mjs', '--input-type=module', '--eval', script],
        { encoding: 'utf8', env: { PATH: '', TZ } },
      ).split(' ');
    const [london, kolkata] = [madeIn('Europe/London'), madeIn('Asia/Kolkata')];
    expect(london[0]).not.toBe(kolkata[0]);
    expect(london[1]).toBe(kolkata[1]);
    expect(packed([pdf], AT)).not.toEqual(packed([pdf], new Date('2020-02-03T09:00:09Z')));
  });

  it.each([
    '../evil.txt',
    '/etc/passwd',
    'public/../x.txt',
    'other/x.txt',
    'a b.txt',
    'ä.txt',
    'public/',
    'a\\b.txt',
  ])('takes no file with the name %s', (name) => {
    expect(() => packed([{ ...pdf, name }], AT)).toThrow(/BUG/);
  });

  it('takes no name twice', () => {
    expect(() => packed([pdf, pdf], AT)).toThrow(/BUG/);
  });
});
