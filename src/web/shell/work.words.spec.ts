import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { isDescribed, runbookOf, workWords } from './work.words.js';

describe('background work in words', () => {
  it.each(['password_link.send', 'edition.wanted', 'delivery.send', 'something.new'])(
    'names a runbook that is there, of %s',
    (kind) => {
      expect(existsSync(runbookOf(kind))).toBe(true);
    },
  );

  it('are known for every kind that there is', () => {
    const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) =>
      /(?:\.work|unnamed-files|old-intakes)\.ts$/.test(name),
    );
    const kinds = sources.flatMap((name) =>
      [...readFileSync(join('src', name), 'utf8').matchAll(/name: '([\w.-]+)'/g)].map(
        ([, kind = '']) => kind,
      ),
    );
    expect(kinds.length).toBeGreaterThan(8);
    expect(kinds.filter((kind) => !isDescribed(kind))).toEqual([]);
  });

  it('calls a kind that nobody has described by its own name', () => {
    expect([workWords('delivery.send'), workWords('something_new.due')]).toEqual([
      'Send papers by mail',
      'Something new due',
    ]);
  });
});
