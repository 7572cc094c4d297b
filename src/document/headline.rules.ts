import { RAGS } from '../programmes/index.js';
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

/** What the sections of a kind come to, in sentences. */
export type Headlines = (report: ReportSnapshot) => string[];

export const themeHeadlines: Headlines = (report) =>
  report.sections
    .filter(isTheme)
    .map(({ subject, content }) => themeLine(subject, content?.overview.rag ?? null));

export const measuresHeadlines: Headlines = (report) => measuresLine(contentsOf(report, 'measures'));

export const risksHeadlines: Headlines = (report) => risksLine(contentsOf(report, 'risks'));

export const registerHeadlines =
  (kind: 'concerns' | 'developments', name: string): Headlines =>
  (report) =>
    openLine(name, contentsOf(report, kind));

export const budgetHeadlines: Headlines = (report) => contentsOf(report, 'budget').flatMap(budgetLine);

const contentsOf = <Kind extends SectionKind>(report: ReportSnapshot, kind: Kind): SectionContents[Kind][] =>
  sectionsOf(report, kind).map(({ content }) => content);

export const ratingWord = (rag: ReportSnapshot['overall']['rag']): string =>
  ratingView(rag).word.toLowerCase();

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
