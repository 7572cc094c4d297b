import { monthsOf } from '../performance/index.js';
import { MONTH_NAMES } from '../programmes/index.js';
import type { MeasureFacts } from './measure-facts.js';

/**
 * Reads figures out of sentences. It would rather miss one than take one for what it is not: a wrong question costs its reader more
 * than a question that was not asked. What is missed: amounts in words, figures more than a few words away from what they are about,
 * sentences that compare (with a target, another area, another year) and sentences about what may or shall be.
 */

/** A figure as somebody wrote it. */
export interface Stated {
  value: number;
  /** Digits after the point, as written. */
  decimals: number;
  start: number;
  end: number;
}

/** Sentences of a narrative, without its marks of emphasis and of lists; white space is one space. */
export function sentencesOf(text: string): string[] {
  return text
    .replace(/[*_`#]/gu, '')
    .split(/(?<=[.!?;])\s+|\n+/u)
    .map((sentence) => sentence.replace(/\s+/gu, ' ').trim())
    .filter((sentence) => sentence !== '');
}

/** In a sentence that says one of these, a figure may be that of another place. */
const COMPARES = /\b(?:national(?:ly)?|england|regional(?:ly)?|average|neighbours?)\b/iu;
/** … or of another time, or of one kind of staff among others. */
const ELSEWHERE =
  /\b(?:target|previous(?:ly)?|formerly|last|ago|agency|turnover|caseloads?|forecast|restated|corrected|(?:19|20)\d\d)\b/iu;
const CHANGES = '(?:bring|reduce|cut|lower|raise|increase|reach|get|keep|hold|achieve|improve)';
/** … or what may be, or what is aimed at. */
const SUPPOSES = new RegExp(
  `\\b(?:if|unless|until|may|might|could|would|should|must|shall|will|aim(?:s|ed|ing)?|intend(?:s|ed)?|hope[sd]?|expect(?:s|ed)?|goal|ambition)\\b|\\bto\\s+${CHANGES}\\b|^${CHANGES}\\b`,
  'iu',
);

/** Whether a sentence says how things are now, here, without comparing. */
const tellsOfNow = (sentence: string): boolean => tells(sentence) && !COMPARES.test(sentence);
const tells = (sentence: string): boolean => !ELSEWHERE.test(sentence) && !SUPPOSES.test(sentence);

const MONTH = new RegExp(`\\b(?:${MONTH_NAMES.join('|')})\\b`, 'gu');

/** The months that a sentence names. @returns `01`, `12`, … */
export const monthsIn = (sentence: string): string[] =>
  [...sentence.matchAll(MONTH)].map(([name]) =>
    String((MONTH_NAMES as readonly string[]).indexOf(name) + 1).padStart(2, '0'),
  );

/** The figure, rounded as it is written, is what was stated. */
export function says({ value, decimals }: Pick<Stated, 'value' | 'decimals'>, figure: number): boolean {
  return Math.abs(figure - value) <= 0.5 * 10 ** -decimals + 1e-9;
}

const PERCENTAGE = /(?<![\d.,-])(?<whole>\d{1,3})(?:\.(?<part>\d{1,2}))?\s?(?:%|per cent\b|percent\b)(?! points?\b)/giu; // prettier-ignore
/** Before a figure that is not what something is: what it changed by, came from, is near to, or shall come to. */
const NO_STATE =
  /\b(?:by|from|than|below|under|above|over|about|around|nearly|almost|approximately|roughly|up to|at least|at most|between)\s+$/iu;
const CAME_TO =
  /\b(?:ris(?:en|es|ing)|rose|fall(?:en|s|ing)?|fell|(?:increas|improv|decreas|reduc)(?:ed|es|ing)|dropp?(?:ed|s|ing)|grown|grew|grows|up|down|climbed|com(?:es|e)|came)\s+(?:back\s+|again\s+)?to\s+$/iu;

/** As far as words about a figure may stand from it; the longest sentences are not sentences. */
const NEAR = 60;

function isState(sentence: string, { start }: Stated): boolean {
  const before = sentence.slice(Math.max(0, start - NEAR), start);
  return !NO_STATE.test(before) && (!/\bto\s+$/iu.test(before) || CAME_TO.test(before));
}

function statedBy(match: RegExpMatchArray): Stated {
  const { whole = '', part = '' } = match.groups ?? {};
  const start = match.index ?? 0;
  return {
    value: Number(`${whole.replaceAll(',', '')}.${part || '0'}`),
    decimals: part.length,
    start,
    end: start + match[0].length,
  };
}

/** The percentages of a sentence that say what something is. */
function percentagesIn(sentence: string): Stated[] {
  return [...sentence.matchAll(PERCENTAGE)].map(statedBy).filter((stated) => isState(sentence, stated));
}

/** Somebody or something named in a sentence. */
interface Mention {
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

function teamsIn(
  sentence: string,
  teams: readonly { id: string; name: string }[],
): (Mention & { id: string })[] {
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
  if (!/\bvacan/iu.test(sentence) || !tellsOfNow(sentence)) return [];
  const mentions = teamsIn(sentence, teams);
  return percentagesIn(sentence).flatMap((stated) => {
    const next = mentions.find(({ start }) => start >= stated.end);
    const last = mentions.findLast(({ end }) => end <= stated.start);
    if (next && LEADS_TO.test(sentence.slice(stated.end, next.start)))
      return [{ ...stated, teamId: next.id }];
    if (last && FOLLOWS.test(sentence.slice(last.end, stated.start))) return [{ ...stated, teamId: last.id }];
    return [];
  });
}

type Named = Pick<MeasureFacts['definition'], 'title' | 'reference'>;

/** Words that people put in or leave out where they name the same thing. */
const SMALL_WORDS: ReadonlySet<string> = new Set(
  'a an the of our all that which who were was are is been have has had'.split(' '),
);

const wordsOf = (text: string): (Mention & { word: string })[] =>
  [...text.matchAll(/[\p{L}\d]+(?:['’-][\p{L}\d]+)*/gu)]
    .map((match) => ({
      word: match[0].toLowerCase(),
      start: match.index,
      end: match.index + match[0].length,
    }))
    .filter(({ word }) => !SMALL_WORDS.has(word));

/**
 * The words by which a text would name a measure: its title without “% of”, “number of” and additions in brackets; none where that
 * is too short to be sure.
 */
function wordsOfMeasure(title: string): string[] {
  const named = title
    .replace(/\s*\([^)]*\)/gu, '')
    .replace(/^(?:the\s+)?(?:%|percentage|number|no\.?)(?:\s+of)?\s+/iu, '')
    .replace(/\s*%$/u, '')
    .trim();
  return named.length >= 15 && named.split(/\s+/u).length >= 3 ? wordsOf(named).map(({ word }) => word) : [];
}

/** Each measure is looked for in every sentence of a report. */
const namesOfMeasures = new WeakMap<Named, string[]>();
function nameOf(measure: Named): string[] {
  let words = namesOfMeasures.get(measure);
  if (words === undefined) namesOfMeasures.set(measure, (words = wordsOfMeasure(measure.title)));
  return words;
}

/**
 * Where a sentence names a measure: by its words, or by a reference of several parts (“1.2.1”).
 * @param words of the sentence, found once for all measures.
 */
function mentionOf(sentence: string, words: ReturnType<typeof wordsOf>, measure: Named): Mention | null {
  const { reference } = measure;
  const wanted = nameOf(measure);
  const at =
    wanted.length === 0
      ? -1
      : words.findIndex((_, index) => wanted.every((word, offset) => words[index + offset]?.word === word));
  const [first, last] = [words[at], words[at + wanted.length - 1]];
  if (first && last) return { start: first.start, end: last.end };
  if (reference === null || !/^\d+(?:\.\d+){2,}$/u.test(reference)) return null;
  const found = new RegExp(`(?<![\\d.])${escaped(reference)}(?![\\d.]*\\d)`, 'u').exec(sentence);
  return found && { start: found.index, end: found.index + reference.length };
}

/** The measures that a text names, whatever it says of them. */
export const isNamedIn = (text: string, measure: Named): boolean =>
  sentencesOf(text).some((sentence) => mentionOf(sentence, wordsOf(sentence), measure) !== null);

/**
 * Whether a text speaks of a measure in any way: names it, has its whole title however short, or has most of the words that tell the title
 * from others. Too generous for a question; right for saying that something is not there.
 */
export const isMentionedIn = (text: string, measure: Named): boolean =>
  isNamedIn(text, measure) || isSpokenOf(text, measure) || hasTitle(text, measure.title);

function hasTitle(text: string, title: string): boolean {
  const whole = sentencesOf(title).join(' ').toLowerCase();
  return sentencesOf(text).some((sentence) => {
    const at = sentence.toLowerCase().indexOf(whole);
    return at >= 0 && !/[\p{L}\d]/u.test(`${sentence[at - 1] ?? ''}${sentence[at + whole.length] ?? ''}`);
  });
}

/** Words that most titles of measures have: to share one of them says nothing. */
const COMMON_WORDS: ReadonlySet<string> = new Set(
  `children child young people person persons looked after care number percentage per cent rate average within month months year years
  date total with from for and in on at by to over under than more or not as this that least`.split(/\s+/u),
);
/** Letters by which forms of one word are known as such: fell, falling; assess, assessment. */
const STEM = 5;
const tellingWords = (text: string): Set<string> =>
  new Set(
    wordsOf(text)
      .filter(({ word }) => !COMMON_WORDS.has(word) && /\p{L}{3}/u.test(word))
      .map(({ word }) => word.slice(0, STEM)),
  );

/**
 * Whether a sentence speaks of a measure without naming it: it has two or more of the words that tell its title from others, and at least
 * half of them. “Long-term stability fell” speaks of “Long-term stability of placements”. Titles with fewer words of their own have to
 * be named.
 */
export function isSpokenOf(text: string, { title }: Named): boolean {
  const telling = tellingWords(title);
  return sentencesOf(text).some((sentence) => {
    const said = [...tellingWords(sentence)].filter((word) => telling.has(word)).length;
    return said >= 2 && said * 2 >= telling.size;
  });
}

/** The one measure that a sentence names; null where it names none or several. A longer name holds a shorter one in it. */
function measureIn<Measure extends { definition: Named }>(
  sentence: string,
  measures: readonly Measure[],
): { measure: Measure; mention: Mention } | null {
  const words = wordsOf(sentence);
  const found = measures.flatMap((measure) => {
    const mention = mentionOf(sentence, words, measure.definition);
    return mention ? [{ measure, mention }] : [];
  });
  const [longest, next] = found.toSorted((a, b) => lengthOf(b.mention) - lengthOf(a.mention));
  if (!longest) return null;
  const { start, end } = longest.mention;
  const others = found.filter(
    (one) => one !== longest && !(one.mention.start >= start && one.mention.end <= end),
  );
  const isTwin = next !== undefined && lengthOf(next.mention) === lengthOf(longest.mention);
  return others.length > 0 || isTwin ? null : longest;
}
const lengthOf = ({ start, end }: Mention): number => end - start;

const NUMBER = String.raw`(?<![\d.,£/-])(?<whole>\d{1,3}(?:,\d{3})+|\d{1,6})(?:\.(?<part>\d{1,2}))?`;
/** What stands between the name of a measure and its figure. */
const IS = String.raw`^(?:\s*[:(–—]\s*|\s+(?:at|of)\s+|\s+(?:is|are|was|were|(?:has|have) been|stands?|stood|remain(?:s|ed)?|reached)\s+(?:now\s+|still\s+|only\s+)?(?:at\s+)?|\s+(?:rose|fell|came|(?:has|have) (?:risen|fallen|come))\s+(?:back\s+)?to\s+)`;
/** What may follow so that a count is of all, and not of some, and of a time that the report tells about. */
const OF_ALL = String.raw`(?=\s*(?:[.,;:!?)–—](?!\d)|$)|\s+(?:in total|in all|and|but|because|while|(?:in|during|for)\s+(?:${MONTH_NAMES.join('|')}|(?:the|this) (?:month|period|quarter)))\b)`;
const MORE_OR_LESS = String.raw`(?!\s+(?:longer|shorter|more|less|fewer|over|above|under|below|quicker|slower|faster|better|worse|late|early|of)\b)`;
/** `There were 35 missing children …`; not `Theme 1: …`, nor `12 of the …`. */
const COUNTED = new RegExp(
  String.raw`(?:^|[,:(–—]\s*|\b(?:there|were|was|are|had|has|have|saw|recorded|reported|counted|the|and|but|only|still|just)\s+)${NUMBER}\s+$`,
  'iu',
);
const COUNT_AFTER = new RegExp(`${IS}${NUMBER}${OF_ALL}`, 'iu');
const ALL = new RegExp(`^${OF_ALL}`, 'u');
const time = (unit: string): RegExp =>
  new RegExp(String.raw`${IS}${NUMBER}\s*(?:calendar\s+)?${unit}s?\b${MORE_OR_LESS}`, 'iu');
const TIMES = { days: time('day'), weeks: time('week') } as const;

/** How the figures of a measure are read out of a sentence that names it, by its unit; of other units none are. */
function figuresOf(
  sentence: string,
  { start, end }: Mention,
  unit: MeasureFacts['definition']['unit'],
): Stated[] {
  // A name may end or stand in quotation marks.
  const before = sentence.slice(0, start).replace(/[‘'“"]$/u, '');
  const after = sentence.slice(end).replace(/^[’'”"]/u, '');
  const matched = (match: RegExpExecArray | null): Stated[] => (match ? [statedBy(match)] : []);
  switch (unit) {
    case 'percent':
      return percentagesIn(sentence).filter((one) => one.end <= start || one.start >= end);
    case 'count':
      return [...(ALL.test(after) ? matched(COUNTED.exec(before)) : []), ...matched(COUNT_AFTER.exec(after))];
    case 'days':
    case 'weeks':
      return matched(TIMES[unit].exec(after));
    case 'fte':
    case 'pounds':
    case null:
      return [];
  }
}

/** A figure that a sentence gives for a measure. */
interface StatedOfMeasure<Measure> extends Stated {
  measure: Measure;
}

/**
 * What a sentence says that a measure is, now and here: only where it names exactly one, and tells of no month that the report does not
 * print.
 */
export function measuresStatedIn<Measure extends MeasureFacts>(
  sentence: string,
  measures: readonly Measure[],
): StatedOfMeasure<Measure>[] {
  // Most sentences have no figure, and to look for a name takes time.
  const found = /\d/u.test(sentence) ? measureIn(sentence, measures) : null;
  if (!found) return [];
  const { measure, mention } = found;
  const rest = `${sentence.slice(0, mention.start)}…${sentence.slice(mention.end)}`;
  const printed = new Set(measure.months.flatMap(({ month }) => monthsOf(month).map((one) => one.slice(5))));
  if (!tellsOfNow(rest) || monthsIn(rest).some((month) => !printed.has(month))) return [];
  return figuresOf(sentence, mention, measure.definition.unit).map((stated) => ({ ...stated, measure }));
}

type Area = MeasureFacts['benchmarks'][number]['area'];

/** Between an area and its figure; the name of the measure is “…”. A comma may end what is said of the area. */
const WHOSE = String.raw`(?:\s+(?:average|figure|rate|level|mean|benchmark))?(?:\s+(?:for|of|in|is|was|are|were|at|stands|it|the|…))*\s*[:(]?\s*$`;
/** How a sentence says whose figure the percentage beside it is. */
const AREAS: readonly { area: Area; before: RegExp; after: RegExp }[] = [
  {
    area: 'national',
    before: new RegExp(String.raw`\b(?:national(?:ly)?|england)${WHOSE}`, 'iu'),
    after: /^\s*(?:nationally|(?:in|for|across)\s+england)\b/iu,
  },
  {
    area: 'region',
    before: new RegExp(String.raw`\bregional(?:ly)?${WHOSE}`, 'iu'),
    after: /^\s*(?:regionally|(?:in|for|across)\s+the\s+region)\b/iu,
  },
  {
    area: 'neighbours',
    before: new RegExp(String.raw`\bneighbours?${WHOSE}`, 'iu'),
    after: /^\s*(?:among|for|of)\s+(?:our\s+|the\s+)?(?:statistical\s+)?neighbours\b/iu,
  },
];

/** The benchmarks, in per cent, that a sentence gives for the one measure that it names. */
export function benchmarksStatedIn<Measure extends MeasureFacts>(
  sentence: string,
  measures: readonly Measure[],
): (StatedOfMeasure<Measure> & { area: Area })[] {
  if (!COMPARES.test(sentence) || !/\d/u.test(sentence)) return [];
  const found = measureIn(sentence, measures);
  if (found?.measure.definition.unit !== 'percent') return [];
  const { measure, mention } = found;
  if (!tells(`${sentence.slice(0, mention.start)}…${sentence.slice(mention.end)}`)) return [];
  return figuresOf(sentence, mention, 'percent').flatMap((stated) => {
    // “The national average of … is 83%”: the words between are the name of the measure.
    const since = Math.max(0, stated.start - NEAR);
    const before =
      mention.end <= stated.start
        ? `${sentence.slice(Math.max(0, mention.start - NEAR), mention.start)}…${sentence.slice(Math.max(mention.end, since), stated.start)}`
        : sentence.slice(since, stated.start);
    const after = sentence.slice(stated.end, stated.end + NEAR);
    const one =
      AREAS.find((area) => area.after.test(after)) ?? AREAS.find((area) => area.before.test(before));
    return one ? [{ ...stated, measure, area: one.area }] : [];
  });
}
