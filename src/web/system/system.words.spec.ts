import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { checkWords, isDescribed, runbookOf, workWords } from './system.words.js';

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

describe('a check of health in words', () => {
  it('says where to look when it is not well', () => {
    const check = { name: 'disk', kind: 'alert' as const, ok: false, detail: '3% free' };
    expect(checkWords(check)).toEqual({ state: 'Look at it', detail: '3% free. See docs/runbooks/disk.md' });
    expect(checkWords({ ...check, kind: 'service' }).state).toBe('Does not work');
    expect(checkWords({ ...check, ok: true })).toEqual({ state: 'Well', detail: '3% free' });
  });
});
