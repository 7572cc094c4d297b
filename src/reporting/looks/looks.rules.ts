/** What a report said, and when somebody saw it say so. */
export interface Look {
  sha256: string;
  /** ISO instant. */
  at: string;
}

/** The last look of a person, and that of the sitting before. */
export interface KnownLooks {
  last: Look;
  before: Look | null;
}

/** Looks that follow each other within this time are one sitting: what changed before it does not vanish when a page is opened again. */
const SITTING_MS = 30 * 60_000;

/**
 * @returns what is kept of this look, and the look that it is held against: that of the sitting before, null at the first.
 */
export function lookAgain(known: KnownLooks | null, now: Look): { kept: KnownLooks; since: Look | null } {
  if (known === null) return { kept: { last: now, before: null }, since: null };
  const isSameSitting = Date.parse(now.at) - Date.parse(known.last.at) < SITTING_MS;
  const before = isSameSitting ? known.before : known.last;
  return { kept: { last: now, before }, since: before };
}

/** Words that people read in a minute: adults, of English that tells facts, silently (Brysbaert, 2019, a review of 190 studies). */
const WORDS_A_MINUTE = 238;

/** @returns whole minutes, at least one. */
export function minutesToRead(texts: readonly string[]): number {
  const words = texts.reduce(
    (sum, text) => sum + (text.match(/[\p{L}\d][\p{L}\d.,%£’'-]*/gu)?.length ?? 0),
    0,
  );
  return Math.max(1, Math.ceil(words / WORDS_A_MINUTE));
}
