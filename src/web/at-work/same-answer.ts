import type { SaidSince } from '../../reporting/index.js';

/** `the same answer in 3 reports, since November 2019` */
export const sameAnswerWords = ({ reports, since }: SaidSince): string =>
  `the same answer in ${reports} reports, since ${since}`;
