import { locationIn, longDate, type ReportContent } from '../snapshot/index.js';
import { FACT_RULES } from './facts.rules.js';
import { MEASURE_RULES } from './measures.rules.js';
import { PUBLICATION_RULES } from './publication.rules.js';
import { RATING_RULES } from './ratings.rules.js';
import { REGISTER_RULES } from './registers.rules.js';
import { rule, type Finding, type Rule } from './finding.js';
import { SHARE_RULES } from './shares.rules.js';
import { TEXT_RULES } from './texts.rules.js';

/**
 * What a careful member would ask, in the order in which the questions are put. Pure; none of them throws. Each would rather stay
 * silent than ask for nothing: see the near misses in the tests.
 */
export const RULES: readonly Rule[] = [
  rule({
    key: 'carried-forward',
    look: ({ sections }) =>
      sections.flatMap((section) =>
        section.notUpdatedSince === null
          ? []
          : [{ place: locationIn(section), facts: { since: section.notUpdatedSince } }],
      ),
    ask: ({ since }, { label }) =>
      `“${label}” is the text of ${longDate(since)}, carried forward. Is what it says still so?`,
  }),
  ...MEASURE_RULES,
  ...SHARE_RULES,
  ...RATING_RULES,
  ...FACT_RULES,
  ...TEXT_RULES,
  ...REGISTER_RULES,
  ...PUBLICATION_RULES,
];

/** Everything that a careful member would ask of this report, each once. Pure: the same content always gives the same questions. */
export function challenge(report: ReportContent): Finding[] {
  const findings = RULES.flatMap(({ find }) => find(report));
  return [...new Map(findings.map((finding) => [finding.key, finding])).values()];
}
