import { describe, expect, it } from '@jest/globals';
import { occurrencesDue, recurring, type RecurringKind } from './recurring.js';

const nightly = (missed: RecurringKind['missed']): RecurringKind =>
  recurring({ name: 'night', rule: { every: 'day', at: '01:30' }, missed });
const due = (missed: RecurringKind['missed'], last: string | null, now: string): string[] =>
  occurrencesDue(nightly(missed), last === null ? null : new Date(last), new Date(now)).map((at) =>
    at.toISOString(),
  );

describe('occurrences that are due', () => {
  it.each(['latest', 'every'] as const)('with “%s”, on the very first start: the latest', (missed) => {
    expect(due(missed, null, '2027-01-10T12:00:00Z')).toEqual(['2027-01-10T01:30:00.000Z']);
  });

  it.each(['latest', 'every'] as const)('with “%s”: one when its time comes, and then none', (missed) => {
    expect(due(missed, '2027-01-09T01:30:00Z', '2027-01-10T01:29:59Z')).toEqual([]);
    expect(due(missed, '2027-01-09T01:30:00Z', '2027-01-10T01:30:00Z')).toEqual(['2027-01-10T01:30:00.000Z']);
    expect(due(missed, '2027-01-10T01:30:00Z', '2027-01-10T23:00:00Z')).toEqual([]);
  });

  it('after days without a worker, with “latest”: the newest', () => {
    expect(due('latest', '2027-01-07T01:30:00Z', '2027-01-10T12:00:00Z')).toEqual([
      '2027-01-10T01:30:00.000Z',
    ]);
  });

  it('after days without a worker, with “every”: each, also over a clock change', () => {
    expect(due('every', '2027-03-26T01:30:00Z', '2027-03-29T12:00:00Z')).toEqual([
      '2027-03-27T01:30:00.000Z',
      '2027-03-28T01:30:00.000Z',
      '2027-03-29T00:30:00.000Z',
    ]);
    expect(due('every', '2026-10-24T00:30:00Z', '2026-10-26T12:00:00Z')).toEqual([
      '2026-10-25T00:30:00.000Z',
      '2026-10-26T01:30:00.000Z',
    ]);
  });

  it('when the clock was set back: none twice', () => {
    expect(due('every', '2027-01-10T01:30:00Z', '2027-01-08T12:00:00Z')).toEqual([]);
  });
});
