import type { NamedDay } from '../../platform/index.js';
import { MONTH_NAMES } from '../../programmes/index.js';
import { longDate } from '../shell/index.js';

/** As they stand in the form: `24 December 2020 Offices closed`, one a line. */
export const dayLines = (days: readonly NamedDay[]): string =>
  days.map(({ on, name }) => `${longDate(on)} ${name}`).join('\n');

/**
 * Reads days as somebody typed them, one a line, with the month in words or as `2020-12-24`, or pasted what https://www.gov.uk/bank-holidays.json answers, of which the given year
 * of England and Wales is taken.
 * @returns the days, or what is wrong with the first line that cannot be read.
 */
export function readDays(text: string, year: number): { days: NamedDay[] } | { wrong: string } {
  if (text.trim().startsWith('{')) return readGovUk(text, year);
  const days: NamedDay[] = [];
  for (const line of text.split(/\r\n|\n|\r/)) {
    if (line.trim() === '') continue;
    const day = readDay(line.trim());
    if (!day || !exists(day.on))
      return {
        wrong: `“${line.trim().slice(0, 60)}” is no day with a name. Write 24 December ${year} Offices closed`,
      };
    days.push(day);
  }
  return { days };
}

const IN_WORDS = new RegExp(`^(\\d{1,2}) (${MONTH_NAMES.join('|')}) (\\d{4}) (\\S.*)$`, 'i');
const IN_FIGURES = /^(\d{4}-\d{2}-\d{2})\s+(\S.*)$/;

function readDay(line: string): NamedDay | undefined {
  const [, on, called] = IN_FIGURES.exec(line) ?? [];
  if (on !== undefined && called !== undefined) return { on, name: called };
  const [, day = '', month = '', year, name] = IN_WORDS.exec(line.replace(/\s+/g, ' ')) ?? [];
  if (year === undefined || name === undefined) return undefined;
  const number = MONTH_NAMES.findIndex((one) => one.toLowerCase() === month.toLowerCase()) + 1;
  return { on: `${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}`, name };
}

function readGovUk(text: string, year: number): { days: NamedDay[] } | { wrong: string } {
  const wrong = {
    wrong: 'This is not what the government gives out: it has no bank holidays of England and Wales',
  };
  let all: unknown;
  try {
    all = (JSON.parse(text) as Record<string, { events?: unknown } | undefined>)['england-and-wales']?.events;
  } catch {
    return wrong;
  }
  if (!Array.isArray(all)) return wrong;
  const days: NamedDay[] = [];
  for (const one of all as unknown[]) {
    const { title, date } = (one ?? {}) as { title?: unknown; date?: unknown };
    if (typeof title !== 'string' || typeof date !== 'string' || !exists(date)) return wrong;
    if (date.startsWith(`${year}-`)) days.push({ on: date, name: title });
  }
  return days.length === 0 ? { wrong: `The government has not published ${year} in this` } : { days };
}

function exists(date: string): boolean {
  const at = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(date);
}
