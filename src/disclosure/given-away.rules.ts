import {
  entryBlock,
  paragraphsOf,
  sectionBlock,
  textsOf,
  titleOf,
  type ReportSnapshot,
  type TextLocation,
} from '../snapshot/index.js';
import { walk } from './blocks.js';
import { figuresShown, figuresWithheld } from './measure-cells.js';
import { asRead, literally } from './normalise-text.js';
import { measuresContents } from './publications.queries.js';
import { withheldTexts } from './public-edition.js';

/*
 * What the public edition would say of something that it leaves out: its title, an amount of it, or a sentence of it in nearly the same words.
 * A sentence in the same words stops the edition; these are asked about, because a person has to judge them. Not found: the same in
 * other words, amounts in words, and titles of fewer than three words, which stand anywhere.
 */

export const GIVEN_AWAY_KINDS = ['title', 'amount', 'sentence'] as const;
type GivenAwayKind = (typeof GIVEN_AWAY_KINDS)[number];

/** A sentence of the public edition, with where it stands. */
export interface GivenAway {
  kind: GivenAwayKind;
  location: TextLocation;
  sentence: string;
}

const WORDS_OF_A_TITLE = 3;
/** Shorter sentences are alike by chance. */
const WORDS_OF_A_SENTENCE = 9;
/** Of the words of a withheld sentence, in their order. */
const NEARLY_ALL = 0.8;
/** Smaller amounts are also those of something else. */
const LEAST_AMOUNT = 1000;

/**
 * Pure. Nothing where nothing is withheld.
 * @param published of the same report, as anybody may read it.
 */
export function givenAway(sealed: ReportSnapshot, published: ReportSnapshot): GivenAway[] {
  const { publication } = sealed;
  if (!publication || publication.withheld.length === 0) return [];
  const withheld = new Set(publication.withheld.map(({ block }) => block));
  const sentences = sentencesOf(published);
  return [
    ...titlesIn(sentences, titlesOnly(sealed, published, withheld)),
    ...amountsIn(sentences, amountsOnly(sealed, published, withheld)),
    ...nearlyTheSame(sentences, withheldTexts(sealed, withheld)),
  ];
}

/** Values of suppressed cells that no other cell of the measure prints, by measure. */
export function suppressedValues(sealed: ReportSnapshot): Map<string, number[]> {
  const suppressed = sealed.publication?.suppressed ?? [];
  const found = new Map<string, number[]>();
  if (suppressed.length === 0) return found;
  const contents = measuresContents(sealed);
  const shown = new Set(
    figuresShown(contents, suppressed).map(({ measureId, value }) => `${measureId} ${value}`),
  );
  for (const { measureId, value } of figuresWithheld(contents, suppressed))
    if (!shown.has(`${measureId} ${value}`)) found.set(measureId, [...(found.get(measureId) ?? []), value]);
  return found;
}

interface Placed {
  location: TextLocation;
  sentence: string;
}

