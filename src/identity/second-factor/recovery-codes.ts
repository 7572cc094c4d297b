import { createHash, randomBytes } from 'node:crypto';
import { base32 } from './totp.js';

/** How many there are in a set. */
const MANY = 8;
const BYTES = 15;
const SHAPE = /^[A-Z2-7]{24}$/;

/** SHA-256: with 120 random bits a fast hash is enough. */
const hashOf = (code: string): Buffer => createHash('sha256').update(code).digest();

/** A new set: each of 120 random bits, in six groups of four characters; and what is kept of them. */
export function newRecoveryCodes(): { codes: string[]; hashes: Buffer[] } {
  const codes = Array.from({ length: MANY }, () => base32(randomBytes(BYTES)));
  return { codes: codes.map((code) => code.match(/.{4}/g)?.join('-') ?? ''), hashes: codes.map(hashOf) };
}

/** Of a code, however it was typed: groups and capitals do not matter. @returns undefined for what cannot be one. */
export function recoveryCodeHash(typed: string): Buffer | undefined {
  const code = typed.replace(/[\s-]/g, '').toUpperCase();
  return SHAPE.test(code) ? hashOf(code) : undefined;
}
