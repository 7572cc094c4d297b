import { count, inWords } from '../shell/index.js';

/** How much the readers of a report are told has changed. */
interface Told {
  worse: number;
  better: number;
  neutral: number;
  /** The period of the report that they had; null where they had none. */
  sinceLabel: string | null;
}

/**
 * `9 things got worse, 4 got better and 2 others changed since December 2019`; a correction adds what was corrected.
 * @param correction what is corrected and why; null for a first version.
 */
export function toldWords({ worse, better, neutral, sinceLabel }: Told, correction: string | null): string {
  if (sinceLabel === null)
    return `${correction === null ? 'That' : 'What was corrected, and that'} its readers had no earlier report`;
  if (worse + better + neutral === 0)
    return correction === null
      ? `That nothing changed since ${sinceLabel}`
      : `What was corrected, and that nothing changed since ${sinceLabel}`;
  const told = [
    [worse, 'got worse'],
    [better, 'got better'],
    [neutral, worse + better === 0 ? 'changed' : neutral === 1 ? 'other changed' : 'others changed'],
  ] as const;
  const counted = told.filter(([number]) => number > 0);
  const corrected = correction === null ? '' : ', and what was corrected';
  return `${inWords(counted.map(([number, words], index) => `${index === 0 ? count(number, 'thing') : number} ${words}`))} since ${sinceLabel}${corrected}`;
}
