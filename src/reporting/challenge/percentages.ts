/**
 * Reads percentages out of sentences. It would rather miss one than take one for what it is not: a wrong question costs its reader
 * more than a question that was not asked. What is missed: amounts in words, percentages more than a few words away from what they
 * are about, sentences that compare (with a target, another area, another year).
 */

/** A percentage as somebody wrote it. */
export interface Stated {
  value: number;
  /** Digits after the point, as written. */
  decimals: number;
  start: number;
  end: number;
}

const PERCENTAGE = /(?<![\d.,-])(\d{1,3})(?:\.(\d{1,2}))?\s?(?:%|per cent\b|percent\b)(?! points?\b)/giu;

/** In a sentence that says one of these, a percentage may be of another time, place or kind. */
const COMPARES =
  /\b(?:target|national(?:ly)?|england|regional(?:ly)?|average|neighbours?|previous(?:ly)?|last|ago|agency|turnover|caseloads?|forecast|(?:19|20)\d\d)\b/iu;

/** Sentences of a narrative, without its marks of emphasis and of lists. */
export function sentencesOf(text: string): string[] {
  return text
    .replace(/[*_`#]/gu, '')
    .split(/(?<=[.!?;])\s+|\n+/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}

export const compares = (sentence: string): boolean => COMPARES.test(sentence);

/** The percentages of a sentence; not what something changed by (“by 5%”). */
export function percentagesIn(sentence: string): Stated[] {
  return [...sentence.matchAll(PERCENTAGE)]
    .map((match) => ({
      value: Number(`${match[1] ?? ''}.${match[2] ?? '0'}`),
      decimals: match[2]?.length ?? 0,
      start: match.index,
      end: match.index + match[0].length,
    }))
    .filter(
      ({ start }) => !/\bby\s+(?:about\s+|nearly\s+|almost\s+|over\s+)?$/iu.test(sentence.slice(0, start)),
    );
}

/** The figure, rounded as the percentage is written, is that percentage. */
export function says({ value, decimals }: Pick<Stated, 'value' | 'decimals'>, figure: number): boolean {
  return Math.abs(figure - value) <= 0.5 * 10 ** -decimals + 1e-9;
}

/** Somebody or something named in a sentence. */
interface Mention {
  id: string;
  start: number;
  end: number;
}

const escaped = (words: string): string => words.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');

/**
 * The ways in which a text may name a team: “Single Assessment teams (SATs)” also as “Single Assessment teams” or “SATs”.
 * One ordinary word (“Fostering”) names a team only with the word “team”: alone it names the work.
 */
function patternsOf(name: string): RegExp[] {
  const [, short] = /\(([^)]+)\)/u.exec(name) ?? [];
  const long = name.replace(/\s*\([^)]*\)/gu, '').trim();
  const bare = long.replace(/\s+teams?$/iu, '');
  const isShort = (words: string): boolean => /^[A-Z]{2,}[a-z]?$/u.test(words);
  const patterns: RegExp[] = [];
  if (/\s/u.test(long)) patterns.push(new RegExp(`(?<![\\p{L}\\d])${escaped(long)}(?![\\p{L}\\d])`, 'giu'));
  else if (!isShort(long) && long !== '')
    patterns.push(new RegExp(`(?<![\\p{L}\\d])${escaped(long)}\\s+teams?(?![\\p{L}\\d])`, 'giu'));
  for (const words of [short, bare])
    if (words !== undefined && isShort(words))
      patterns.push(new RegExp(`(?<![\\p{L}\\d])${escaped(words)}(?![\\p{L}\\d])`, 'gu'));
  return patterns;
}

function mentionsIn(sentence: string, teams: readonly { id: string; name: string }[]): Mention[] {
  return teams
    .flatMap(({ id, name }) =>
      patternsOf(name).flatMap((pattern) =>
        [...sentence.matchAll(pattern)].map((match) => ({
          id,
          start: match.index,
          end: match.index + match[0].length,
        })),
      ),
    )
    .toSorted((a, b) => a.start - b.start || b.end - a.end);
}

/** `78% in the SATs` */
const LEADS_TO = /^\s*(?:in|for|within|at)\s+(?:the\s+|our\s+)?$/iu;
/** `the SATs (78%)`, `the SAFS team, which has a vacancy rate of 43%` */
const FOLLOWS = /^[^%.;\d]{0,45}$/u;

/**
 * The vacancy rates that a sentence gives for these teams. Only where the sentence is about vacancies, compares nothing, and
 * team and percentage stand together.
 */
export function vacancyRatesIn(
  sentence: string,
  teams: readonly { id: string; name: string }[],
): (Stated & { teamId: string })[] {
  if (!/\bvacan/iu.test(sentence) || compares(sentence)) return [];
  const mentions = mentionsIn(sentence, teams);
  return percentagesIn(sentence).flatMap((stated) => {
    const next = mentions.find(({ start }) => start >= stated.end);
    const last = mentions.findLast(({ end }) => end <= stated.start);
    if (next && LEADS_TO.test(sentence.slice(stated.end, next.start)))
      return [{ ...stated, teamId: next.id }];
    if (last && FOLLOWS.test(sentence.slice(last.end, stated.start))) return [{ ...stated, teamId: last.id }];
    return [];
  });
}

/**
 * The words by which a text would name a measure: its title without “% of”, “number of” and additions in brackets, in lower case;
 * null where that is too short to be sure.
 */
export function wordsOfMeasure(title: string): string | null {
  const words = title
    .toLowerCase()
    .replace(/\s*\([^)]*\)/gu, '')
    .replace(/^(?:the\s+)?(?:%|percentage|number|no\.?)(?:\s+of)?\s+/u, '')
    .replace(/\s*%$/u, '')
    .replace(/\s+/gu, ' ')
    .trim();
  return words.length >= 15 && words.split(' ').length >= 3 ? words : null;
}

/** Whether a sentence names a measure by its words or by a reference of several parts (“1.2.1”). */
export function namesMeasure(
  sentence: string,
  { title, reference }: { title: string; reference: string | null },
): boolean {
  const words = wordsOfMeasure(title);
  if (words !== null && sentence.toLowerCase().replace(/\s+/gu, ' ').includes(words)) return true;
  return (
    reference !== null &&
    /^\d+(?:\.\d+){2,}$/u.test(reference) &&
    new RegExp(`(?<![\\d.])${escaped(reference)}(?![\\d.]*\\d)`, 'u').test(sentence)
  );
}
