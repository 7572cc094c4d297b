import type { ReportChange } from '../../reporting/index.js';
import { instantWords, paths, wordRows, type WordRow } from '../shell/index.js';

const PART_STEP_WORDS: Readonly<Record<string, string>> = {
  save: 'Written',
  submit: 'Sent to the reviewer',
  return: 'Given back',
  approve: 'Approved',
  reopen: 'Made a draft again',
  restore: 'As approved before',
};

const DECISION_WORDS: Readonly<Record<string, string>> = {
  withhold: 'Something is left out',
  release: 'A small number is released',
  lift: 'A decision is lifted',
};

/** What was done to a report, the newest first: about what, what, what was said, who, when. @param titles of parts, by their ids. */
export const presentHappened = (
  changes: readonly ReportChange[],
  titles: ReadonlyMap<string, string>,
  now: Date,
): readonly WordRow[] =>
  wordRows(
    changes.map((change) => ({
      cells: [...changeWords(change, titles), change.said ?? '', change.by, instantWords(change.at, now)],
      ...(change.partId === null
        ? {}
        : {
            link: {
              text: 'Look',
              about: `at ${titles.get(change.partId) ?? 'the part'}`,
              href: paths.part(change.partId),
            },
          }),
    })),
  );

/** What it is about, and what was done. */
function changeWords(
  { kind, partId, deed }: ReportChange,
  titles: ReadonlyMap<string, string>,
): [string, string] {
  switch (kind) {
    case 'part':
      return [titles.get(partId ?? '') ?? 'A part', PART_STEP_WORDS[deed ?? ''] ?? 'Changed'];
    case 'words':
      return ['The words of the report', 'Changed'];
    case 'answer':
      return ['A question', 'Answered'];
    case 'decision':
      return ['What the public will not see', DECISION_WORDS[deed ?? ''] ?? 'Decided'];
  }
}
