import type { EditionName } from '../../snapshot/index.js';
import { sha256Hex } from '../../platform/index.js';

/** One file of a pack. Names are made by us: ASCII, with the folder of the edition where it is a stored file. */
export interface PackFile {
  name: string;
  bytes: Buffer;
  /** People who may read this edition may read the file. */
  edition: EditionName;
  format: 'pdf' | 'html' | 'csv' | 'json' | 'txt';
  /** Of a stored printing: the version against which it says what changed. */
  sinceId?: string | null;
}

/** Why a pack holds the exempt part, or not. */
export const EXEMPT_PARTS = {
  included: 'The exempt part is in the folder “exempt”. It is not for publication.',
  nothing: 'Nothing of this version is withheld: the public edition is the whole report.',
  'not-asked': 'The exempt part was not asked for. This pack holds the public edition alone.',
  'not-permitted':
    'The exempt part was left out: the person who made this pack may not read it. This pack holds the public edition alone.',
} as const;
export type ExemptPart = keyof typeof EXEMPT_PARTS;

/**
 * Whether the exempt part belongs in a pack. A committee that gets the public edition never gets the other one by default.
 * @param asked undefined = what the committee gets.
 */
export function exemptPart(facts: {
  /** The version has an exempt edition. */
  exists: boolean;
  /** The edition that went to the committee. */
  sent: EditionName;
  asked: boolean | undefined;
  permitted: boolean;
}): ExemptPart {
  if (!facts.exists) return 'nothing';
  if (!(facts.asked ?? facts.sent === 'exempt')) return 'not-asked';
  return facts.permitted ? 'included' : 'not-permitted';
}

/** What a pack holds, for the program that imports it and for people who check it. It lists every file but itself. */
export function manifest(
  about: Record<string, unknown>,
  exempt: ExemptPart,
  files: readonly PackFile[],
): PackFile {
  const text = {
    format: 'highlight-report-pack/1',
    ...about,
    exemptPart: { included: exempt === 'included', why: EXEMPT_PARTS[exempt] },
    files: files.map(({ name, bytes, edition, format, sinceId }) => ({
      name,
      bytes: bytes.length,
      sha256: sha256Hex(bytes),
      edition,
      format,
      ...(sinceId === undefined ? {} : { sinceId }),
    })),
  };
  return json('manifest.json', text, 'public');
}

export const json = (name: string, value: unknown, edition: EditionName): PackFile => ({
  name,
  bytes: Buffer.from(`${JSON.stringify(value, null, 2)}\n`),
  edition,
  format: 'json',
});

/** Windows lets no text end its lines otherwise; every editor reads it. */
export const text = (name: string, words: string, edition: EditionName): PackFile => ({
  name,
  bytes: Buffer.from(words.replace(/\r?\n/gu, '\r\n')),
  edition,
  format: 'txt',
});
