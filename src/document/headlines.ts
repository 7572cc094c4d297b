import { RAGS } from '../programmes/index.js';
import type { Edition } from '../disclosure/index.js';
import {
  formatPounds,
  inWords,
  isTheme,
  ratingView,
  sectionsOf,
  type ReportSnapshot,
  type SectionContents,
  type SectionKind,
} from '../snapshot/index.js';

/** What the sections of each kind come to; of a kind with nothing to count, nothing. */
const HEADLINES: Readonly<Record<SectionKind, (report: ReportSnapshot) => string[]>> = {
  theme: (report) =>
    report.sections
      .filter(isTheme)
      .map(({ subject, content }) => themeLine(subject, content?.overview.rag ?? null)),
  measures: (report) => measuresLine(contentsOf(report, 'measures')),
  risks: (report) => risksLine(contentsOf(report, 'risks')),
  concerns: (report) => openLine('Key areas of concern', contentsOf(report, 'concerns')),
  developments: (report) => openLine('Medium-term developments', contentsOf(report, 'developments')),
  budget: (report) => contentsOf(report, 'budget').flatMap(budgetLine),
  workforce: () => [],
};

/**
 * What a report comes to, in sentences for its covering report: the ratings, and how many of each thing there are. Counted from the
 * edition alone; what it does not hold is not counted, and where nothing is known nothing is said. Pure.
 */
export function headlines({ snapshot }: Pick<Edition, 'snapshot'>): string[] {
  return [
    `The programme as a whole is rated ${ratingWord(snapshot.overall.rag)}.`,
    ...Object.values(HEADLINES).flatMap((lines) => lines(snapshot)),
  ];
}

const contentsOf = <Kind extends SectionKind>(report: ReportSnapshot, kind: Kind): SectionContents[Kind][] =>
  sectionsOf(report, kind).map(({ content }) => content);

const ratingWord = (rag: ReportSnapshot['overall']['rag']): string => ratingView(rag).word.toLowerCase();

const themeLine = (
  { number, title }: { number: number; title: string },
  rag: ReportSnapshot['overall']['rag'] | null,
): string => `Theme ${number}, ${title}: ${rag === null ? 'not rated' : ratingWord(rag)}.`;

const budgetLine = ({ derived: { totals } }: SectionContents['budget']): string[] =>
  totals.budget === null || totals.forecast === null
    ? []
    : [
        `Budget: ${formatPounds(totals.forecast)} is forecast against a budget of ${formatPounds(totals.budget)}.`,
      ];

function measuresLine(groups: readonly SectionContents['measures'][]): string[] {
  const ratings = groups.flatMap(({ measures }) => measures.map(({ rag }) => rag.printed));
  const counted = RAGS.map((rag) => ({ rag, many: ratings.filter((one) => one === rag).length }));
  const rated = counted.filter(({ many }) => many > 0).map(({ rag, many }) => `${many} ${ratingWord(rag)}`);
  const unrated = ratings.filter((one) => one === null).length;
  if (ratings.length === 0) return [];
  const said = [...rated, ...(unrated === 0 ? [] : [`${unrated} without a rating`])];
  return [`Performance measures, ${ratings.length}: ${inWords(said)}.`];
}

function risksLine(registers: readonly SectionContents['risks'][]): string[] {
  return registers.map(({ entries, matrix }) => {
    const open = entries.filter(({ status }) => status === 'open');
    const scores = open.flatMap(({ derived }) => derived.scores.current ?? []);
    const highest = scores.toSorted((a, b) => b.score - a.score)[0];
    const band = matrix.bands.find(({ key }) => key === highest?.band)?.name.toLowerCase();
    const worst = highest ? `; the highest score is ${highest.score}${band ? ` (${band})` : ''}` : '';
    return `Risks and issues: ${open.length} open${worst}.`;
  });
}

const openLine = (what: string, registers: readonly SectionContents['concerns'][]): string[] =>
  registers.map(
    ({ entries }) => `${what}: ${entries.filter(({ status }) => status === 'open').length} open.`,
  );
