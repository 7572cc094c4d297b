import type { ProblemIssue } from '../platform/index.js';
import {
  SEVERITIES,
  type Matrix,
  type RiskEntryDocument,
  type RiskRating,
  type RisksContent,
} from './risks.content.js';

type Derived = RisksContent['entries'][number]['derived'];
/** The last approved register's values of an entry. Their score is looked up in today's matrix. */
export type Previous = Omit<NonNullable<Derived['previous']>, 'score'>;

/** @returns the cell's score and the key of its band; null unless both numbers are given. */
export function scoreOf(
  { probability, impact }: RiskRating,
  { cells }: Pick<Matrix, 'cells'>,
): { score: number; band: string } | null {
  if (probability === null || impact === null) return null;
  const found = cells.find((cell) => cell.probability === probability && cell.impact === impact);
  if (!found) throw new Error(`BUG: the matrix has no cell for ${probability} and ${impact}`);
  return { score: found.score, band: found.band };
}

/**
 * The values derived from an entry, the matrix and the last approved register.
 * @param previous null when the entry was not in it.
 * @param follows there is an earlier register at all.
 */
export function derive(
  entry: RiskEntryDocument,
  matrix: Matrix,
  previous: Previous | null,
  follows: boolean,
): Derived {
  const { inherent, current, target } = entry;
  const scores = {
    inherent: scoreOf(inherent, matrix),
    current: scoreOf(current, matrix),
    target: scoreOf(target, matrix),
  };
  // Scores of different matrices cannot be compared, so both are looked up in this register's matrix.
  const scored = previous && { ...previous, score: scoreOf(previous, matrix)?.score ?? null };
  return {
    scores,
    previous: scored,
    movement: movementOf(entry, scores.current?.score ?? null, scored, follows),
  };
}

function movementOf(
  { kind, status, severity }: RiskEntryDocument,
  score: number | null,
  previous: Derived['previous'],
  follows: boolean,
): Derived['movement'] {
  if (status === 'closed') return 'closed';
  if (!previous) return follows ? 'new' : null;
  if (previous.kind !== kind) return 'converted';
  const [before, now] =
    kind === 'risk' ? [previous.score, score] : [rankOf(previous.severity), rankOf(severity)];
  if (before === null || now === null) return 'not_comparable';
  return now > before ? 'up' : now < before ? 'down' : 'same';
}

const rankOf = (severity: RiskEntryDocument['severity']): number | null =>
  severity === null ? null : SEVERITIES.indexOf(severity);

/** What is missing before a register can be submitted. A risk without numbers may be: the council does not know them yet. */
export function riskBlockers({ entries }: Pick<RisksContent, 'entries'>): ProblemIssue[] {
  return entries.flatMap(({ number, status, closedReason }, index) =>
    status === 'closed' && closedReason === null
      ? [{ path: `entries[${index}].closedReason`, message: `Entry ${number} is closed without a reason.` }]
      : [],
  );
}

/**
 * What is wrong with a matrix: a cell missing or twice, a band that is unknown, unused or named twice, a score that falls while
 * probability or impact rises, a band that falls while the score rises. Which scores and bands there are is the council's.
 */
export function matrixProblems({ bands, cells }: Matrix): ProblemIssue[] {
  const issues: ProblemIssue[] = [];
  const ranks = new Map(bands.map(({ key, rank }) => [key, rank]));
  bands.forEach(({ key, rank }, index) => {
    if (bands.findIndex((one) => one.key === key) !== index)
      issues.push({ path: `bands[${index}].key`, message: 'This key is already used.' });
    if (bands.findIndex((one) => one.rank === rank) !== index)
      issues.push({ path: `bands[${index}].rank`, message: 'This rank is already used.' });
    if (!cells.some(({ band }) => band === key))
      issues.push({ path: `bands[${index}]`, message: 'No cell is in this band.' });
  });
  cells.forEach((cell, index) => {
    if (!ranks.has(cell.band))
      issues.push({ path: `cells[${index}].band`, message: `There is no band “${cell.band}”.` });
    if (
      cells.findIndex((one) => one.probability === cell.probability && one.impact === cell.impact) !== index
    )
      issues.push({
        path: `cells[${index}]`,
        message: 'This cell is given twice, so that another is missing.',
      });
    const beyond = cells.find(
      (other) =>
        other.probability >= cell.probability &&
        other.impact >= cell.impact &&
        (other.score < cell.score || (ranks.get(other.band) ?? 0) < (ranks.get(cell.band) ?? 0)),
    );
    if (beyond)
      issues.push({
        path: `cells[${index}]`,
        message: `Probability ${beyond.probability} and impact ${beyond.impact} are no less than here, but score or rank lower.`,
      });
  });
  return issues;
}
