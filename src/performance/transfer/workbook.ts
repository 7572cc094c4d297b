import ExcelJS from 'exceljs';
import { cell, columnName, FILE_LIMITS, FileRefused, type Cell, type Grid, type GridRow } from './grid.js';
import { unpack, type Part } from './zip.js';

/** Parts that do something or reach out, and what they are to a person. */
const ACTIVE: readonly [RegExp, string][] = [
  [/vbaProject|macrosheets/i, 'macros'],
  [/externalLinks\//i, 'links to other workbooks'],
  [/(activeX|ctrlProps)\//i, 'form controls'],
  [/embeddings\//i, 'embedded files'],
  [/(connections\.xml$|queryTables\/|customData\/|model\/)/i, 'data connections'],
];

/** Nothing of it is read; some of it makes the reader build a cell for every cell of a range. */
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
 * Runs in a thread with a capped heap and a deadline (file-reader.ts): the package that reads workbooks keeps all of it in memory.
 * @throws FileRefused for hidden sheets, rows or columns that hold something (their content was published by mistake elsewhere:
 * who sends them may not know of them), for macros and links, for a DOCTYPE, and for more than the limits.
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

function refuseActive(parts: readonly Part[]): void {
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

/** A document type declaration has no place in a workbook; entities that blow up live there. Also looked for in UTF-16. */
function refuseDoctype(parts: readonly Part[]): void {
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

/** Numbers of rows without height, in any worksheet: the package does not tell them from rows of the usual height. */
function flatRows(parts: readonly Part[]): ReadonlySet<number> {
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
    const cells: Cell[] = [];
    row.eachCell((one, column) => {
      const read = readCell(one);
      if (read.text === '' && read.fault === null) return;
      if (column > FILE_LIMITS.columns)
        throw new FileRefused(
          'file-too-large',
          `Row ${number} has more than ${FILE_LIMITS.columns} columns.`,
        );
      while (cells.length < column - 1) cells.push(cell(''));
      cells.push(read);
    });
    if (cells.length === 0) return;
    rows.push({ number, cells });
    if (rows.length > FILE_LIMITS.rows)
      throw new FileRefused('file-too-large', `The worksheet has more than ${FILE_LIMITS.rows} rows.`);
  });
  // A worksheet is as wide as its widest row: the cells that are missing at the end of a row are empty ones.
  const width = Math.max(0, ...rows.map((row) => row.cells.length));
  for (const { cells } of rows) while (cells.length < width) cells.push(cell(''));
  return rows;
}

function readCell(one: ExcelJS.Cell): Cell {
  if (one.isMerged && one.master.address !== one.address) return cell('');
  const { value } = one;
  if (value === null || value === undefined) return cell('');
  if (typeof value === 'number') return printedNumber(value, one.numFmt);
  if (typeof value === 'string') return cell(value);
  if (typeof value === 'boolean') return cell(value ? 'TRUE' : 'FALSE');
  if (value instanceof Date)
    return Number.isNaN(value.getTime())
      ? cell('#DATE', 'It is not a date that exists.')
      : cell(value.toISOString().slice(0, 10));
  if ('formula' in value || 'sharedFormula' in value)
    return cell(`=${one.formula}`, 'It is a formula. Paste the value instead (Paste Special, Values).');
  if ('error' in value) return cell(value.error, 'It is an error of the spreadsheet.');
  if ('richText' in value) return cell(value.richText.map((run) => run.text).join(''));
  return cell(one.text);
}

/**
 * A number as its format prints it: 0.781 under `0.0%` is `78.1%`, 69 under `0.00` is `69.00`. What is printed is what is taken;
 * a note says so when the cell holds more digits.
 */
export function printedNumber(value: number, format: string | undefined): Cell {
  const pattern =
    (format ?? 'General').split(';')[0]?.replace(/"[^"]*"|\[[^\]]*\]|\\.|_.|[£$€\s]/g, '') ?? '';
  const percent = pattern.endsWith('%');
  const scaled = percent ? value * 100 : value;
  const digits = /^[#,0]+(?:\.(0*)(#*))?%?$/.exec(pattern);
  const plain = plainNumber(scaled) + (percent ? '%' : '');
  if (!digits) return cell(plain);
  const [fixed, optional] = [digits[1]?.length ?? 0, digits[2]?.length ?? 0];
  let text = scaled.toFixed(Math.min(20, fixed + optional));
  for (let i = 0; i < optional && text.endsWith('0'); i++) text = text.slice(0, -1);
  text = text.replace(/\.$/, '');
  const cut = Math.abs(Number(text) - scaled) > 1e-9 * Math.max(1, Math.abs(scaled));
  return cell(
    text + (percent ? '%' : ''),
    null,
    cut
      ? `The cell holds ${plain} and prints ${text}${percent ? '%' : ''}: what is printed was taken.`
      : null,
  );
}

/** Without the noise of binary fractions, and never in exponent form for numbers that a report prints. */
function plainNumber(value: number): string {
  return String(Number(value.toPrecision(15)));
}
