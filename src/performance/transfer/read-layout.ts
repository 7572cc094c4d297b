import { FileRefused, type Grid } from '../../platform/index.js';
import { isLongHeader, readLong } from './long-layout.js';
import { MeasureIndex, type MatchableMeasure } from './measure-index.js';
import { ImportFindings } from './import-findings.js';
import { tableHeaderRows } from './table-headings.js';
import { readTables } from './table-layout.js';

export const LAYOUTS = ['long', 'table'] as const;
export type Layout = (typeof LAYOUTS)[number];

/**
 * Finds out which layout a file has, by its first headings, and places every figure that can be placed.
 * Pure: knows the measures, not what is recorded of them.
 * @param asAt the day whose state of affairs the file tells.
 * @throws FileRefused when there are no headings.
 */
export function readLayout(
  grid: Grid,
  measures: readonly MatchableMeasure[],
  asAt: string,
): { layout: Layout; findings: ImportFindings } {
  const findings = new ImportFindings();
  for (const reason of grid.unread) findings.ignore(null, null, reason);
  const index = new MeasureIndex(measures);
  for (const [at, row] of grid.rows.entries()) {
    if (tableHeaderRows(grid.rows, at) > 0) {
      readTables(grid, index, asAt, findings);
      return { layout: 'table', findings };
    }
    if (isLongHeader(row)) {
      for (const before of grid.rows.slice(0, at))
        findings.ignore(
          before,
          before.cells.findIndex(({ text }) => text !== ''),
          'It stands before the headings.',
        );
      readLong(grid, at, index, asAt, findings);
      return { layout: 'long', findings };
    }
  }
  throw new FileRefused(
    'file-not-readable',
    'No headings were found. The first row of a table names Performance Measure and the months. The first row of a list, which has a row for each figure, names Measure (or Reference), Period and Value.',
  );
}
