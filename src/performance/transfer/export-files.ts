import { PassThrough, Readable } from 'node:stream';
import type ExcelJS from 'exceljs';
import { CSV_MARK, csvRow, rounded, type CsvCell } from '../../platform/index.js';
import type { ExportCell, ExportRow } from './export.rules.js';
import { formatFigure } from './figure-text.js';

/** Figures are ours: a number, or one of four words; a lone hyphen is no formula. */
const csvCell = (cell: ExportCell): CsvCell =>
  cell !== null && typeof cell === 'object' ? { ours: formatFigure(cell.figure, cell.unit) } : cell;

/** RFC 4180, in UTF-8 with the mark that makes spreadsheets read it as that. */
export function csvFile(rows: AsyncIterable<ExportRow>): Readable {
  return Readable.from(
    (async function* () {
      yield CSV_MARK;
      for await (const { cells } of rows) yield csvRow(cells.map(csvCell));
    })(),
    { objectMode: false },
  );
}

/**
 * A workbook with one worksheet: numbers as numbers in the format that prints their decimals, text as text, no formulas, and no
 * word of who made it. Written row by row.
 */
export function xlsxFile(rows: AsyncIterable<ExportRow>): Readable {
  const stream = new PassThrough();
  void writeWorkbook(rows, stream).catch((error: unknown) => stream.destroy(error as Error));
  return stream;
}

async function writeWorkbook(rows: AsyncIterable<ExportRow>, stream: PassThrough): Promise<void> {
  // Only for a workbook: loading the package takes half a second.
  const { default: excel } = await import('exceljs');
  const workbook = new excel.stream.xlsx.WorkbookWriter({
    stream,
    useStyles: true,
    useSharedStrings: false,
  });
  workbook.creator = '';
  workbook.lastModifiedBy = '';
  const sheet = workbook.addWorksheet('Readings');
  sheet.columns = [10, 60, 14, 14, 14, ...Array<number>(12).fill(12)].map((width) => ({ width }));
  for await (const { heading, cells } of rows) {
    const row = sheet.addRow([]);
    for (const [i, cell] of cells.entries()) fill(row.getCell(i + 1), cell);
    if (heading) row.font = { bold: true };
    row.commit();
    if (stream.writableNeedDrain) await new Promise((drained) => stream.once('drain', drained));
  }
  sheet.commit();
  await workbook.commit();
}

function fill(target: ExcelJS.Cell, cell: ExportCell): void {
  if (cell === null) return;
  if (typeof cell !== 'object') {
    target.value = cell;
    return;
  }
  const { figure, unit } = cell;
  if (figure.value === null) {
    target.value = formatFigure(figure, unit);
    return;
  }
  const places = figure.decimals === 0 ? '0' : `0.${'0'.repeat(figure.decimals)}`;
  // What is printed, as the CSV has it: a percentage is a hundredth in a workbook.
  const printed = rounded(figure.value, figure.decimals);
  target.value = unit === 'percent' ? rounded(printed / 100, figure.decimals + 2) : printed;
  target.numFmt = unit === 'percent' ? `${places}%` : places;
}
