import { decimalOf, plainDecimal, roundedDecimal, shifted } from '../text/decimal-digits.js';
import { gridCell, type GridCell } from './grid.js';

/*
 * What a spreadsheet prints for a number under a format, as far as it matters for a figure (ECMA-376, part 1, 18.8.31). Not followed:
 * colours, widths and fill characters, which change nothing that is read, and dates, which the reader of workbooks makes.
 */

/** One section of a format. `mask` = it has no place for a digit: whatever the number is, the same text is printed. */
interface Section {
  condition: ((value: number) => boolean) | null;
  /** Literal text before and after the digits. */
  before: string;
  after: string;
  mask: boolean;
  /** A form in which the number is not written with its digits: an exponent or a fraction. */
  other: boolean;
  general: boolean;
  /** Places after the point: always written, and written where there is something to write. */
  fixed: number;
  optional: number;
  percents: number;
  /** How many times it is divided by a thousand: `#,##0,` prints thousands. */
  thousands: number;
}

const TOKEN =
  /"([^"]*)"|\\(.)|\[([^\]]*)\]|_.|\*.|(General)|(E[+-]0+)|([0#?]+(?:,+[0#?]+)*)(,*)|(\.[0#?]*)(,*)|(%)|(.)/giu;

/** What stands between the semicolons of a format, outside quotes and brackets. */
function splitSections(format: string): string[] {
  const sections = [''];
  for (const [part] of format.matchAll(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*.|./gsu))
    if (part === ';') sections.push('');
    else sections.push(`${sections.pop() ?? ''}${part}`);
  return sections;
}

