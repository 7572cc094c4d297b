import { formatDecimal, formatPounds } from '../../snapshot/index.js';
import { financialYearLabel } from '../../programmes/index.js';

export const NOT_KNOWN = 'Not known';

export const poundsWords = (amount: string | null): string =>
  amount === null ? NOT_KNOWN : formatPounds(amount);

export const yearWords = (year: number | null): string =>
  year === null ? 'Not said' : financialYearLabel(year);

/** `£1,250 over budget (2.5%)` @param amount forecast minus budget. */
export function varianceWords(amount: string | null, percent: number | null = null): string {
  if (amount === null) return NOT_KNOWN;
  if (/^-?0+\.00$/.test(amount)) return 'None';
  const under = amount.startsWith('-');
  const share = percent === null ? '' : ` (${formatDecimal(Math.abs(percent), 1)}%)`;
  return `${formatPounds(under ? amount.slice(1) : amount)} ${under ? 'under' : 'over'} budget${share}`;
}
