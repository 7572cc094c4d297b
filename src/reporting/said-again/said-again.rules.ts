/** What one sealed report said: its paragraphs and its answers. */
export interface SaidIn {
  /** `January 2020` */
  label: string;
  paragraphs: readonly { section: string; place: string; text: string }[];
  answers: readonly { rule: string; place: string; question: string; reason: string; print: boolean }[];
}

type Answer = SaidIn['answers'][number];

/** Something that several reports in a row say. */
export interface SaidSince {
  /** The earliest of them. */
  since: string;
  reports: number;
}

interface OldText extends SaidSince {
  place: string;
  text: string;
}

interface KeptAnswer extends SaidSince {
  place: string;
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
  return (reports[0]?.answers ?? [])
    .flatMap((answer) => {
      const since = answerSince(answer, reports.slice(1));
      const { place, question, reason, print } = answer;
      return since === null ? [] : [{ place, question, reason, print, ...since }];
    })
    .sort((one, other) => other.reports - one.reports);
}

/**
 * Since when a question is answered in these words; null where the report before was not. Pure.
 * @param earlier reports, the newest first.
 */
export function answerSince(
  { rule, place, reason }: Pick<Answer, 'rule' | 'place' | 'reason'>,
  earlier: readonly Pick<SaidIn, 'label' | 'answers'>[],
): SaidSince | null {
  const run = runOf(earlier, ({ answers }) =>
    answers.some((one) => one.rule === rule && one.place === place && plain(one.reason) === plain(reason)),
  );
  return run.length === 0 ? null : sinceOf(run);
}

/** Those in a row, from the first on, of which it is so. */
function runOf<T>(reports: readonly T[], isSo: (report: T) => boolean): readonly T[] {
  const end = reports.findIndex((report) => !isSo(report));
  return end < 0 ? reports : reports.slice(0, end);
}

/** @param run of earlier reports, not empty; the newest one says it too. */
const sinceOf = (run: readonly { label: string }[]): SaidSince => ({
  since: run.at(-1)?.label ?? '',
  reports: run.length + 1,
});
