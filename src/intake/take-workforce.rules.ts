import { parseDay } from '../performance/index.js';
import type { SourceCell } from '../platform/index.js';
import type { FteColumn } from '../workforce/index.js';
import { WORKFORCE_COLUMNS, type WorkforceColumn } from './choices.js';
import type { ProposedTeam } from './proposals.js';
import { markFaults } from './take-registers.rules.js';
import type { Found, TableTaker } from './take-table.js';
import { isTotal, NOT_KNOWN, plain } from './words.js';

const COLUMNS: Readonly<Record<WorkforceColumn, FteColumn>> = {
  establishment: 'establishmentFte',
  permanent: 'permanentFte',
  vacant: 'vacantFte',
  agency: 'agencyFte',
  covering: 'agencyCoveringFte',
  starters: 'startersFte',
  leavers: 'leaversFte',
};

type Counts = Record<WorkforceColumn, number | null>;
const NOTHING: Counts = {
  establishment: null,
  permanent: null,
  vacant: null,
  agency: null,
  covering: null,
  starters: null,
  leavers: null,
};

/** The establishment by team. Rates are worked out, so that one in the document is taken only where it stands without its posts. */
export function takeWorkforce(taker: TableTaker): void {
  const needs = questionsOf(taker);
  const asAt = dayOver(taker);
  const teams: Counts[] = [];
  for (const { row, at } of taker.rows()) {
    const named = nameOf(taker, row);
    const counts = { ...NOTHING };
    const read: Found[] = [];
    for (const column of WORKFORCE_COLUMNS) {
      const found = taker.cell(row, column);
      const value = found === undefined ? null : readNumber(taker, at, found, 99_999.99);
      if (found === undefined || value === null) continue;
      counts[column] = value;
      read.push(found);
    }
    const rate = rateOf(taker, row, at, counts);
    if (named === null) {
      if (row.some(({ text }) => /\d/.test(text)))
        taker.markRow(at, 'unplaced', 'There are numbers in this row, but it names no team.');
      continue;
    }
    if (isTotal(named.name)) {
      tellTotal(taker, at, teams, counts);
      continue;
    }
    if (read.length === 0 && rate === null) {
      for (const cell of named.cells) taker.mark(at, cell.at, 'told', 'No number of posts stands beside it.');
      continue;
    }
    teams.push(counts);
    taker.proposals.push({
      type: 'team',
      place: { table: taker.of.number, row: at + 1 },
      needs: [...taker.tableNeeds, ...needs],
      name: named.name,
      asAt,
      posts: Object.fromEntries(
        WORKFORCE_COLUMNS.map((column) => [COLUMNS[column], counts[column]]),
      ) as Record<FteColumn, number | null>,
      reportedVacancyPercent: rate?.value ?? null,
    } satisfies ProposedTeam);
    for (const cell of [...named.cells, ...read, ...(rate ? [rate.found] : [])])
      taker.mark(at, cell.at, 'taken', null, needs);
    markFaults(taker, row, at);
    const { establishment, permanent, vacant } = counts;
    if (establishment !== null && permanent !== null && vacant !== null)
      if (Math.abs(permanent + vacant - establishment) > 0.05)
        taker.notes.add(
          `Row ${at + 1}: permanent and vacant posts make ${inTenths(permanent + vacant)}, the establishment is ${inTenths(establishment)}.`,
        );
  }
}

