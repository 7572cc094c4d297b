import type { BudgetContent } from '../finance/index.js';
import type { ConcernsContent } from '../concerns/index.js';
import type { MeasuresContent } from '../performance/index.js';
import { RAGS } from '../programmes/index.js';
import type { RisksContent } from '../risks/index.js';
import type { Edition } from '../disclosure/index.js';
import { isTheme, type ReportSnapshot, type Sealed, type SnapshotSection } from '../snapshot/index.js';
import { formatPounds } from '../snapshot/index.js';
import { inWords, ratingView } from '../snapshot/index.js';

/**
 * What a report comes to, in sentences for its covering report: the ratings, and how many of each thing there are. Counted from the
 * edition alone; what it does not hold is not counted, and where nothing is known nothing is said. Pure.
 */
export function headlines({ snapshot }: Pick<Edition, 'snapshot'>): string[] {
  const { sections, overall } = snapshot;
  return [
    `The programme as a whole is rated ${ratingWord(overall.rag)}.`,
    ...sections.filter(isTheme).flatMap(({ subject, content }) => {
      const rag = content?.overview.rag ?? null;
      return [`Theme ${subject.number}, ${subject.title}: ${rag === null ? 'not rated' : ratingWord(rag)}.`];
    }),
    ...measuresLine(contents<MeasuresContent>(sections, 'measures')),
    ...risksLine(contents<RisksContent>(sections, 'risks')),
    ...openLine('Key areas of concern', contents<ConcernsContent>(sections, 'concerns')),
    ...openLine('Medium-term developments', contents<ConcernsContent>(sections, 'developments')),
    ...contents<BudgetContent>(sections, 'budget').flatMap(({ derived: { totals } }) =>
      totals.budget === null || totals.forecast === null
        ? []
        : [
            `Budget: ${formatPounds(totals.forecast)} is forecast against a budget of ${formatPounds(totals.budget)}.`,
          ],
    ),
  ];
}

const ratingWord = (rag: ReportSnapshot['overall']['rag']): string => ratingView(rag).word.toLowerCase();

const contents = <Content>(sections: readonly SnapshotSection[], kind: string): Sealed<Content>[] =>
  sections.flatMap((section) =>
    section.kind === kind && section.content !== null ? [section.content as Sealed<Content>] : [],
  );

function measuresLine(groups: readonly Sealed<MeasuresContent>[]): string[] {
  const ratings = groups.flatMap(({ measures }) => measures.map(({ rag }) => rag.printed));
  const counted = RAGS.map((rag) => ({ rag, many: ratings.filter((one) => one === rag).length }));
  const rated = counted.filter(({ many }) => many > 0).map(({ rag, many }) => `${many} ${ratingWord(rag)}`);
  const unrated = ratings.filter((one) => one === null).length;
  if (ratings.length === 0) return [];
  const said = [...rated, ...(unrated === 0 ? [] : [`${unrated} without a rating`])];
  return [`Performance measures, ${ratings.length}: ${inWords(said)}.`];
}

function risksLine(registers: readonly Sealed<RisksContent>[]): string[] {
  return registers.map(({ entries, matrix }) => {
    const open = entries.filter(({ status }) => status === 'open');
    const scores = open.flatMap(({ derived }) => derived.scores.current ?? []);
    const highest = scores.toSorted((a, b) => b.score - a.score)[0];
    const band = matrix.bands.find(({ key }) => key === highest?.band)?.name.toLowerCase();
    const worst = highest ? `; the highest score is ${highest.score}${band ? ` (${band})` : ''}` : '';
    return `Risks and issues: ${open.length} open${worst}.`;
  });
}

const openLine = (what: string, registers: readonly Sealed<ConcernsContent>[]): string[] =>
  registers.map(
    ({ entries }) => `${what}: ${entries.filter(({ status }) => status === 'open').length} open.`,
  );
