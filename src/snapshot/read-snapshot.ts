import { readStoredMeasures } from '../performance/index.js';
import type { SectionKind } from './section-kinds.js';
import type { ReportSnapshot } from './snapshot.js';

/** Kinds whose content an earlier release stored in another form, with the function that reads every form. */
const READERS = new Map<string, (stored: unknown) => unknown>([
  ['measures' satisfies SectionKind, readStoredMeasures],
]);

/** A section's content in its current form, whichever release approved it. Call it after the hash has been checked. */
export const readContent = (kind: string, stored: unknown): unknown => READERS.get(kind)?.(stored) ?? stored;

/**
 * Reads a sealed report. The only place where a sealed text is parsed: what earlier releases sealed in another form is mapped here, so
 * that everything after it knows one form. The text itself and its hash are never changed.
 * @param sealedText canonical JSON, as it was sealed. Its hash and its schema are not checked here.
 */
export function readSnapshot(sealedText: string): ReportSnapshot {
  const sealed = JSON.parse(sealedText) as ReportSnapshot;
  return {
    ...sealed,
    sections: sealed.sections.map((section) => ({
      ...section,
      content: readContent(section.kind, section.content),
    })),
  };
}
