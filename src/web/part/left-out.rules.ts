import type { PartBeside } from '../../reporting/index.js';
import { entryBlock, paragraphBlock, paragraphsOf } from '../../snapshot/index.js';

/**
 * What of a block no public edition prints, in words: the part as a whole, an entry that is written here, a paragraph of its texts. Pure.
 * @param block undefined where it is not there yet.
 */
export function leftOutHere(
  leftOut: PartBeside['leftOut'],
  block: unknown,
  texts: readonly { text: string }[],
): string[] {
  const paragraphs = new Set(texts.flatMap(({ text }) => paragraphsOf(text)).map(paragraphBlock));
  const entries = new Set(idsIn(block).map((id) => entryBlock({ id })));
  return leftOut.flatMap(({ kind, block: address, label }) => {
    if (kind === 'section') return ['The whole part'];
    if (kind === 'entry') return entries.has(address) ? [label] : [];
    return kind === 'paragraph' && paragraphs.has(address) ? [`A paragraph: “${label}”`] : [];
  });
}

function idsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(idsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === 'id' && typeof inner === 'string' ? [inner] : idsIn(inner),
  );
}
