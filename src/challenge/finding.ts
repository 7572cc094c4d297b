import { canonicalJson, sha256Hex } from '../platform/index.js';
import type { ReportContent, TextLocation } from '../snapshot/index.js';

/** Something that a careful member would ask about. */
export interface Finding {
  /** Of the rule that found it. */
  rule: string;
  /**
   * Of the rule, the place and the facts: the same as long as nothing changes that the question rests on, so that an answer
   * survives another assembling of the report but not a changed fact. 32 hexadecimal characters.
   */
  key: string;
  place: TextLocation;
  /** In plain English. */
  question: string;
  /** What the question rests on; JSON. */
  facts: Record<string, unknown>;
}

export interface Rule {
  key: string;
  find: (report: ReportContent) => Finding[];
}

/** One line of the list: where it looks and what it asks. */
export function rule<Facts extends object>(definition: {
  key: string;
  look: (report: ReportContent) => { place: TextLocation; facts: Facts }[];
  ask: (facts: Facts, place: TextLocation) => string;
}): Rule {
  const { key, look, ask } = definition;
  return {
    key,
    find: (report) =>
      look(report).map(({ place, facts }) => ({
        rule: key,
        key: sha256Hex(
          canonicalJson({ rule: key, contribution: place.contributionId, entry: place.entryId, facts }),
        ).slice(0, 32),
        place,
        question: ask(facts, place),
        facts: Object.fromEntries<unknown>(Object.entries(facts)),
      })),
  };
}
