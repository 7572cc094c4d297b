import ExcelJS from 'exceljs';
import {
  columnName,
  FILE_LIMITS,
  FileRefused,
  gridCell,
  type Grid,
  type GridCell,
  type GridRow,
} from './grid.js';
import { unpack, type ZipPart } from './zip.js';

/** Parts of a workbook that run or reach outside it, with the words for a person. */
const ACTIVE: readonly [RegExp, string][] = [
  [/vbaProject|macrosheets/i, 'macros'],
  [/externalLinks\//i, 'links to other workbooks'],
  [/(activeX|ctrlProps)\//i, 'form controls'],
  [/embeddings\//i, 'embedded files'],
  [/(connections\.xml$|queryTables\/|customData\/|model\/)/i, 'data connections'],
];

/** Elements that are skipped. Some of them make the package build a cell for every cell of a range. */
const NOT_READ = [
  'dataValidations',
  'conditionalFormatting',
  'hyperlinks',
  'printOptions',
  'drawing',
  'picture',
  'tableParts',
  'extLst',
];

/**
 * Reads the first worksheet of an Excel workbook as it is printed.
 * It runs in a thread with a heap limit and a deadline (spreadsheet-reader.ts), because the package keeps the whole workbook in memory.
 * @throws FileRefused for hidden sheets, rows or columns that are not empty (senders may not know of them, and other bodies have
 * published such content by mistake), for macros and links, for a DOCTYPE, and beyond the limits.
 */
export async function readWorkbook(bytes: Buffer): Promise<Grid> {
  const parts = unpack(bytes);
  refuseActive(parts);
  refuseDoctype(parts);
  const workbook = new ExcelJS.Workbook();
  try {
    await workbook.xlsx.load(bytes as unknown as ExcelJS.Buffer, { ignoreNodes: NOT_READ });
  } catch {
    throw new FileRefused(
      'file-not-readable',
      'The workbook cannot be read. Save it again in Excel and retry.',
    );
  }
  refuseHiddenSheets(workbook);
  const [sheet, ...others] = workbook.worksheets;
  if (!sheet) throw new FileRefused('file-not-readable', 'The workbook has no worksheet.');
  refuseHiddenCells(sheet, flatRows(parts));
  return {
    sheet: sheet.name,
    rows: readRows(sheet),
    unread: others.map((other) => `The worksheet “${other.name}”: only the first one is read.`),
  };
}

function refuseActive(parts: readonly ZipPart[]): void {
  const names = parts.map((part) => part.name);
  if (!names.some((name) => name.toLowerCase() === 'xl/workbook.xml'))
    throw new FileRefused('file-not-readable', 'The file is not an Excel workbook (.xlsx).');
  const found = ACTIVE.filter(([pattern]) => names.some((name) => pattern.test(name))).map(
    ([, what]) => what,
  );
  const types = parts.find((part) => part.name === '[Content_Types].xml')?.bytes.toString('latin1') ?? '';
  if (/macroEnabled/i.test(types) && !found.includes('macros')) found.unshift('macros');
  if (found.length > 0)
    throw new FileRefused(
      'active-content',
      `The workbook holds ${found.join(' and ')}. Copy the values into a new workbook and import that.`,
    );
}

/** Refuses document type declarations, in which entities expand without limit. A part in UTF-16 holds NUL bytes and is refused too. */
function refuseDoctype(parts: readonly ZipPart[]): void {
  for (const { name, bytes } of parts) {
    if (!/\.(xml|rels|vml)$/i.test(name)) continue;
    if (bytes.includes(0) || /<!(DOCTYPE|ENTITY)/i.test(bytes.toString('latin1')))
      throw new FileRefused(
        'active-content',
        'The workbook holds a document type declaration, which no spreadsheet program writes.',
        [{ path: name.slice(0, 200), message: 'Here.' }],
      );
  }
}

function refuseHiddenSheets(workbook: ExcelJS.Workbook): void {
  const hidden = workbook.worksheets.filter((sheet) => sheet.state !== 'visible');
  if (hidden.length > 0)
    throw new FileRefused(
      'hidden-content',
      'The workbook has hidden worksheets. Look at them, remove what does not belong here, and try again.',
      hidden.map((sheet) => ({ path: `sheet “${sheet.name}”`, message: 'This worksheet is hidden.' })),
    );
}

/** Numbers of the rows with height 0, in any worksheet. The package does not distinguish them from rows of the usual height. */
function flatRows(parts: readonly ZipPart[]): ReadonlySet<number> {
  const rows = new Set<number>();
  for (const { name, bytes } of parts)
    if (/^xl\/worksheets\/[^/]+\.xml$/i.test(name))
      for (const [tag] of bytes.toString('latin1').matchAll(/<(?:\w+:)?row\s[^>]*>/g))
        if (/\sht\s*=\s*["']0*(?:\.0*)?["']/.test(tag))
          rows.add(Number(/\sr\s*=\s*["'](\d+)["']/.exec(tag)?.[1]));
  return rows;
}

function refuseHiddenCells(sheet: ExcelJS.Worksheet, flat: ReadonlySet<number>): void {
  const places: { path: string; message: string }[] = [];
  const columns = new Set<number>();
  sheet.eachRow((row, number) => {
    const filled: number[] = [];
    row.eachCell((one, column) => {
      if (one.text !== '') filled.push(column);
    });
    for (const column of filled) {
      const { hidden, width } = sheet.getColumn(column);
      if (hidden || width === 0) columns.add(column);
    }
    if (filled.length > 0 && (row.hidden || flat.has(number)))
      places.push({ path: `row ${number}`, message: 'This row is hidden.' });
  });
  for (const column of columns)
    places.push({ path: `column ${columnName(column - 1)}`, message: 'This column is hidden.' });
  if (places.length > 0)
    throw new FileRefused(
      'hidden-content',
      `The worksheet “${sheet.name}” has hidden rows or columns. Show them, remove what does not belong here, and try again.`,
      places.slice(0, 100),
    );
}

function readRows(sheet: ExcelJS.Worksheet): GridRow[] {
  const rows: GridRow[] = [];
  sheet.eachRow((row, number) => {
    const cells: GridCell[] = [];
    row.eachCell((one, column) => {
      const read = readCell(one);
      if (read.text === '' && read.fault === null) return;
      if (column > FILE_LIMITS.columns)
        throw new FileRefused(
          'file-too-large',
          `Row ${number} has more than ${FILE_LIMITS.columns} columns.`,
        );
      while (cells.length < column - 1) cells.push(gridCell(''));
      cells.push(read);
    });
    if (cells.length === 0) return;
    rows.push({ number, cells });
    if (rows.length > FILE_LIMITS.rows)
      throw new FileRefused('file-too-large', `The worksheet has more than ${FILE_LIMITS.rows} rows.`);
  });
  // A worksheet is as wide as its widest row: cells missing at the end of a row are empty.
  const width = Math.max(0, ...rows.map((row) => row.cells.length));
  for (const { cells } of rows) while (cells.length < width) cells.push(gridCell(''));
  return rows;
}

function readCell(one: ExcelJS.Cell): GridCell {
  if (one.isMerged && one.master.address !== one.address) return gridCell('');
  const { value } = one;
  if (value === null || value === undefined) return gridCell('');
  if (typeof value === 'number') return printedNumber(value, one.numFmt);
  if (typeof value === 'string') return gridCell(value);
  if (typeof value === 'boolean') return gridCell(value ? 'TRUE' : 'FALSE');
  if (value instanceof Date)
    return Number.isNaN(value.getTime())
      ? gridCell('#DATE', 'It is not a date that exists.')
      : gridCell(value.toISOString().slice(0, 10));
  if ('formula' in value || 'sharedFormula' in value)
    return gridCell(`=${one.formula}`, 'It is a formula. Paste the value instead (Paste Special, Values).');
  if ('error' in value) return gridCell(value.error, 'It is an error of the spreadsheet.');
  if ('richText' in value) return gridCell(value.richText.map((run) => run.text).join(''));
  return gridCell(one.text);
}

/**
 * A number as its format prints it: 0.781 under `0.0%` is `78.1%`, 69 under `0.00` is `69.00`. The printed number is what is read;
 * a note says so when the cell holds more digits.
 */
export function printedNumber(value: number, format: string | undefined): GridCell {
  const pattern =
    (format ?? 'General').split(';')[0]?.replace(/"[^"]*"|\[[^\]]*\]|\\.|_.|[£$€\s]/g, '') ?? '';
  const percent = pattern.endsWith('%');
  const scaled = percent ? value * 100 : value;
  const digits = /^[#,0]+(?:\.(0*)(#*))?%?$/.exec(pattern);
  const plain = plainNumber(scaled) + (percent ? '%' : '');
  if (!digits) return gridCell(plain);
  const [fixed, optional] = [digits[1]?.length ?? 0, digits[2]?.length ?? 0];
  let text = scaled.toFixed(Math.min(20, fixed + optional));
  for (let i = 0; i < optional && text.endsWith('0'); i++) text = text.slice(0, -1);
  text = text.replace(/\.$/, '');
  const cut = Math.abs(Number(text) - scaled) > 1e-9 * Math.max(1, Math.abs(scaled));
  return gridCell(
    text + (percent ? '%' : ''),
    null,
    cut
      ? `The cell holds ${plain} and prints ${text}${percent ? '%' : ''}: the printed number was read.`
      : null,
  );
}

/** Without the rounding error of binary fractions. Numbers of the size that a report prints are never in exponent form. */
function plainNumber(value: number): string {
  return String(Number(value.toPrecision(15)));
}
