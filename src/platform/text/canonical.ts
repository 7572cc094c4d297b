import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { z } from 'zod';

/** Canonical JSON by RFC 8785: one byte sequence for one meaning. @throws Error on what JSON cannot say (NaN, undefined at the top). */
export function canonicalJson(value: unknown): string {
  const text = (canonicalize as unknown as (value: unknown) => string | undefined)(value);
  if (text === undefined) throw new Error('BUG: this value has no JSON form');
  return text;
}

/** Lower-case hex SHA-256 of bytes, or of a text’s UTF-8 bytes. */
export function sha256Hex(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}

/** What {@link sha256Hex} gives. */
export const sha256Digest = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .describe('SHA-256, lower-case hexadecimal.');
