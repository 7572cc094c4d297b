import { quarterNumber, quarterOf, type Quarter } from '../programmes/index.js';

/**
 * The quarter that a report sums up: of those that it prints, the one in which its as-at day lies, though it runs. A trailing window
 * prints that one as soon as something is rated in it; until then the last one before it is summed up.
 */
export function summaryQuarter(quarters: readonly Quarter[], asAt: string): Quarter | undefined {
  const running = quarterNumber(quarterOf(asAt));
  return quarters.findLast((quarter) => quarterNumber(quarter) <= running);
}
