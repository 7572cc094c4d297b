import { randomBytes, timingSafeEqual } from 'node:crypto';

const xor = (a: Buffer, b: Buffer): Buffer => Buffer.from(a.map((byte, index) => byte ^ (b[index] ?? 0)));

/**
 * The session's CSRF token as one page carries it: a random pad, and the token combined with it. Each page has other characters, so
 * that the size of compressed pages tells nothing about the token.
 */
export function maskCsrfToken(token: string): string {
  const bytes = Buffer.from(token);
  const pad = randomBytes(bytes.length);
  return Buffer.concat([pad, xor(bytes, pad)]).toString('base64url');
}

/** Compares in constant time. @param sent the token itself, or as {@link maskCsrfToken} made it. */
export function isCsrfToken(sent: unknown, token: unknown): boolean {
  if (typeof token !== 'string' || typeof sent !== 'string') return false;
  return sameBytes(Buffer.from(sent), Buffer.from(token)) || sameBytes(unmasked(sent), Buffer.from(token));
}

function unmasked(sent: string): Buffer {
  const bytes = Buffer.from(sent, 'base64url');
  const half = bytes.length / 2;
  return Number.isInteger(half) ? xor(bytes.subarray(0, half), bytes.subarray(half)) : Buffer.alloc(0);
}

const sameBytes = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);
