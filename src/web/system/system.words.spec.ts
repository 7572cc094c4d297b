import { describe, expect, it } from '@jest/globals';
import { checkWords } from './system.words.js';

describe('a check of health in words', () => {
  it('says where to look when it is not well', () => {
    const check = { name: 'disk', kind: 'alert' as const, ok: false, detail: '3% free' };
    expect(checkWords(check)).toEqual({ state: 'Look at it', detail: '3% free. See docs/runbooks/disk.md' });
    expect(checkWords({ ...check, kind: 'service' }).state).toBe('Does not work');
    expect(checkWords({ ...check, ok: true })).toEqual({ state: 'Well', detail: '3% free' });
  });

  it('calls nothing well that is not set up', () => {
    const scanner = {
      name: 'malware scanner',
      kind: 'alert' as const,
      ok: true,
      isSet: false,
      detail: 'not scanned',
    };
    expect(checkWords(scanner)).toEqual({ state: 'Not set up', detail: 'not scanned' });
  });
});
