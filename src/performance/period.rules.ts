import { financialYearLabel, financialYearOf } from '../programmes/index.js';
import type { Span } from './measures.content.js';

const MONTH = /^[12]\d{3}-(0[1-9]|1[0-2])$/;
const YEAR = /^([12]\d{3})\/(\d{2})$/;

/** Whether a text names a period of this span: `2020-01` for a month or the year so far, `2018/19` for a year. */
export function isPeriod(span: Span, text: string): boolean {
  if (span !== 'year') return MONTH.test(text);
  const [, first, last] = YEAR.exec(text) ?? [];
  return first !== undefined && Number(last) === (Number(first) + 1) % 100;
}

/** The first day: `2020-01` gives 2020-01-01, `2018/19` gives 2018-04-01. @param text as {@link isPeriod} accepts it. */
export function periodDate(text: string): string {
  return text.includes('/') ? `${text.slice(0, 4)}-04-01` : `${text}-01`;
}

/** The inverse of {@link periodDate}. @param date first day, `YYYY-MM-DD`. */
export function periodLabel(span: Span, date: string): string {
  return span === 'year' ? financialYearLabel(financialYearOf(date)) : date.slice(0, 7);
}