/** What the table leaves open about its numbers, each asked once. */
function questionsOf(taker: TableTaker): string[] {
  const { heading, table, heads } = taker.of;
  const headings = table.rows.slice(0, heads).flatMap((row) => row.map(({ text }) => plain(text)));
  const words = [plain(heading ?? ''), ...headings].join(' ');
  const isThere = (column: WorkforceColumn): boolean => taker.columnsOf(column).length > 0;
  const twice = WORKFORCE_COLUMNS.some((column) => taker.columnsOf(column).length > 1);
  return [
    ...(/\b(fte|wte|full[ -]time equivalents?)\b/.test(words)
      ? []
      : [
          taker.doubt(
            'fte',
            'Nothing in the table says whether its numbers are people or full-time equivalents. They are read as full-time equivalents.',
          ),
        ]),
    ...((!isThere('starters') && !isThere('leavers')) || /\b(12|twelve) months\b|\byear\b/.test(words)
      ? []
      : [
          taker.doubt(
            'months',
            'Nothing in the table says over which time starters and leavers are counted. They are read as those of twelve months.',
          ),
        ]),
    ...(twice
      ? [taker.doubt('twice', 'Two columns have the same heading. The first that holds something is read.')]
      : []),
  ];
}

/** The one day that stands over the table or in its headings: `Establishment as at 31 December 2019`. */
function dayOver({ of: { heading, table, heads } }: TableTaker): string | null {
  const texts = [heading ?? '', ...table.rows.slice(0, heads).flatMap((row) => row.map(({ text }) => text))];
  const days = new Set(
    texts.flatMap((text) =>
      (text.match(/\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+ \d{4}|\d{1,2}\/\d{1,2}\/\d{4}/g) ?? []).flatMap(
        (written) => parseDay(written) ?? [],
      ),
    ),
  );
  const [one = null] = days.size === 1 ? days : [];
  return one;
}

/** The team, and the post where the table counts several of one team. */
function nameOf(taker: TableTaker, row: readonly SourceCell[]): { name: string; cells: Found[] } | null {
  const cells = [taker.cell(row, 'team'), taker.cell(row, 'post')].filter(
    (found): found is Found =>
      found !== undefined && /\p{L}{2}/u.test(found.text) && !NOT_KNOWN.test(found.text),
  );
  const name = cells.map(({ text }) => text.replace(/\s+/g, ' ').trim()).join(': ');
  return cells.length === 0 ? null : { name: name.slice(0, 80), cells };
}

/** Null for what is no number, which is said in its cell. */
function readNumber(taker: TableTaker, at: number, { at: column, text }: Found, most: number): number | null {
  const tight = text.replace(/\s+/g, ' ').trim();
  if (NOT_KNOWN.test(tight)) {
    taker.mark(at, column, 'told', 'The number is not known: it is left blank, which is not zero.');
    return null;
  }
  const [, written] = /^((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,2})?)(?: ?(?:fte|wte|%))?$/i.exec(tight) ?? [];
  const value = Number(written?.replaceAll(',', ''));
  if (value <= most) return value;
  taker.mark(at, column, 'unplaced', `“${tight}” is no number of at most two decimals.`);
  return null;
}

/** The vacancy rate that a team reports without its posts. */
function rateOf(
  taker: TableTaker,
  row: readonly SourceCell[],
  at: number,
  { establishment, permanent, vacant }: Counts,
): { found: Found; value: number } | null {
  const found = taker.cell(row, 'rate');
  if (found === undefined) return null;
  if (permanent !== null && (establishment !== null || vacant !== null)) {
    taker.mark(at, found.at, 'told', 'The rate is worked out from the posts.');
    return null;
  }
  const value = readNumber(taker, at, found, 100);
  return value === null ? null : { found, value };
}

/** A total is no team. It is compared with the teams above it, and a person is told where they do not add up. */
function tellTotal(taker: TableTaker, at: number, teams: readonly Counts[], total: Counts): void {
  taker.markRow(at, 'told', 'A total is worked out from the teams.');
  for (const column of WORKFORCE_COLUMNS) {
    const said = total[column];
    const parts = teams.map((team) => team[column]);
    if (said === null || parts.some((one) => one === null)) continue;
    const sum = parts.reduce<number>((all, one) => all + (one ?? 0), 0);
    if (Math.abs(sum - said) > 0.05)
      taker.notes.add(
        `Row ${at + 1}: the total of the document is ${inTenths(said)}, but the teams above it add up to ${inTenths(sum)}.`,
      );
  }
}

const inTenths = (value: number): string => String(Math.round(value * 100) / 100);
