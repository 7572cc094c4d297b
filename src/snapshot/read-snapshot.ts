import { readStoredMeasures } from '../performance/index.js';
import type { Policy, Publication, SuppressedCell } from './publication.js';
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
    ...(sealed.publication ? { publication: readPublication(sealed.publication) } : {}),
    sections: sealed.sections.map((section) => ({
      ...section,
      content: readContent(section.kind, section.content),
    })),
  };
}

/** Why a figure was suppressed, by the words of earlier releases. */
const EARLIER_WHY: Readonly<Record<string, SuppressedCell['why']>> = {
  small: 'primary',
  subtraction: 'secondary',
};

/** Earlier releases called the threshold `largest`. */
function readPublication({ policy, suppressed, ...rest }: Publication): Publication {
  const { largest, ...known } = policy as Policy & { largest?: number };
  return {
    ...rest,
    policy: largest === undefined ? known : { ...known, threshold: largest },
    suppressed: suppressed.map((cell) => ({ ...cell, why: EARLIER_WHY[cell.why] ?? cell.why })),
  };
}