const sentencesOf = (published: ReportSnapshot): Placed[] =>
  textsOf(published).flatMap(({ location, text }) =>
    asRead(text)
      .split(/(?<=[.!?;])\s+|\n+/u)
      .map((sentence) => ({ location, sentence: sentence.trim() })),
  );

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\d]+(?:['-][\p{L}\d]+)*/gu) ?? [];

/** Titles of what is withheld that nothing public has as well. */
function titlesOnly(
  sealed: ReportSnapshot,
  published: ReportSnapshot,
  withheld: ReadonlySet<string>,
): string[] {
  const all = (report: ReportSnapshot, isMeant: (block: string) => boolean): string[] => {
    const titles = report.sections.flatMap((section) =>
      isMeant(sectionBlock(section)) ? [section.subject.title] : [],
    );
    walk(report.sections, {
      entry: (entry) => {
        const title = isMeant(entryBlock(entry)) ? titleOf(entry) : null;
        if (title !== null) titles.push(title);
      },
    });
    return titles.map((title) => asRead(title));
  };
  const publicTitles = new Set(all(published, () => true).map((title) => title.toLowerCase()));
  return all(sealed, (block) => withheld.has(block)).filter(
    (title) => wordsOf(title).length >= WORDS_OF_A_TITLE && !publicTitles.has(title.toLowerCase()),
  );
}

function titlesIn(sentences: readonly Placed[], titles: readonly string[]): GivenAway[] {
  if (titles.length === 0) return [];
  const pattern = new RegExp(`(?<![\\p{L}\\d])(?:${titles.map(literally).join('|')})(?![\\p{L}\\d])`, 'iu');
  return sentences.flatMap((one) => (pattern.test(one.sentence) ? [{ kind: 'title' as const, ...one }] : []));
}

const MONEY = /^-?\d+\.\d{2}$/u;

/** Amounts of withheld lines of a budget, in pounds, that no public line has as well. */
function amountsOnly(
  sealed: ReportSnapshot,
  published: ReportSnapshot,
  withheld: ReadonlySet<string>,
): number[] {
  const all = (report: ReportSnapshot, isMeant: (entry: { id: string }) => boolean): number[] => {
    const amounts: number[] = [];
    for (const { kind, content } of report.sections)
      if (kind === 'budget')
        walk(content, {
          entry: (entry) => {
            if (isMeant(entry))
              for (const value of Object.values(entry))
                if (typeof value === 'string' && MONEY.test(value)) amounts.push(Math.abs(Number(value)));
          },
        });
    return amounts;
  };
  const known = new Set(all(published, () => true));
  return all(sealed, (entry) => withheld.has(entryBlock(entry))).filter(
    (amount) => amount >= LEAST_AMOUNT && !known.has(amount),
  );
}

/** `£125,000`, `£125 000`, `£1.25m`, `£125k`, `£1.2 million` */
const POUNDS = /£ ?(?<whole>\d{1,3}(?:[, ]\d{3}(?!\d))+|\d+)(?:\.(?<part>\d{1,3}))?(?: ?(?<unit>k|thousand|m|mn|million)(?!\p{L}))?/giu; // prettier-ignore

function amountsIn(sentences: readonly Placed[], amounts: readonly number[]): GivenAway[] {
  if (amounts.length === 0) return [];
  return sentences.flatMap((one) =>
    [...one.sentence.matchAll(POUNDS)].some((match) => amounts.some((amount) => isSaidBy(match, amount)))
      ? [{ kind: 'amount' as const, ...one }]
      : [],
  );
}

/** Whole pounds are compared as they are; thousands and millions as they are rounded, with two digits at least. */
function isSaidBy({ groups }: RegExpMatchArray, amount: number): boolean {
  const { whole = '', part = '', unit } = groups ?? {};
  const said = Number(`${whole.replace(/[, ]/gu, '')}.${part || '0'}`);
  if (unit === undefined) return part === '' ? Math.round(amount) === said : amount === said;
  const times = unit.toLowerCase().startsWith('m') ? 1_000_000 : 1000;
  if (amount === said * times) return true;
  const digits = (whole + part).replace(/^0+/u, '').length;
  return digits >= 2 && Math.abs(amount - said * times) <= (0.5 * times) / 10 ** part.length;
}

/** Sentences that have nearly all words of a withheld one, in their order, and are not the same: those stop the edition. */
function nearlyTheSame(sentences: readonly Placed[], texts: readonly string[]): GivenAway[] {
  const hidden = texts
    .flatMap((text) =>
      paragraphsOf(text).flatMap((paragraph) => asRead(paragraph).split(/(?<=[.!?;])\s+|\n+/u)),
    )
    .map(wordsOf)
    .filter((words) => words.length >= WORDS_OF_A_SENTENCE);
  if (hidden.length === 0) return [];
  const same = new Set(hidden.map((words) => words.join(' ')));
  return sentences.flatMap((one) => {
    const words = wordsOf(one.sentence);
    if (words.length < WORDS_OF_A_SENTENCE * NEARLY_ALL || same.has(words.join(' '))) return [];
    const own = new Set(words);
    return hidden.some((secret) => {
      const least = secret.length * NEARLY_ALL;
      // To count words takes less time than to find their order.
      return secret.filter((word) => own.has(word)).length >= least && inOrder(secret, words) >= least;
    })
      ? [{ kind: 'sentence' as const, ...one }]
      : [];
  });
}

/** How many words two sentences have in common in one order: the longest common subsequence. */
function inOrder(one: readonly string[], other: readonly string[]): number {
  let before = new Array<number>(other.length + 1).fill(0);
  for (const word of one) {
    const row = [0];
    for (const [index, twin] of other.entries())
      row.push(word === twin ? (before[index] ?? 0) + 1 : Math.max(before[index + 1] ?? 0, row[index] ?? 0));
    before = row;
  }
  return before.at(-1) ?? 0;
}
