import type { DraftTold } from '../../distribution/index.js';
import { changeLines, viewOfChanges, type ChangesView } from '../../document/index.js';
import type { ReportAround } from '../../reporting/index.js';
import { toldWords } from '../at-work/index.js';
import { head, inWords, paths } from '../shell/index.js';
import { below } from './report.around.js';
import type { ToldPage } from './told.view.js';

const EDITIONS = { public: 'The public edition', exempt: 'The whole, which is not for publication' } as const;

/** @param told null while the words of the report are not written, so that there is nothing to compare. */
export function presentTold(around: ReportAround, told: readonly DraftTold[] | null): ToldPage {
  const { report, period } = around;
  const lists = (told ?? []).map(({ changes }) => (changes === null ? [] : linesOf(viewOfChanges(changes))));
  return {
    head: head('What each committee would be told', { ...below(around), lead: firstSentence(told) }),
    committees: (told ?? []).map((one, index) => {
      const others = new Set(lists.filter((_, at) => at !== index).flat());
      return {
        name: inWords(one.committees.map(({ name }) => name)),
        sentence: sentenceOf(one, report.correctionReason),
        groups: (one.changes === null ? [] : viewOfChanges(one.changes).groups).map((group) => ({
          heading: group.heading,
          lines: changeLines(group).map((line) =>
            lists.length === 1 || others.has(line) ? line : `${line}. No other committee is told this`,
          ),
        })),
      };
    }),
    next: report.actions.includes('submit')
      ? { text: 'Next: send the report to the SRO', href: paths.reportStep(report.id, 'submit') }
      : { text: `Next: back to the ${period.label} report`, href: paths.report(report.id) },
  };
}

const linesOf = ({ groups }: ChangesView): string[] => groups.flatMap((group) => changeLines(group));

function firstSentence(told: readonly DraftTold[] | null): string {
  if (told === null) return 'There is nothing to compare before the words of the report are written.';
  const [first] = told;
  if (first === undefined) return 'No committee that you may see gets this report.';
  const since = 'Each committee is told what changed since the report that it had last.';
  if (told.length > 1) return `${since} They would not all be told the same.`;
  return first.committees.length === 1 ? since : `${since} All of them would be told the same.`;
}

function sentenceOf({ edition, changes }: DraftTold, correction: string | null): string {
  if (edition === null) return 'Nothing: there is no edition that it may have.';
  if (changes === null)
    return edition === 'public'
      ? 'The public edition cannot be made yet: something that is left out stands elsewhere too.'
      : `${EDITIONS.exempt}. You may not read it.`;
  const { worse, better, neutral } = changes.counts;
  const told = toldWords(
    { worse, better, neutral, sinceLabel: changes.since?.periodLabel ?? null },
    correction,
  );
  const that = /^(?:That|What) /.test(told) ? '' : 'that ';
  return `${EDITIONS[edition]}. It would say ${that}${told.charAt(0).toLowerCase()}${told.slice(1)}.`;
}
