import type { NamedDay } from '../../platform/index.js';

/** As they stand in the form: `2020-12-24 Offices closed`, one a line. */
export const dayLines = (days: readonly NamedDay[]): string =>
  days.map(({ on, name }) => `${on} ${name}`).join('\n');

/**
 * Reads days as somebody typed them, one a line, or pasted what https://www.gov.uk/bank-holidays.json answers, of which the given year
 * of England and Wales is taken.
 * @returns the days, or what is wrong with the first line that cannot be read.
 */
export function readDays(text: string, year: number): { days: NamedDay[] } | { wrong: string } {
  if (text.trim().startsWith('{')) return readGovUk(text, year);
  const days: NamedDay[] = [];
  for (const line of text.split(/\r\n|\n|\r/)) {
    if (line.trim() === '') continue;
    const [, on, name] = /^\s*(\d{4}-\d{2}-\d{2})\s+(\S.*?)\s*$/.exec(line) ?? [];
    if (on === undefined || name === undefined || !exists(on))
      return {
        wrong: `“${line.trim().slice(0, 60)}” is no day with a name. Write 2020-12-24 Offices closed`,
      };
    days.push({ on, name });
  }
  return { days };
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
