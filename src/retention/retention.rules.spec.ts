import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { loadConfig } from '../platform/index.js';
import {
  CLASSES,
  cutoff,
  leftName,
  periodOf,
  periodWords,
  SWEPT,
  sweptClass,
  type DataClass,
} from './retention.rules.js';

const settings = loadConfig({ NODE_ENV: 'test', DATABASE_URL: 'postgres://x' });

/** As docs/SECURITY.md prints a class. */
function line(one: DataClass): string {
  const setting = typeof one.period === 'string' ? ` (\`${one.period}\`)` : '';
  return `| ${one.name} | ${periodWords(one, settings)}${setting}, from: ${one.from} | ${one.does} | ${one.reason} | ${one.keeps} |`;
}

describe('the classes of data', () => {
  it('are the table of docs/SECURITY.md', () => {
    const document = readFileSync(new URL('../../docs/SECURITY.md', import.meta.url), 'utf8');
    for (const one of CLASSES) expect(document).toContain(line(one));
  });

  it('each have a key of their own, and every one that is swept has a period', () => {
    expect(new Set(CLASSES.map(({ key }) => key)).size).toBe(CLASSES.length);
    for (const key of SWEPT) expect(periodOf(sweptClass(key), settings)).not.toBeNull();
    for (const one of CLASSES)
      expect(SWEPT.includes(one.key as never)).toBe(periodOf(one, settings) !== null);
  });

  it('are counted back by days and years of London', () => {
    const now = new Date('2026-03-30T12:00:00Z');
    expect(cutoff(now, { days: 1 }).toISOString()).toBe('2026-03-29T12:00:00.000Z');
    expect(cutoff(now, { days: 2 }).toISOString()).toBe('2026-03-28T13:00:00.000Z');
    expect(cutoff(new Date('2028-02-29T12:00:00Z'), { years: 6 }).toISOString()).toBe(
      '2022-02-28T12:00:00.000Z',
    );
  });

  it('make a reference of a person by the beginning of the id, which stays', () => {
    expect(leftName('5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10')).toBe('A person who has left (5F0C7F3E)');
  });
});
