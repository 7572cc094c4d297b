import type { Edition } from '../disclosure/index.js';
import { SECTION_KINDS, type ReportSnapshot, type SectionKind } from '../snapshot/index.js';
import { budgetChanges } from './budget.rules.js';
import {
  CHANGE_KINDS,
  DIRECTIONS,
  type ChangeItem,
  type Changes,
  type Direction,
  type NamedReport,
} from './changes.js';
import { concernChanges } from './concerns.rules.js';
import { actionDateChanges, registerDateChanges } from './dates.rules.js';
import { definitionChanges } from './definitions.rules.js';
import { measureChanges, restatedFigures } from './measures.rules.js';
import type { Compared, Pair } from './pair.js';
import { partChanges } from './parts.rules.js';
import { actionChanges, overallChange, themeChanges } from './ratings.rules.js';
import { questionChanges } from './questions.rules.js';
import { riskChanges } from './risks.rules.js';

type ChangeRule = (pair: Pair) => ChangeItem[];

/** What is compared in each kind of section. A kind of which nothing but its coming and going is reported says so: `[]`. */
const SECTION_RULES: Readonly<Record<SectionKind, readonly ChangeRule[]>> = {
  budget: [budgetChanges],
  concerns: [(pair) => concernChanges('concerns', pair), (pair) => registerDateChanges('concerns', pair)],
  developments: [
    (pair) => concernChanges('developments', pair),
    (pair) => registerDateChanges('developments', pair),
  ],
  risks: [riskChanges],
  theme: [themeChanges, actionChanges, actionDateChanges],
  measures: [measureChanges, definitionChanges, restatedFigures],
  workforce: [],
};

const RULES: readonly ChangeRule[] = [
  overallChange,
  ...SECTION_KINDS.flatMap((kind) => SECTION_RULES[kind]),
  partChanges,
  questionChanges,
];

/**
 * What a reader of the later report is told who had the earlier one, however many reports lie between them. Pure. Both are what this
 * reader's edition prints, and nothing else is known here: a figure that is suppressed or a part that is withheld in one of them is
 * compared with nothing, and no value is told that the report did not print which it is said of.
 * @param more.complete nothing is withheld in either, so that an entry or a part that is not there never was. See registers.ts for what is
 * told otherwise.
 */
export function changesSince(
  before: Compared,
  after: Compared,
  more: Pick<Pair, 'complete' | 'steps'> = { complete: false },
): Changes {
  const items = RULES.flatMap((rule) => rule({ ...more, before, after })).toSorted(
    (a, b) => importance(a) - importance(b),
  );
  return { report: nameOf(after), since: nameOf(before), counts: countsOf(items), items };
}

/**
 * What changed from one edition to another of the same name; nothing, where there is no earlier one.
 * @param between the editions of that name of the reports between the two, the earliest first.
 */
export function changesBetweenEditions(
  before: Edition | null,
  after: Edition,
  between: readonly Edition[] = [],
): Changes {
  if (!before) return { report: nameOf(after.snapshot), since: null, counts: countsOf([]), items: [] };
  const pairOf = (one: Edition, next: Edition): Pair => ({
    before: one.snapshot,
    after: next.snapshot,
    complete: [one, next].every(({ withheld }) =>
      withheld.every(({ what }) => what === 'paragraph' || what === 'question'),
    ),
  });
  const chain = [before, ...between, after];
  const steps =
    between.length === 0
      ? []
      : chain.slice(1).flatMap((next, index) => {
          const one = chain[index];
          return one ? [pairOf(one, next)] : [];
        });
  return changesSince(before.snapshot, after.snapshot, { ...pairOf(before, after), steps });
}

/** The overall rating first; then what got worse, what got better and the rest, each by its kind. */
function importance({ kind, direction }: ChangeItem): number {
  if (kind === 'overall_rating') return -1;
  return DIRECTIONS.indexOf(direction) * CHANGE_KINDS.length + CHANGE_KINDS.indexOf(kind);
}

function countsOf(items: readonly ChangeItem[]): Changes['counts'] {
  const count = (direction: Direction) => items.filter((one) => one.direction === direction).length;
  return { worse: count('worse'), better: count('better'), neutral: count('neutral') };
}

const nameOf = ({ period, report }: Pick<ReportSnapshot, 'period' | 'report'>): NamedReport => ({
  periodId: period.id,
  periodLabel: period.label,
  asAt: period.asAt,
  version: report.revision,
});
