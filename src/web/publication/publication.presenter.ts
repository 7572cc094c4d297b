import { type ReportPublication } from '../../reporting/index.js';
import { groundWords } from '../../snapshot/index.js';
import { wordRows } from '../shell/blocks.js';
import { head } from '../shell/page-views.js';
import type { PublicationPage } from './publication.view.js';

const EDITION_WORDS = {
  public: 'Look at the public edition of the draft',
  exempt: 'Look at the whole draft, which is not for publication',
} as const;

export function presentPublication(reportId: string, found: ReportPublication): PublicationPage {
  const { blocks, hits, scan, suppressed, disclosed, editions, policy } = found;
  const decided = blocks.flatMap(({ label, decision }) => (decision ? [{ label, ...decision }] : []));
  return {
    head: head(`Before publication: ${found.report}`, {
      wide: true,
      lead:
        editions.length > 1
          ? 'Approval would make two editions: one for everybody, and one that is not for publication.'
          : 'Nothing is withheld and no figure is suppressed: the public edition would be the whole report.',
    }),
    editions: editions.map((edition) => ({
      reportId,
      edition,
      words: EDITION_WORDS[edition],
    })),
    scan,
    hits: wordRows(hits.map(({ place, excerpt, why }) => ({ cells: [place, excerpt, why] }))),
    withheld: wordRows(
      decided.flatMap(({ label, effect, ground, paragraphs, reason }) =>
        effect === 'withhold' && ground !== null
          ? [{ cells: [label, sentence(groundWords({ ground, paragraphs })), reason] }]
          : [],
      ),
    ),
    suppressed: wordRows(
      byMeasure(suppressed).map(({ measure, periods, why }) => ({
        cells: [measure, periods.join(', '), why],
      })),
    ),
    disclosed: wordRows(
      byMeasure(disclosed).map(({ measure, periods }) => ({ cells: [measure, periods.join(', ')] })),
    ),
    released: wordRows(
      decided.flatMap(({ label, effect, reason }) =>
        effect === 'release' ? [{ cells: [label, reason] }] : [],
      ),
    ),
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
