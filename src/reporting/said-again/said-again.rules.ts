/** What one sealed report said: its paragraphs and its answers. */
export interface SaidIn {
  /** `January 2020` */
  label: string;
  paragraphs: readonly { section: string; place: string; text: string }[];
  answers: readonly { rule: string; place: string; question: string; reason: string; print: boolean }[];
}

/** Something that several reports in a row say. */
interface SaidSince {
  place: string;
  /** The earliest of them. */
  since: string;
  reports: number;
}

interface OldText extends SaidSince {
  text: string;
}

interface KeptAnswer extends SaidSince {
  question: string;
  reason: string;
  /** The newest report prints it. */
  print: boolean;
}

/** Shorter ones are titles and short answers, which stay the same for good. */
const SHORTEST = 40;

const plain = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/**
 * Paragraphs of the newest report that the reports before it had in the same words, the oldest first. Pure.
 * @param reports the newest first.
 */
export function oldestTexts(reports: readonly SaidIn[]): OldText[] {
  const earlier = reports
    .slice(1)
    .map(({ label, paragraphs }) => ({ label, said: new Set(paragraphs.map(keyOfParagraph)) }));
  const seen = new Set<string>();
  return (reports[0]?.paragraphs ?? [])
    .flatMap((paragraph) => {
      const key = keyOfParagraph(paragraph);
      if (paragraph.text.length < SHORTEST || seen.has(key)) return [];
      seen.add(key);
      const run = runOf(earlier, ({ said }) => said.has(key));
      return run.length === 0 ? [] : [{ place: paragraph.place, text: paragraph.text, ...sinceOf(run) }];
    })
    .sort((one, other) => other.reports - one.reports);
}

const keyOfParagraph = ({ section, text }: { section: string; text: string }): string =>
  `${section} ${plain(text)}`;

/**
 * Answers of the newest report that the reports before it gave to the same question in the same words, the oldest first. Pure.
 * @param reports the newest first.
 */
export function keptAnswers(reports: readonly SaidIn[]): KeptAnswer[] {
  const same = (one: SaidIn['answers'][number], other: SaidIn['answers'][number]): boolean =>
    one.rule === other.rule && one.place === other.place && plain(one.reason) === plain(other.reason);
  return (reports[0]?.answers ?? [])
    .flatMap(({ place, question, reason, print, rule }) => {
      const run = runOf(reports.slice(1), ({ answers }) =>
        answers.some((one) => same(one, { rule, place, question, reason, print })),
      );
      return run.length === 0 ? [] : [{ place, question, reason, print, ...sinceOf(run) }];
    })
    .sort((one, other) => other.reports - one.reports);
}

/** Those in a row, from the first on, of which it is so. */
function runOf<T>(reports: readonly T[], isSo: (report: T) => boolean): readonly T[] {
  const end = reports.findIndex((report) => !isSo(report));
  return end < 0 ? reports : reports.slice(0, end);
}

/** @param run of earlier reports, not empty; the newest one says it too. */
const sinceOf = (run: readonly { label: string }[]): { since: string; reports: number } => ({
  since: run.at(-1)?.label ?? '',
  reports: run.length + 1,
});
