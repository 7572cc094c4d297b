import { describe, expect, it } from '@jest/globals';
import { oneLine, withCommas } from './thousands.js';

describe('the thousands of a number', () => {
  it.each(['\u00A0', '\u2007', '\u2008', '\u2009', '\u200A', '\u202F'])(
    'are held together by %j',
    (space) => {
      const text = `£1${space}234${space}567.5 in all`;
      expect(withCommas(text)).toBe('£1,234,567.5 in all');
      expect(withCommas(oneLine(` ${text}\n`))).toBe('£1,234,567.5 in all');
    },
  );

  it.each([
    ['a usual space', '12 345'],
    ['two spaces', '12\u2009\u2009345'],
    ['fewer than three digits', '12\u200934'],
    ['a year', 'Q3\u00A02019'],
    ['words', 'Sep\u00A019 of\u00A0345'],
  ])('are not where there is %s', (_, text) => {
    expect(withCommas(text)).toBe(text);
    expect(oneLine(text)).toBe(text.replace(/\s+/gu, ' '));
  });
});
