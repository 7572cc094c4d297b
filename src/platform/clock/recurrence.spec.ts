import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { londonDate } from './clock.js';
import { latestOccurrence, nextOccurrence, type Recurrence } from './recurrence.js';

const HOUR = 3_600_000;
const instant = fc
  .date({ min: new Date('2020-01-01T00:00:00Z'), max: new Date('2035-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => new Date(date.getTime()));
const time = fc
  .tuple(fc.nat({ max: 23 }), fc.nat({ max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
const rule: fc.Arbitrary<Recurrence> = fc.oneof(
  time.map((at) => ({ every: 'day' as const, at })),
  fc
    .constantFrom(...([1, 2, 3, 4, 6, 8, 12, 24] as const))
    .map((hours) => ({ every: 'hours' as const, hours })),
  fc
    .constantFrom(...([5, 10, 15, 20, 30] as const))
    .map((minutes) => ({ every: 'minutes' as const, minutes })),
);
const daily = (at: string): Recurrence => ({ every: 'day', at });
const next = (of: Recurrence, after: string): string => nextOccurrence(of, new Date(after)).toISOString();
const latest = (of: Recurrence, now: string): string => latestOccurrence(of, new Date(now)).toISOString();

describe('once a day, in London', () => {
  it.each([
    ['in winter, at Greenwich time', '2027-01-10T12:00:00Z', '2027-01-11T01:30:00.000Z'],
    ['in summer, an hour before', '2027-07-10T12:00:00Z', '2027-07-11T00:30:00.000Z'],
    ['later today', '2027-01-10T01:29:59Z', '2027-01-10T01:30:00.000Z'],
    ['not twice at its own time', '2027-01-10T01:30:00Z', '2027-01-11T01:30:00.000Z'],
    ['when the clocks go forward over it', '2027-03-27T12:00:00Z', '2027-03-28T01:30:00.000Z'],
    ['the day after that', '2027-03-28T01:30:00Z', '2027-03-29T00:30:00.000Z'],
    [
      'when the clocks go back over it: the first of the two',
      '2026-10-24T12:00:00Z',
      '2026-10-25T00:30:00.000Z',
    ],
    ['between the two: the day after', '2026-10-25T00:30:00Z', '2026-10-26T01:30:00.000Z'],
    ['in the night of the change, before it', '2026-10-25T00:29:00Z', '2026-10-25T00:30:00.000Z'],
  ])('the next is %s', (_, after, expected) => {
    expect(next(daily('01:30'), after)).toBe(expected);
  });

  it.each([
    ['yesterday’s, before its time', '2027-01-10T01:00:00Z', '2027-01-09T01:30:00.000Z'],
    ['today’s, at its time', '2027-01-10T01:30:00Z', '2027-01-10T01:30:00.000Z'],
    ['the first of the two, at the second', '2026-10-25T01:30:00Z', '2026-10-25T00:30:00.000Z'],
  ])('the latest is %s', (_, now, expected) => {
    expect(latest(daily('01:30'), now)).toBe(expected);
  });

  it('has exactly one occurrence on each London date', () => {
    fc.assert(
      fc.property(time, instant, (at, from) => {
        let occurrence = latestOccurrence(daily(at), from);
        for (let day = 0; day < 5; day += 1) {
          const following = nextOccurrence(daily(at), occurrence);
          const [a, b] = [londonDate(occurrence), londonDate(following)];
          expect((Date.parse(b) - Date.parse(a)) / (24 * HOUR)).toBe(1);
          occurrence = following;
        }
      }),
    );
  });

  it('is refused with what is no time', () => {
    for (const at of ['24:00', '1:30', '01:60', 'noon', ''])
      expect(() => nextOccurrence(daily(at), new Date())).toThrow('is no time');
  });
});

describe('every so many hours', () => {
  it('counts from midnight in UTC, and clock changes do not matter', () => {
    const six: Recurrence = { every: 'hours', hours: 6 };
    expect(latest(six, '2027-03-28T05:59:59Z')).toBe('2027-03-28T00:00:00.000Z');
    expect(next(six, '2027-03-28T00:00:00Z')).toBe('2027-03-28T06:00:00.000Z');
    expect(next(six, '2026-10-25T00:00:00Z')).toBe('2026-10-25T06:00:00.000Z');
  });
});

describe('every rule', () => {
  it('has its latest occurrence not after an instant, its next after it, and none between', () => {
    fc.assert(
      fc.property(rule, instant, (of, at) => {
        const [before, after] = [latestOccurrence(of, at), nextOccurrence(of, at)];
        expect(before.getTime()).toBeLessThanOrEqual(at.getTime());
        expect(after.getTime()).toBeGreaterThan(at.getTime());
        expect(nextOccurrence(of, before)).toEqual(after);
        expect(latestOccurrence(of, after)).toEqual(after);
        expect(latestOccurrence(of, new Date(after.getTime() - 1))).toEqual(before);
      }),
    );
  });
});
