import { describe, expect, it } from '@jest/globals';
import { lookAgain, minutesToRead, type KnownLooks } from './looks.rules.js';

const look = (sha256: string, at: string) => ({ sha256, at: `2020-01-${at}:00Z` });

describe('a look at a report', () => {
  const monday = look('a', '27T09:00');
  const first = lookAgain(null, monday);

  it('is held against nothing at first, and against the last one when somebody comes back', () => {
    expect(first).toEqual({ kept: { last: monday, before: null }, since: null });
    const tuesday = look('b', '28T09:00');
    expect(lookAgain(first.kept, tuesday)).toEqual({
      kept: { last: tuesday, before: monday },
      since: monday,
    });
  });

  it('within one sitting is held against the sitting before, however often the page is opened', () => {
    let kept: KnownLooks = lookAgain(first.kept, look('b', '28T09:00')).kept;
    for (const at of ['28T09:20', '28T09:45', '28T10:10']) {
      const again = lookAgain(kept, look('b', at));
      expect(again.since).toEqual(monday);
      kept = again.kept;
    }
    expect(lookAgain(kept, look('c', '28T11:00')).since).toEqual(look('b', '28T10:10'));
    expect(lookAgain(first.kept, look('a', '27T09:10')).since).toBeNull();
  });
});

it('minutes are of words that people read, and at least one', () => {
  expect(minutesToRead([])).toBe(1);
  expect(minutesToRead(['Eleven of fourteen members', '- **78%** of them'])).toBe(1);
  expect(minutesToRead([Array.from({ length: 239 }, () => 'word').join(' ')])).toBe(2);
});
