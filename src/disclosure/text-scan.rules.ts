import { asRead, literally } from './normalise-text.js';
import { TEXT_PATTERNS, type HitKind, type TextPattern } from './text-patterns.js';

/*
 * Looks through the texts that a public edition would print for what may let somebody be recognised. It finds ways of writing, not
 * meanings: it never proves that nobody can be recognised. A person decides, with this list as a start. Not looked for: names of
 * people whom the report does not know, schools and streets, what only somebody who knows the family would understand, and what two
 * editions say together.
 */

/** Printed wherever the list is shown, also when it is empty. */
export const SCAN_IS_NO_PROOF =
  'This list is the result of a search for common ways of writing what may let somebody be recognised. It is no proof that nobody can be: a person who may decide has to read the whole text before it is published.';

/** A passage that a person has to look at. */
export interface Hit {
  kind: HitKind;
  /** Of the text, as it was given. */
  label: string;
  /** The words found with a little context, as they are read: without marks of emphasis. */
  excerpt: string;
  /** The whole sentence, or sentences, in which they stand. */
  sentence: string;
  /** A plain sentence for the person who decides. */
  why: string;
}

/** Somebody whom the report knows. */
export interface KnownPerson {
  name: string;
  jobTitle: string;
}

interface Found {
  kind: HitKind;
  why: string;
  start: number;
  end: number;
}

/** Characters of context on either side. */
const CONTEXT = 40;
/** Characters before a match that decide whether it is one. */
const BEFORE = 60;
/** How a report prints the hash of a file; a third of them have nine digits in a row, which are nobody's number. */
const HASH = /(?<=SHA-256 )[0-9a-f]{64}(?![\p{L}\d])/gu;

/**
 * What may let somebody be recognised in these texts, in their order. Pure. Rather one hit too many than a miss.
 * @param texts in the Markdown subset of narratives, each with what it is called.
 * @param people known to the report: their names are hits, unless a name is only a job title.
 */
export function scanTexts(
  texts: readonly { label: string; text: string }[],
  people: readonly KnownPerson[],
): Hit[] {
  const reads = texts.map(({ text }) => asRead(text));
  // All at once: a pattern costs as much for a short text as for a long one, and none reaches across a line.
  const read = reads.join('\n');
  const searched = read.replace(HASH, (hash) => '#'.repeat(hash.length));
  const found = apart([...TEXT_PATTERNS, ...namePatterns(people)].flatMap((one) => findAll(one, searched)));
  const sentenceAt = sentences(read, found.length === 0 ? [] : sentenceEnds(read));
  let index = 0;
  let reach = reads[0]?.length ?? 0;
  return found.map(({ kind, why, start, end }) => {
    while (start > reach) reach += 1 + (reads[(index += 1)]?.length ?? 0);
    return {
      kind,
      label: texts[index]?.label ?? '',
      excerpt: excerptOf(read, start, end),
      sentence: sentenceAt(start, end),
      why,
    };
  });
}

/** Steps grow with the length of the text: what is asked of a paragraph is asked once, however many matches it has. */
export function findAll(
  { kind, why, pattern, unlessAfter = [], onlyWith, when }: TextPattern,
  read: string,
): Found[] {
  let paragraph = { end: -1, fits: false };
  const fits = (start: number, also: RegExp): boolean => {
    if (start >= paragraph.end) {
      const { words, end } = paragraphAt(read, start);
      paragraph = { end, fits: also.test(words) };
    }
    return paragraph.fits;
  };
  return [...read.matchAll(pattern)].flatMap((match) => {
    const start = match.index;
    const end = start + match[0].length;
    const before = read.slice(Math.max(0, start - BEFORE), start);
    if (unlessAfter.some((one) => one.test(before)) || (when && !when(match))) return [];
    return onlyWith && !fits(start, onlyWith) ? [] : [{ kind, why, start, end }];
  });
}

function paragraphAt(read: string, at: number): { words: string; end: number } {
  const line = read.indexOf('\n', at);
  const end = line === -1 ? read.length : line;
  return { words: read.slice(read.lastIndexOf('\n', at) + 1, end), end };
}

/** In the order of the text. Of hits of one kind that overlap, the one that begins first, and of those the longest. */
function apart(found: readonly Found[]): Found[] {
  const kept: Found[] = [];
  const reached = new Map<HitKind, number>();
  for (const one of found.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (one.start < (reached.get(one.kind) ?? 0)) continue;
    reached.set(one.kind, one.end);
    kept.push(one);
  }
  return kept;
}

/** Within the paragraph, cut between words. */
function excerptOf(read: string, start: number, end: number): string {
  // A line break further away decides nothing, and is not looked for.
  const nearest = Math.max(start - CONTEXT, 0);
  const from = nearest + read.slice(nearest, start).lastIndexOf('\n') + 1;
  const following = read.slice(end, end + CONTEXT);
  const line = following.indexOf('\n');
  const to = end + (line === -1 ? following.length : line);
  const begins = from === 0 || read[from - 1] === '\n';
  const stops = to === read.length || read[to] === '\n';
  const before = read.slice(from, start);
  const after = read.slice(end, to);
  return [
    begins ? before : `… ${before.replace(/^\S*\s+/u, '')}`,
    read.slice(start, end),
    stops ? after : `${after.replace(/\s+\S*$/u, '')} …`,
  ]
    .join('')
    .replace(/\s+/gu, ' ');
}

