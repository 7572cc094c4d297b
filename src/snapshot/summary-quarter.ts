import { lastEndedQuarter, quarterNumber, quarterOf, type Quarter } from '../programmes/index.js';

/** The quarter that a report sums up: of those that it prints, the last one that had ended, otherwise the one that ran. */
export function summaryQuarter(quarters: readonly Quarter[], asAt: string): Quarter | undefined {
  const until = (last: Quarter) =>
    quarters.findLast((quarter) => quarterNumber(quarter) <= quarterNumber(last));
  return until(lastEndedQuarter(asAt)) ?? until(quarterOf(asAt));
}