function readSection(text: string): Section {
  const section: Section = {
    condition: null,
    before: '',
    after: '',
    mask: true,
    other: false,
    general: false,
    fixed: 0,
    optional: 0,
    percents: 0,
    thousands: 0,
  };
  const literal = (part: string): void => {
    if (section.mask) section.before += part;
    else section.after += part;
  };
  for (const [
    ,
    quoted,
    escaped,
    bracket,
    general,
    exponent,
    digits,
    commas,
    point,
    pointCommas,
    percent,
    other,
  ] of text.matchAll(TOKEN)) {
    if (bracket !== undefined) {
      section.condition ??= conditionOf(bracket);
      literal(/^\$([^-]*)/.exec(bracket)?.[1] ?? '');
    } else if (general !== undefined) {
      section.mask = false;
      section.general = true;
    } else if (exponent !== undefined) section.other = true;
    else if (digits !== undefined || point !== undefined) {
      // A second group of digits belongs to a fraction, or to a form such as 00-00-00.
      if (digits !== undefined && !section.mask) section.other = true;
      section.mask = false;
      section.thousands += (commas ?? pointCommas ?? '').length;
      const places = point?.slice(1) ?? '';
      section.fixed += places.replace(/[#?]+$/, '').length;
      section.optional += /[#?]*$/.exec(places)?.[0].length ?? 0;
    } else if (percent !== undefined) {
      section.percents += 1;
      literal('%');
    } else literal(quoted ?? escaped ?? other ?? '');
  }
  return section;
}

function conditionOf(text: string): Section['condition'] {
  const [, sign, limit] = /^(<=|>=|<>|<|>|=)\s*(-?[\d.]+)$/.exec(text.trim()) ?? [];
  if (limit === undefined) return null;
  const than = Number(limit);
  switch (sign ?? '=') {
    case '<':
      return (value) => value < than;
    case '<=':
      return (value) => value <= than;
    case '>':
      return (value) => value > than;
    case '>=':
      return (value) => value >= than;
    case '<>':
      return (value) => value !== than;
    default:
      return (value) => value === than;
  }
}

/** The section for a number, and whether the format leaves the minus to the section. Undefined = none fits, and the cell shows ####. */
function sectionFor(
  sections: readonly Section[],
  value: number,
): { section: Section; unsigned: boolean } | undefined {
  const [first, second, third] = sections;
  if (!first) return undefined;
  if (first.condition ?? second?.condition) {
    const found = [first, second].find((one) => one?.condition?.(value));
    const rest = first.condition && second?.condition ? third : (second ?? undefined);
    const section = found ?? rest;
    return (
      section && {
        section,
        unsigned: found?.condition?.(1) === false && !found.condition(0),
      }
    );
  }
  if (value < 0 && second) return { section: second, unsigned: true };
  return { section: value === 0 && third ? third : first, unsigned: false };
}

/** Literal text that changes nothing about a figure: currencies, spaces, brackets and signs of a negative one. */
const PLAIN_AFFIX = /[£$€\s()+\-−–%]/gu;
/** Literal text with which the figure means another: `<10`, `1.2m`. */
const TELLING_AFFIX = /[<>≤≥~≈]|^(?:k|m|mn|bn|tn|th|thousands?|millions?|billions?)\.?$/iu;

/**
 * A number as its format prints it: 0.781 under `0.0%` is `78.1%`, 69 under `0.00` is `69.00`, 7 under `[<11]"c";0` is `c`. The text
 * is what is printed, with a note where the cell holds something else. Where the format scales (`£#,##0,"k"`), the text is the number
 * that the cell holds, and the note says so. A number that the format hides is a fault.
 */
export function printedNumber(value: number, format = 'General'): GridCell {
  const chosen = sectionFor(splitSections(format).slice(0, 3).map(readSection), value);
  if (!chosen) return HIDDEN;
  const { section, unsigned } = chosen;
  if (section.mask) return maskedNumber(value, section.before);

  const held = decimalOf(value);
  const percents = section.before.includes('%') || section.after.includes('%');
  const plain = plainDecimal(shifted(held, 2 * section.percents)) + (percents ? '%' : '');
  if (section.other)
    return gridCell(
      plain,
      null,
      `The cell prints the number in another form. It holds ${plain}: that was read.`,
    );
  const number = shifted(held, 2 * section.percents - 3 * section.thousands);
  const digits = section.general
    ? plainDecimal(number)
    : roundedDecimal(number, section.fixed, section.optional);
  const minus = digits.startsWith('-') ? '-' : '';
  const bare = digits.slice(minus.length);
  const shown = `${unsigned ? '' : minus}${section.before}${bare}${section.after}`
    .replace(/\s+/g, ' ')
    .trim();
  const affix = (section.before + section.after).replace(PLAIN_AFFIX, '');
  if (section.thousands > 0)
    return gridCell(
      plain,
      null,
      `The cell holds ${plain} and prints ${shown}: the number that it holds was read.`,
    );
  if (TELLING_AFFIX.test(affix)) return gridCell(shown);
  // A section for numbers below zero prints their minus, brackets or nothing by itself.
  const negative = unsigned ? minus !== '' && /[-−–(]/u.test(section.before) : minus !== '';
  const read = `${negative ? '-' : ''}${bare}${percents ? '%' : ''}`;
  const cut = read !== plain && Number.parseFloat(read) !== Number.parseFloat(plain);
  return gridCell(
    read,
    null,
    cut
      ? `The cell holds ${plain} and prints ${read}: the printed number was read.`
      : affix === ''
        ? null
        : `The cell prints “${shown}”: ${read} was read.`,
  );
}

/** A text as its format prints it: the fourth section, where there is one. */
export function printedText(text: string, format = 'General'): GridCell {
  const section = splitSections(format)[3];
  if (section === undefined || section.includes('@')) return gridCell(text);
  const shown = readSection(section).before.trim();
  return shown === '' ? HIDDEN : gridCell(shown);
}

const HIDDEN = gridCell(
  '',
  'The cell holds something that its number format does not show. Show it, or write what is to be read.',
);

/** What a format without any digit prints: the same text for every number that it is for. */
function maskedNumber(value: number, printed: string): GridCell {
  const text = printed.replace(/\s+/g, ' ').trim();
  if (text === '') return HIDDEN;
  // Accounts print a dash for zero. Read as a dash, it would be a missing figure.
  if (value === 0 && /^[£$€\s]*[-–—−]$/u.test(text))
    return gridCell('0', null, `The cell holds 0 and prints “${text}”: 0 was read.`);
  return gridCell(text, null, `The cell holds a number and prints “${text}”: what it prints was read.`);
}
