import { quarterOf, type Quarter } from '../programmes/index.js';

/** The quarter that a report sums up: the current quarter where it is printed (forward window), otherwise the last one that ended (trailing window). */
export function summaryQuarter(quarters: readonly Quarter[], asAt: string): Quarter | undefined {
  const current = quarterOf(asAt);
  return (
    quarters.find(
      (quarter) => quarter.financialYear === current.financialYear && quarter.quarter === current.quarter,
    ) ?? quarters.at(-1)
  );
}
