import { type ReportPublication } from '../../reporting/index.js';
import { groundWords } from '../../snapshot/index.js';

/** The page in plain text. */
export interface PublicationPage {
  title: string;
  /** What will be made at approval, in one sentence. */
  lead: string;
  /** Where each edition of the draft can be looked at. */
  editions: { reportId: string; edition: string; words: string }[];
  /** What the search is not: a proof. */
  scan: string;
  /** Cells of a table each: where, passage, why. */
  hits: string[][];
  /** What, ground, public interest. */
  withheld: string[][];
  /** Measure, periods, why. */
  suppressed: string[][];
  /** Small numbers that nothing can protect any more. */
  disclosed: string[][];
  released: string[][];
  rule: string;
}

const EDITION_WORDS = {
  public: 'Look at the public edition of the draft',
  exempt: 'Look at the whole draft, which is not for publication',
} as const;

export function presentPublication(reportId: string, found: ReportPublication): PublicationPage {
  const { blocks, hits, scan, suppressed, disclosed, editions, policy } = found;
  const decided = blocks.flatMap(({ label, decision }) => (decision ? [{ label, ...decision }] : []));
  return {
    title: `Before publication: ${found.report}`,
    lead:
      editions.length > 1
        ? 'Approval would make two editions: one for everybody, and one that is not for publication.'
        : 'Nothing is withheld and no figure is suppressed: the public edition would be the whole report.',
    editions: editions.map((edition) => ({
      reportId,
      edition,
      words: EDITION_WORDS[edition],
    })),
    scan,
    hits: hits.map(({ place, excerpt, why }) => [place, excerpt, why]),
    withheld: decided.flatMap(({ label, effect, ground, paragraphs, reason }) =>
      effect === 'withhold' && ground !== null
        ? [[label, sentence(groundWords({ ground, paragraphs })), reason]]
        : [],
    ),
    suppressed: byMeasure(suppressed).map(({ measure, periods, why }) => [measure, periods.join(', '), why]),
    disclosed: byMeasure(disclosed).map(({ measure, periods }) => [measure, periods.join(', ')]),
    released: decided.flatMap(({ label, effect, reason }) => (effect === 'release' ? [[label, reason]] : [])),
    rule: `Counts of people from 1 to ${policy.threshold} are suppressed, percentages of fewer than ${policy.denominatorFloor}, and what either could be worked out from. ${policy.names === 'titles' ? 'The public edition prints job titles instead of names.' : 'The public edition prints names.'}`,
  };
}

/** One row for each measure and reason, where there is one, with all of its periods. */
function byMeasure(
  cells: readonly { measure: string; period: string; why?: string }[],
): { measure: string; periods: string[]; why: string }[] {
  const found = new Map<string, { measure: string; periods: string[]; why: string }>();
  for (const { measure, period, why = '' } of cells) {
    const key = JSON.stringify([measure, why]);
    const periods = [...(found.get(key)?.periods ?? []), period];
    found.set(key, { measure, periods, why });
  }
  return [...found.values()];
}

const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
