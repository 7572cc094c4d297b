import { FIELD_TERMS, type Term } from './glossary.terms.js';

const byTerm = (a: Term, b: Term): number => a.term.localeCompare(b.term, 'en-GB');

/** The terms of a programme with those of the field; its own meaning of a term counts, however it is written. */
export function termsOf(own: readonly Term[], field: readonly Term[] = FIELD_TERMS): Term[] {
  const mine = new Set(own.map(({ term }) => term.toLowerCase()));
  return [...own, ...field.filter(({ term }) => !mine.has(term.toLowerCase()))].toSorted(byTerm);
}

/** The terms that a text uses as whole words, also with a plural s, in alphabetical order; each once. */
export function glossaryOf(text: string, terms: readonly Term[]): Term[] {
  return terms
    .filter(({ term }) => wordOf(term).test(text))
    .map(({ term, meaning }) => ({ term, meaning }))
    .toSorted(byTerm);
}

const wordOf = (term: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\d])${term.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}s?(?![\\p{L}\\d])`, 'u');
