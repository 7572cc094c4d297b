import { describe, expect, it } from '@jest/globals';
import { base32, hotp, keyUri, matchingStep, stepAt } from './totp.js';

/** The key of both RFCs. */
const KEY = Buffer.from('12345678901234567890');

describe('codes of an authenticator', () => {
  it.each([755224, 287082, 359152, 969429, 338314, 254676, 287922, 162583, 399871, 520489])(
    'are those of RFC 4226, appendix D: %i',
    (code) => {
      const counters = Array.from({ length: 10 }, (_, counter) => hotp(KEY, counter));
      expect(counters).toContain(String(code));
      expect(counters.indexOf(String(code))).toBe(
        [755224, 287082, 359152, 969429, 338314, 254676, 287922, 162583, 399871, 520489].indexOf(code),
      );
    },
  );

  it.each([
    ['1970-01-01T00:00:59Z', '94287082'],
    ['2005-03-18T01:58:29Z', '07081804'],
    ['2005-03-18T01:58:31Z', '14050471'],
    ['2009-02-13T23:31:30Z', '89005924'],
    ['2033-05-18T03:33:20Z', '69279037'],
    ['2603-10-11T11:33:20Z', '65353130'],
  ])('are those of RFC 6238, appendix B, at %s', (instant, code) => {
    expect(hotp(KEY, stepAt(new Date(instant)), 8)).toBe(code);
  });

  it('count in the step before and after, and no longer', () => {
    const now = new Date('2026-02-02T10:00:15Z');
    const at = (seconds: number) => new Date(now.getTime() + seconds * 1000);
    const code = hotp(KEY, stepAt(now));
    expect([-46, -45, 0, 44, 45].map((seconds) => matchingStep(KEY, code, at(seconds)))).toEqual([
      undefined,
      stepAt(now),
      stepAt(now),
      stepAt(now),
      undefined,
    ]);
    expect(matchingStep(KEY, code.slice(1), now)).toBeUndefined();
    expect(matchingStep(KEY, '１２３４５６', now)).toBeUndefined();
  });
});

describe('the key', () => {
  it.each([
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['foobar', 'MZXW6YTBOI'],
  ])('%s is written as in RFC 4648: %s', (text, written) => {
    expect(base32(Buffer.from(text))).toBe(written);
  });

  it('is read by an app with whose and where it is', () => {
    expect(keyUri(KEY, 'Highlight reports', 'o’neill+a@example.org')).toBe(
      'otpauth://totp/Highlight%20reports:o%E2%80%99neill%2Ba%40example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Highlight%20reports&algorithm=SHA1&digits=6&period=30',
    );
  });
});