/** Where sentences begin after the first one. */
function sentenceEnds(read: string): number[] {
  return [...read.matchAll(/(?<=[.!?]["')]?) (?=["'(]?[\p{Lu}\d])|\n/gu)].map(({ index }) => index + 1);
}

/**
 * The sentence, or sentences, in which a passage stands. Ask for passages in the order of the text: the ends are walked along once. Passages
 * of one sentence get the same string, so that it is compared and hashed once.
 * @param ends where sentences begin after the first one, in order.
 */
export function sentences(read: string, ends: readonly number[]): (start: number, end: number) => string {
  let next = 0;
  let [from, to, words] = [0, -1, ''];
  return (start, end) => {
    while (next < ends.length && (ends[next] ?? 0) <= start) next++;
    let last = next;
    while (last < ends.length && (ends[last] ?? 0) < end) last++;
    const bounds = [next === 0 ? 0 : (ends[next - 1] ?? 0), ends[last] ?? read.length] as const;
    if (from !== bounds[0] || to !== bounds[1]) {
      [from, to] = bounds;
      words = read.slice(from, to).trim();
    }
    return words;
  };
}

const partsOf = (name: string): string[] => name.split(/\s+/u).filter((part) => part !== '');
const sameWords = (words: string): string => partsOf(words.normalize('NFKC')).join(' ').toLowerCase();

const HONORIFIC =
  '(?:mr|mrs|ms|miss|mx|dr|doctor|prof|professor|sir|dame|lord|lady|cllr|councillor|rev|reverend|judge)\\.?';

/** People who are called by a name of their own. An account called by its job tells nobody’s name. */
function named<Person extends KnownPerson>(people: readonly Person[]): Person[] {
  const titles = new Set(people.map(({ jobTitle }) => sameWords(jobTitle)));
  return people.filter(({ name }) => partsOf(name).length > 0 && !titles.has(sameWords(name)));
}

function namePatterns(people: readonly KnownPerson[]): TextPattern[] {
  const spellings = new Set<string>();
  const single = new Set<string>();
  for (const { name } of named(people)) {
    const parts = partsOf(asRead(name).replace(new RegExp(`^${HONORIFIC} `, 'iu'), '')).map(literally);
    const [first, last] = [parts[0], parts.at(-1)];
    if (first === undefined || last === undefined) continue;
    if (parts.length === 1) {
      single.add(first);
    } else {
      spellings.add(parts.join(' '));
      spellings.add(`${first} ${last}`);
      spellings.add(`${last}, ${first}`);
    }
    spellings.add(`${HONORIFIC} (?:[\\p{L}'.-]+ ){0,2}?${last}`);
  }
  const why = 'The name of somebody whom the report knows: a job title would do.';
  const pattern = (words: ReadonlySet<string>, flags: string): TextPattern[] =>
    words.size === 0
      ? []
      : [
          {
            kind: 'name',
            why,
            pattern: new RegExp(`(?<![\\p{L}\\d])(?:${[...words].join('|')})(?![\\p{L}\\d])`, flags),
          },
        ];
  // A name of one word may be an ordinary word as well: only as it is written.
  return [...pattern(spellings, 'giu'), ...pattern(single, 'gu')];
}

/** Printed for somebody without a job title, or where two people of one name have different ones. */
const NOBODY_IN_PARTICULAR = 'a member of staff';

/**
 * Puts the job title in the place of each known person’s full name: whatever the case and the white space in it, never inside of a longer
 * word or a double-barrelled name; a possessive stays. Everything else is untouched, and so are other spellings of a name (with
 * marks of emphasis, an initial, a surname alone): `scanTexts` finds those that it knows.
 */
export function namesToTitles(text: string, people: readonly KnownPerson[]): string {
  const byName = new Map<string, { pattern: string; title: string }>();
  for (const { name, jobTitle } of named(people)) {
    const known = byName.get(sameWords(name));
    const title = jobTitle.trim() === '' ? NOBODY_IN_PARTICULAR : jobTitle.trim();
    byName.set(sameWords(name), {
      pattern: partsOf(name).map(literally).join('\\s+'),
      title: known && known.title !== title ? NOBODY_IN_PARTICULAR : title,
    });
  }
  // The longest first: “Ada Example Smith” is not “Ada Example”.
  const names = [...byName.values()].toSorted((a, b) => b.pattern.length - a.pattern.length);
  if (names.length === 0) return text;
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{M}\\d]|\\p{L}[-'’])(?:${names.map((one) => `(${one.pattern})`).join('|')})(?![\\p{L}\\p{M}\\d]|-\\p{L})`,
    'giu',
  );
  return text.replace(pattern, (whole, ...groups: unknown[]) => {
    const index = names.findIndex((_, at) => groups[at] !== undefined);
    return names[index]?.title ?? whole;
  });
}
