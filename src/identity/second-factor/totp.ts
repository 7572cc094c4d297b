import { createHmac, timingSafeEqual } from 'node:crypto';

/** RFC 6238 with what every authenticator app takes: HMAC-SHA-1, 30 seconds, six digits. */
const STEP_MS = 30_000;
const DIGITS = 6;
/** Steps before and after the present one whose codes count too (RFC 6238, 5.2): a clock that differs, and a slow hand. */
const WINDOW = 1;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The code of a counter (RFC 4226, 5.3). @param digits 6 to 8. */
export function hotp(key: Buffer, counter: number, digits = DIGITS): string {
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(counter));
  const hash = createHmac('sha1', key).update(message).digest();
  const offset = hash.readUInt8(hash.length - 1) & 0xf;
  const number = hash.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

/** The step that an instant lies in, counted from 1970. */
export const stepAt = (instant: Date): number => Math.floor(instant.getTime() / STEP_MS);

/**
 * Which step a code is of, of those that count at this instant. Compares in constant time.
 * @returns undefined when it is of none.
 */
export function matchingStep(key: Buffer, code: string, now: Date): number | undefined {
  const sent = Buffer.from(code);
  let found: number | undefined;
  for (let step = stepAt(now) - WINDOW; step <= stepAt(now) + WINDOW; step++) {
    const right = Buffer.from(hotp(key, step));
    if (sent.length === right.length && timingSafeEqual(sent, right)) found = step;
  }
  return found;
}

/** RFC 4648 without padding, as authenticator apps take a key. */
export function base32(bytes: Buffer): string {
  let [text, bits, held] = ['', 0, 0];
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xffff;
    bits += 8;
    for (; bits >= 5; bits -= 5) text += ALPHABET.charAt((held >> (bits - 5)) & 31);
  }
  return bits === 0 ? text : text + ALPHABET.charAt((held << (5 - bits)) & 31);
}

/** What an authenticator app reads from the square (the key URI format). */
export const keyUri = (key: Buffer, issuer: string, account: string): string =>
  `otpauth://totp/${encodeURIComponent(issuer)}:${encodeURIComponent(account)}?${new URLSearchParams({
    secret: base32(key),
    issuer,
    algorithm: 'SHA1',
    digits: String(DIGITS),
    period: String(STEP_MS / 1000),
  })
    .toString()
    .replaceAll('+', '%20')}`;
