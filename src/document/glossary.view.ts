import { asRead, literally } from '../disclosure/index.js';
import { FIELD_TERMS, KNOWN_TO_ALL, type Term } from './known-abbreviations.js';

const alphabetical = new Intl.Collator('en-GB');
const byTerm = (a: Term, b: Term): number => alphabetical.compare(a.term, b.term);

/** The terms of a programme with those of the field; its own meaning of a term counts, however it is written. */
export function termsOf(own: readonly Term[], field: readonly Term[] = FIELD_TERMS): Term[] {
  const mine = new Set(own.map(({ term }) => term.toLowerCase()));
  return [...own, ...field.filter(({ term }) => !mine.has(term.toLowerCase()))].toSorted(byTerm);
}

/**
 * The terms that a text uses as whole words, also with a plural s, in alphabetical order; each once. Abbreviations count only as they
 * are written (“it” is not IT), other terms in any case.
 * @param text in the Markdown subset of narratives.
 */
export function glossaryOf(text: string, terms: readonly Term[]): Term[] {
  const read = asRead(text);
  return terms
    .filter(({ term }, index) => terms.findIndex((one) => one.term === term) === index)
    .filter(({ term }) => patternOf(term).test(read))
    .map(({ term, meaning }) => ({ term, meaning }))
    .toSorted(byTerm);
}

function patternOf(term: string): RegExp {
  const words = literally(asRead(term));
  const isAbbreviation = capitalsOf(term) >= 2 || /^\p{Lu}\d+$/u.test(term);
  return new RegExp(`(?<![\\p{L}\\d])${words}s?(?![\\p{L}\\d])`, isAbbreviation ? 'gu' : 'giu');
}

const capitalsOf = (word: string): number => word.match(/\p{Lu}/gu)?.length ?? 0;

/** Three words or more in capitals one after another are shouted, not shortened. */
const SHOUTED = /(?<![\p{L}\d])\p{Lu}+(?: \p{Lu}+){2,}(?![\p{L}\d])/gu;
const WORD = /(?<![\p{L}\d&])\p{Lu}[\p{L}\d]*(?:&\p{Lu}[\p{L}\d]*)*(?![\p{L}\d])/gu;
/** `II`, and the first half of a postcode: `TQ1`. */
const NO_ABBREVIATION = /^(?:[IVX]+|\p{Lu}{1,2}\d{1,2}\p{Lu}?)$/u;

/**
 * Abbreviations of a text that no term explains and that not everybody knows, in alphabetical order, without a plural s. An abbreviation
 * is a word with two capitals or more, and more of them than small letters: ICPC, HoS, O&S; not S47, McKay or Ofsted. Whether the text
 * itself says what one means is not looked at.
 */
export function unexplained(text: string, terms: readonly Term[]): string[] {
  const calm = asRead(text).replace(SHOUTED, ' , ');
  const left = terms.reduce((read, { term }) => read.replace(patternOf(term), ' , '), calm);
  const words = (left.match(WORD) ?? []).map((word) => word.replace(/(?<=\p{Lu}\d*)s$/u, ''));
  return [...new Set(words.filter(isUnknown))].toSorted((a, b) => alphabetical.compare(a, b));
}

function isUnknown(word: string): boolean {
  const capitals = capitalsOf(word);
  const small = word.match(/\p{Ll}/gu)?.length ?? 0;
  return capitals >= 2 && capitals > small && !KNOWN_TO_ALL.has(word) && !NO_ABBREVIATION.test(word);
}
