import type { Edition } from '../disclosure/index.js';
import { sectionKey } from '../snapshot/index.js';
import { presentSection } from './sections.js';

/** A section that a committee has named, as the edition prints it. */
export interface NamedSection {
  heading: string;
  /** On which page of the PDF it begins; null where that is not known. */
  page: number | null;
}

/**
 * The sections of an edition that somebody has named, in printed order. One that the edition does not have is left out.
 * @param keys as `sectionKey` makes them.
 * @param pages by the anchor of a heading, as the PDF's contents print them; empty where they are not known.
 */
export const namedSections = (
  { snapshot: { sections, quarters } }: Edition,
  keys: readonly string[],
  pages: Readonly<Record<string, number>>,
): NamedSection[] =>
  sections
    .filter(({ kind, subject }) => keys.includes(sectionKey(kind, subject.id)))
    .map((section) => {
      const { heading, anchor } = presentSection(section, quarters, sections);
      return { heading, page: pages[anchor] ?? null };
    })
    .toSorted((a, b) => (a.page ?? 0) - (b.page ?? 0));

/** `Establishment and vacancies (page 12); Risks and issues (page 15)` */
export const namedWords = (sections: readonly NamedSection[]): string =>
  sections.map(({ heading, page }) => (page === null ? heading : `${heading} (page ${page})`)).join('; ');
