import { dayIn, labelOf, monthIn, ragIn, ragOfShade, worseOfTwo } from './words.js';
import { lastDayOf } from '../programmes/index.js';
import type { SourceCell } from '../platform/index.js';
import type { Rag } from '../programmes/index.js';
import { takeRoleRow } from './take-people.rules.js';
import type { TableTaker } from './take-table.js';

/**
 * Who is responsible, the date of the report and its overall rating: a label and beside it its value. A row can have several such pairs.
 */
export function takeSummary(taker: TableTaker): void {
  for (const { row, at } of taker.rows())
    row.forEach(({ text }, n) => {
      if (labelOf(text) === null) return;
      const next = row.findIndex((cell, later) => later > n && labelOf(cell.text) !== null);
      takePair(taker, row.slice(0, next < 0 ? undefined : next), at, n);
    });
}

/** @param row up to the next label. @param n where the label stands. */
function takePair(taker: TableTaker, row: readonly SourceCell[], at: number, n: number): void {
  const label = row[n]?.text ?? '';
  const what = labelOf(label);
  const column = row.findIndex(
    (cell, later) => later > n && (cell.text !== '' || (what === 'status' && cell.shade !== null)),
  );
  const value = row[column];
  if (what === null || !value) return;
  const base = { place: { table: taker.of.number, row: at + 1 }, needs: taker.tableNeeds };
  taker.mark(at, n, 'heading');
  if (what === 'date' || what === 'period') {
    const month = monthIn(value.text);
    const date = dayIn(value.text) ?? (month === null ? null : lastDayOf(month));
    if (date !== null) taker.proposals.push({ ...base, type: 'date', date, said: what });
    taker.mark(at, column, date === null ? 'unplaced' : 'taken', date === null ? 'It is no date.' : null);
  } else if (what === 'status') {
    const rating = placeRating(taker, at, column, value);
    if (rating) taker.proposals.push({ type: 'overall', place: base.place, narrative: null, ...rating });
  } else {
    takeRoleRow(taker, at, column, label, value.text);
  }
}

/**
 * The rating that a cell says, marked. One between two, such as Amber/Green, is asked about, once for the whole document: the product rates
 * Red, Amber or Green, and the worse of the two is the careful reading.
 */
function placeRating(
  taker: TableTaker,
  at: number,
  column: number,
  cell: SourceCell,
): { rag: Rag; needs: string[] } | null {
  const between = worseOfTwo(cell.text);
  const needs = [...taker.tableNeeds, ...(between === null ? [] : [betweenTwo(taker)])];
  const rag = between ?? ratingOf(cell);
  if (rag === null) taker.mark(at, column, 'unplaced', 'It is none of Red, Amber and Green.');
  else taker.mark(at, column, 'taken', null, needs);
  return rag === null ? null : { rag, needs };
}

/** @returns the key of the question about ratings that stand between two. */
export const betweenTwo = (taker: TableTaker): string =>
  taker.doubt(
    'between',
    'A rating stands between two, such as Amber/Green. It is read as the worse of them: Amber for Amber/Green, Red for Red/Amber.',
    'between',
  );

/** The overall narrative. A number alone in front of it is the number of the section. */
export function takeOverall(taker: TableTaker): void {
  const texts: string[] = [];
  let first = 0;
  for (const { row, at } of taker.rows())
    row.forEach(({ text }, column) => {
      if (text === '') return;
      if (/^\d{1,2}\.?$/.test(text)) {
        taker.mark(at, column, 'told', 'It is the number of the section.');
        return;
      }
      if (texts.length === 0) first = at;
      texts.push(text);
      taker.mark(at, column, 'taken');
    });
  if (texts.length > 0)
    taker.proposals.push({
      type: 'overall',
      place: { table: taker.of.number, row: first + 1 },
      needs: taker.tableNeeds,
      narrative: texts.join('\n\n'),
      rag: null,
    });
}

/** A theme’s overview with its rating. */
export function takeOverview(taker: TableTaker): void {
  const { theme } = taker.of;
  for (const { row, at } of taker.rows()) {
    const text = taker.cell(row, 'text');
    const column = taker
      .columnsOf('rag')
      .find((n) => row[n] && (row[n].text !== '' || row[n].shade !== null));
    const cell = column === undefined ? undefined : row[column];
    if (!text && !cell) continue;
    if (theme === null) {
      taker.markRow(at, 'unplaced', 'Say which theme it is about.');
      continue;
    }
    const rating = cell && column !== undefined ? placeRating(taker, at, column, cell) : null;
    const isAsked = rating !== null && rating.needs.length > taker.tableNeeds.length;
    const base = { type: 'overview', place: { table: taker.of.number, row: at + 1 }, theme } as const;
    // The words rest on no question about the rating.
    const sure = isAsked ? null : (rating?.rag ?? null);
    if (text || sure !== null)
      taker.proposals.push({
        ...base,
        needs: taker.tableNeeds,
        narrative: text?.text ?? null,
        rag: sure,
      });
    if (isAsked) taker.proposals.push({ ...base, ...rating, narrative: null });
    taker.mark(at, text?.at, 'taken');
  }
}

/** By its word; by its colour where it has none. A word and another colour together are no rating. */
export function ratingOf({ text, shade }: SourceCell): Rag | null {
  const byColour = shade === null ? null : ragOfShade(shade);
  if (text === '') return byColour;
  const word = ragIn(text);
  return word !== null && byColour !== null && byColour !== word ? null : word;
}
