import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { hasSample, isWithoutSample, samplePhase, startOptions } from './start-options.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'start options '));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.each([
  [[], { empty: null }],
  [['--empty'], { empty: { email: null, name: null } }],
  [['--empty', 'you@example.org'], { empty: { email: 'you@example.org', name: null } }],
  [
    ['--empty', 'you@example.org', 'Ada', 'Example'],
    { empty: { email: 'you@example.org', name: 'Ada Example' } },
  ],
  [['--emtpy'], null],
  [['--empty', 'Ada'], null],
  [['--empty', '--yes'], null],
])('%j is understood', (args, options) => {
  expect(startOptions(args)).toEqual(options);
});

it('a folder stays what it was begun as', () => {
  const empty = { empty: { email: null, name: null } };
  const [fresh, sample] = ['fresh', 'sample'].map((name) => mkdtempSync(join(folder, name)));
  expect(isWithoutSample(fresh ?? '', { empty: null })).toBe(false);
  expect(isWithoutSample(fresh ?? '', empty)).toBe(true);
  expect(isWithoutSample(fresh ?? '', { empty: null })).toBe(true);
  writeFileSync(
    join(sample ?? '', 'accounts.json'),
    JSON.stringify({
      note: '',
      accounts: [{ email: 'a@example.org', jobTitle: 'A', roles: [], password: 'four words are better' }],
      completed: [],
    }),
    { mode: 0o600 },
  );
  expect(() => isWithoutSample(sample ?? '', empty)).toThrow('has the sample');
});

it('the sample says on every page that it is one, and a folder without it says nothing', () => {
  const none = { empty: { email: null, name: null } };
  const fresh = mkdtempSync(join(folder, 'phase'));
  expect([hasSample(fresh, { empty: null }), hasSample(fresh, none)]).toEqual([true, false]);
  isWithoutSample(fresh, none);
  expect(hasSample(fresh, { empty: null })).toBe(false);
  expect(samplePhase({})).toBe(
    'Demonstration: the council, its people and its figures are made up. E-mails are kept as files and reach nobody.',
  );
  expect(samplePhase({ SMTP_URL: 'smtp://localhost' })).not.toContain('E-mails');
  expect(samplePhase({ PHASE_LINE: 'For training' })).toBe('For training');
});
