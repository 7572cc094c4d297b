import { createHash, randomBytes } from 'node:crypto';

/** Milliseconds for which a link counts once it is out. */
export const LINK_LIFE_MS = 60 * 60 * 1000;

const SHAPE = /^[\w-]{43}$/;

/** 256 random bits, as an address can carry them. */
export const newLinkToken = (): string => randomBytes(32).toString('base64url');

/** What is stored of it. The token is random, so a slow hash would add nothing. */
export const linkTokenHash = (token: string): Buffer => createHash('sha256').update(token).digest();

export const isLinkToken = (text: string): boolean => SHAPE.test(text);

/** The page on which the password is chosen. */
export const linkAddress = (publicUrl: string, token: string): string =>
  new URL(`/password/new?token=${token}`, publicUrl).href;
