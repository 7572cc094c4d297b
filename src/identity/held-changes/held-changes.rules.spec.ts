import { describe, expect, it } from '@jest/globals';
import { aloneFrom } from './held-changes.rules.js';

describe('the delay before the administrator who asked may act alone', () => {
  it.each([
    ['a Monday', '2026-02-02T10:00:00Z', '2026-02-03T10:00:00Z'],
    ['a Friday evening', '2026-02-06T18:00:00Z', '2026-02-09T18:00:00Z'],
    ['a Saturday', '2026-02-07T10:00:00Z', '2026-02-10T00:00:00Z'],
    ['Christmas Eve', '2026-12-24T17:00:00Z', '2026-12-29T17:00:00Z'],
    ['the Friday before the clocks go forward', '2026-03-27T18:00:00Z', '2026-03-30T17:00:00Z'],
    ['a Friday beyond the known bank holidays', '2031-02-07T10:00:00Z', '2031-02-10T10:00:00Z'],
  ])('asked for on %s', (_when, asked, alone) => {
    expect(aloneFrom(new Date(asked)).toISOString()).toBe(new Date(alone).toISOString());
  });
});
