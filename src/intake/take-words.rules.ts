import { dayIn, labelOf, ragIn, ragOfShade } from './words.js';
import type { SourceCell } from '../platform/index.js';
import type { Rag } from '../programmes/index.js';
import { takeRoleRow } from './take-people.rules.js';
import type { TableTaker } from './take-table.js';

/** Who is responsible, the date of the report and its overall rating: a label and a value in each row. */
export function takeSummary(taker: TableTaker): void {
  for (const { row, at } of taker.rows()) {
    const label = row[0]?.text ?? '';
    const what = labelOf(label);
    const column = row.findIndex(
      (cell, n) => n > 0 && (cell.text !== '' || (what === 'status' && cell.shade !== null)),
    );
    const value = row[column];
    if (what === null || !value) continue;
    const place = { table: taker.of.number, row: at + 1 };
    const base = { place, needs: taker.tableNeeds };
    taker.mark(at, 0, 'heading');
    if (what === 'date') {
      const date = dayIn(value.text);
      if (date !== null) taker.proposals.push({ ...base, type: 'date', date });
      taker.mark(at, column, date === null ? 'unplaced' : 'taken', date === null ? 'It is no date.' : null);
    } else if (what === 'status') {
      const rag = ratingOf(value);
      if (rag !== null) taker.proposals.push({ ...base, type: 'overall', narrative: null, rag });
      taker.mark(
        at,
        column,
        rag === null ? 'unplaced' : 'taken',
        rag === null ? 'It is none of Red, Amber and Green.' : null,
      );
    } else {
      takeRoleRow(taker, at, column, label, value.text);
    }
  }
}

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
    const rag = cell ? ratingOf(cell) : null;
    if (!text && !cell) continue;
    if (theme === null) {
      taker.markRow(at, 'unplaced', 'Say which theme it is about.');
      continue;
    }
    taker.proposals.push({
      type: 'overview',
      place: { table: taker.of.number, row: at + 1 },
      needs: taker.tableNeeds,
      theme,
      narrative: text?.text ?? null,
      rag,
    });
    taker.mark(at, text?.at, 'taken');
    taker.mark(
      at,
      column,
      rag === null ? 'unplaced' : 'taken',
      rag === null ? 'It is none of Red, Amber and Green.' : null,
    );
  }
}

/** By its word; by its colour where it has none. A word and another colour together are no rating. */
export function ratingOf({ text, shade }: SourceCell): Rag | null {
  const byColour = shade === null ? null : ragOfShade(shade);
  if (text === '') return byColour;
  const word = ragIn(text);
  return word !== null && byColour !== null && byColour !== word ? null : word;
}
