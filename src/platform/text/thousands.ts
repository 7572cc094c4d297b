/**
 * Spaces that programs and typesetters put between the thousands of one number, as in 12 345: no-break, figure, thin and narrow ones. A
 * usual space between two groups of digits is not among them, for it may as well part two numbers.
 */
const GROUPING = String.raw`(?<=\d)[\u00A0\u2007-\u200A\u202F](?=\d{3}(?!\d))`;

const SPACES = new RegExp(String.raw`(${GROUPING})|\s+`, 'gu');
const GROUPING_SPACES = new RegExp(GROUPING, 'gu');

/** A text on one line, each run of white space as one space. What holds the thousands of a number together still does. */
export const oneLine = (text: string): string =>
  text
    .normalize('NFC')
    .replace(SPACES, (_, grouping: string | undefined) => (grouping === undefined ? ' ' : '\u202F'))
    .trim();

/** With a comma wherever a space holds the thousands of a number together. */
export const withCommas = (text: string): string => text.replace(GROUPING_SPACES, ',');
