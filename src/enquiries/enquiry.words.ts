import type { EnquirySummary } from './enquiries.queries.js';

const LONGEST = 160;

/** The beginning of a text, on one line. */
export function beginningOf(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  const end = line.lastIndexOf(' ', LONGEST);
  return line.length <= LONGEST ? line : `${line.slice(0, end > 0 ? end : LONGEST)} …`;
}

const STATES: Readonly<Record<EnquirySummary['state'], string>> = {
  open: 'Open',
  answered: 'Answered, not printed yet',
  printed: 'Printed',
  withdrawn: 'Withdrawn',
};

/** Where a question stands, as lists say it. */
export function enquiryState({
  state,
  writing,
  isLate,
}: Pick<EnquirySummary, 'state' | 'writing' | 'isLate'>): string {
  const words =
    writing === 'submitted'
      ? 'The answer waits for approval'
      : state === 'open' && writing === 'draft'
        ? 'The answer is a draft'
        : STATES[state];
  return isLate ? `${words}, late` : words;
}

/** `Question 3 of a member` */
export const enquiryName = ({ number, source }: Pick<EnquirySummary, 'number' | 'source'>): string =>
  `Question ${number} of ${source === 'meeting' ? 'a member' : 'the public'}`;
