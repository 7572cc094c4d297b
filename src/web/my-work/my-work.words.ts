import { count, inWords } from '../shell/index.js';
import type { Counted } from './my-work.tasks.js';

const LONGEST_QUOTE = 300;

/** @returns `2 decisions and 1 report`; what is counted under the same name is added up. */
export function countedInWords(counted: readonly Counted[]): string {
  const sums = new Map<string, Counted>();
  for (const one of counted)
    sums.set(one.many, { ...one, number: one.number + (sums.get(one.many)?.number ?? 0) });
  return inWords([...sums.values()].map(({ number, one, many }) => count(number, one, many)));
}

/** Words of somebody, in quotation marks, on one line. */
export function quoted(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return `“${line.length > LONGEST_QUOTE ? `${line.slice(0, LONGEST_QUOTE).trimEnd()}…` : line}”`;
}
