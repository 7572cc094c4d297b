import type { Person } from '../../identity/index.js';
import { personLabel } from './words.js';

/** Without differences that nobody means: case, white space, forms of the same letter. */
export const plainWords = (text: string): string =>
  text.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();

/** Whom a text of a pasted table names: by name, by job title, or by both. Null where nobody is called so, or several are. */
export function personCalled<P extends Pick<Person, 'name' | 'jobTitle'>>(
  text: string,
  people: readonly P[],
): P | null {
  if (text === '') return null;
  const found = people.filter((person) =>
    [person.name, person.jobTitle, personLabel(person), `${person.name} (${person.jobTitle})`].some(
      (called) => plainWords(called) === plainWords(text),
    ),
  );
  return (found.length === 1 ? found[0] : undefined) ?? null;
}
