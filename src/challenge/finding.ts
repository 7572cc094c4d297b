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
  /**
   * Of what an answer may rest on for longer than this report: the same in the next months as long as that is so. Null where each
   * report is asked anew.
   */
  standingKey: string | null;
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

/**
 * One line of the list: where it looks and what it asks.
 * @param definition `rests` says of the facts on which of them an answer may rest from month to month; without it no answer stands for
 * longer than its report.
 */
export function rule<Facts extends object>(definition: {
  key: string;
  look: (report: ReportContent) => { place: TextLocation; facts: Facts }[];
  ask: (facts: Facts, place: TextLocation) => string;
  rests?: (facts: Facts) => object;
}): Rule {
  const { key, look, ask, rests } = definition;
  return {
    key,
    find: (report) =>
      look(report).map(({ place, facts }) => ({
        rule: key,
        key: digestOf({ rule: key, contribution: place.contributionId, entry: place.entryId, facts }),
        // A contribution is of one month. Its section, the entry and what people call the place are not.
        standingKey: rests
          ? digestOf({
              rule: key,
              section: place.section,
              entry: place.entryId,
              label: place.label,
              rests: rests(facts),
            })
          : null,
        place,
        question: ask(facts, place),
        facts: Object.fromEntries<unknown>(Object.entries(facts)),
      })),
  };
}

/** 32 hexadecimal characters. */
const digestOf = (value: object): string => sha256Hex(canonicalJson(value)).slice(0, 32);
