import { createHash } from 'node:crypto';

/** The cookie holds 256 random bits; the table their hash. */
export const sessionHash = (sessionId: string): Buffer => createHash('sha256').update(sessionId).digest();
