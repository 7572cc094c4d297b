import type { Edition } from '../disclosure/index.js';
import { namedSections, type NamedSection } from '../document/index.js';
import type { Database } from '../platform/index.js';
import { headingPages } from '../reporting/index.js';

/**
 * The sections of a printing that a committee has named, with the pages on which its PDF has them. As public as the edition.
 * @param keys as the committee, or its dispatch once that is bound, keeps them.
 */
export async function sectionsNamed(
  database: Database,
  edition: Edition,
  keys: readonly string[],
  printing: Parameters<typeof headingPages>[1],
): Promise<NamedSection[]> {
  if (keys.length === 0) return [];
  return namedSections(edition, keys, await database.read((tx) => headingPages(tx, printing)));
}
