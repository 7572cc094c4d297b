import { createHash, randomBytes } from 'node:crypto';

/**
 * What happens at an address.
 * - `opened`: the page was asked for: by a person, or by a program that looks through mails and follows what it finds. It proves nothing.
 * - `fetched`: somebody pressed the button that gives the file. - `read`: a program read the file through the API.
 * - `acknowledged`: somebody said that they have received the papers. Once for each delivery.
 * - `made`, `withdrawn`: by a person who manages papers.
 */
export const LINK_EVENTS = ['opened', 'fetched', 'read', 'acknowledged', 'made', 'withdrawn'] as const;
export type LinkEvent = (typeof LINK_EVENTS)[number];

/** Those that only whoever has the address causes. */
export type ReaderEvent = Exclude<LinkEvent, 'made' | 'withdrawn'>;

/** `replaced`: a newer version of the report has taken the place of the one that it leads to. */
export const ADDRESS_STATES = ['open', 'replaced', 'withdrawn', 'expired'] as const;
export type AddressState = (typeof ADDRESS_STATES)[number];

/** An address that is to be kept once what carries it is about to leave. The address itself is kept nowhere. */
export interface NewLink {
  tokenHash: Buffer;
  userId: string | null;
  givesFile: boolean;
  days: number;
}

export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest();

/** 256 random bits: nobody guesses it. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** Whether a text can be a token at all. */
export const isToken = (text: string): boolean => /^[\w-]{43}$/.test(text);

/** Where somebody reads what a delivery brought. */
export const addressFor = (publicUrl: string, token: string): string =>
  new URL(`/received/${token}`, publicUrl).href;

/** Where a program reads the file. */
export const fileAddressFor = (publicUrl: string, token: string): string =>
  new URL(`/api/v1/received/${token}/file`, publicUrl).href;
