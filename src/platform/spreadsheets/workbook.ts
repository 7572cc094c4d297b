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
import { printedNumber, printedText } from './number-format.js';
import { pack, unpack, type ZipPart } from './zip.js';

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
 * Reads the worksheets of an Excel workbook as they are printed: the first, which then names those that were not read, or every one that holds
 * something.
 * It runs in a thread with a heap limit and a deadline (spreadsheet-reader.ts), because the package keeps the whole workbook in memory.
 * @throws FileRefused for hidden sheets, rows or columns that are not empty (senders may not know of them, and other bodies have
 * published such content by mistake), for macros and links, for a DOCTYPE, and beyond the limits.
 */
export async function readWorkbook(bytes: Buffer, which: 'first' | 'every'): Promise<Grid[]> {
  const parts = unpack(bytes).map(datesFrom1904);
  refuseActive(parts);
  refuseDoctype(parts);
  const workbook = new ExcelJS.Workbook();
  try {
    await workbook.xlsx.load(pack(parts) as unknown as ExcelJS.Buffer, { ignoreNodes: NOT_READ });
  } catch {
    throw new FileRefused(
      'file-not-readable',
      'The workbook cannot be read. Save it again in Excel and retry.',
    );
  }
  refuseHiddenSheets(workbook);
  const [sheet, ...others] = workbook.worksheets;
  if (!sheet) throw new FileRefused('file-not-readable', 'The workbook has no worksheet.');
  const flat = flatRows(parts, workbook.worksheets.length);
  const read = (one: ExcelJS.Worksheet, unread: string[]): Grid => {
    refuseHiddenCells(one, flat(workbook.worksheets.indexOf(one)));
    return { sheet: one.name, rows: readRows(one), unread };
  };
  if (which === 'every')
    return workbook.worksheets.map((one) => read(one, [])).filter(({ rows }) => rows.length > 0);
  return [
    read(
      sheet,
      others.map((other) => `The worksheet “${other.name}”: only the first one is read.`),
    ),
  ];
}

/** Some programs say with the word `true` that days are counted from 1904. The package knows only `1`, and would date all four years early. */
const datesFrom1904 = (part: ZipPart): ZipPart =>
  part.name.toLowerCase() === 'xl/workbook.xml'
    ? {
        ...part,
        bytes: Buffer.from(part.bytes.toString('utf8').replace(/(\sdate1904\s*=\s*["'])true(?=["'])/, '$11')),
      }
    : part;

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

const textOfPart = (parts: readonly ZipPart[], wanted: string): string =>
  parts.find(({ name }) => name.toLowerCase() === wanted.toLowerCase())?.bytes.toString('utf8') ?? '';

const attribute = (tag: string, name: string): string | undefined =>
  new RegExp(`\\s(?:\\w+:)?${name}\\s*=\\s*["']([^"']*)["']`).exec(tag)?.[1];

/** The parts of the worksheets in the order in which the workbook names them. */
function worksheetParts(parts: readonly ZipPart[]): string[] {
  const targets = new Map(
    [...textOfPart(parts, 'xl/_rels/workbook.xml.rels').matchAll(/<(?:\w+:)?Relationship\s[^>]*>/g)].map(
      ([tag]) => [attribute(tag, 'Id'), attribute(tag, 'Target')?.replace(/^(?:\/?xl)?\/?/, 'xl/')],
    ),
  );
  return [...textOfPart(parts, 'xl/workbook.xml').matchAll(/<(?:\w+:)?sheet\s[^>]*>/g)].flatMap(([tag]) => {
    const target = targets.get(/\s\w+:id\s*=\s*["']([^"']*)["']/.exec(tag)?.[1]);
    return target !== undefined && isWorksheet(target) ? [target] : [];
  });
}

const isWorksheet = (name: string): boolean => /^xl\/worksheets\/[^/]+\.xml$/i.test(name);

/**
 * Numbers of the rows with height 0, of each worksheet. The package does not distinguish them from rows of the usual height.
 * Where it cannot be told which part is which worksheet, a row that is flat in one of them counts as flat in all.
 */
function flatRows(parts: readonly ZipPart[], worksheets: number): (at: number) => ReadonlySet<number> {
  const named = worksheetParts(parts);
  const all = parts.map(({ name }) => name).filter(isWorksheet);
  const of =
    named.length === worksheets ? named.map((name) => [name]) : Array.from({ length: worksheets }, () => all);
  const sets = of.map((names) => new Set(names.flatMap((name) => flatIn(textOfPart(parts, name)))));
  return (at) => sets[at] ?? new Set();
}

const flatIn = (sheet: string): number[] =>
  [...sheet.matchAll(/<(?:\w+:)?row\s[^>]*>/g)].flatMap(([tag]) =>
    /\sht\s*=\s*["']0*(?:\.0*)?["']/.test(tag) ? [Number(attribute(tag, 'r'))] : [],
  );

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
  if (isRich(value)) return readRuns(value.richText, one);
  const read = readValue(value, one);
  return read.fault === null && read.text !== '' ? marked(read, one.font) : read;
}

const isRich = (value: ExcelJS.CellValue): value is ExcelJS.CellRichTextValue =>
  typeof value === 'object' && value !== null && 'richText' in value;

function readValue(value: Exclude<ExcelJS.CellValue, null | undefined>, one: ExcelJS.Cell): GridCell {
  if (typeof value === 'number') return printedNumber(value, one.numFmt);
  if (typeof value === 'string') return printedText(value, one.numFmt);
  if (typeof value === 'boolean') return gridCell(value ? 'TRUE' : 'FALSE');
  if (value instanceof Date)
    return Number.isNaN(value.getTime())
      ? gridCell('#DATE', 'It is not a date that exists.')
      : gridCell(value.toISOString().slice(0, 10));
  if ('formula' in value || 'sharedFormula' in value)
    return gridCell(`=${one.formula}`, 'It is a formula. Paste the value instead (Paste Special, Values).');
  if ('error' in value) return gridCell(value.error, 'It is an error of the spreadsheet.');
  return gridCell(one.text);
}

type Font = Partial<ExcelJS.Font> | undefined;

const STRUCK = 'It is struck through, wholly or in part. Write only what counts.';

/** A cell whose one font strikes it through or raises it as a whole: it is a note, or not meant any more. */
function marked(read: GridCell, font: Font): GridCell {
  if (font?.strike) return { ...read, fault: STRUCK };
  return font?.vertAlign === 'superscript' && /\d/.test(read.text)
    ? { ...read, fault: 'It is raised as a whole, as a mark of a note is. Write it as a plain figure.' }
    : read;
}

/**
 * A text of several runs, each with its own font. A raised run is the mark of a note: 84 with a raised 1 is not 841. It is left out,
 * and the note names it. A lowered run beside a figure is a mark as well; in words (CO₂) it stays.
 */
function readRuns(runs: readonly ExcelJS.RichText[], one: ExcelJS.Cell): GridCell {
  const written = runs.filter(({ text }) => text.trim() !== '');
  const fontOf = (run: ExcelJS.RichText): Font => run.font ?? one.font;
  const textOf = (some: readonly ExcelJS.RichText[]): string => some.map((run) => run.text).join('');
  const all = gridCell(textOf(runs));
  if (written.some((run) => fontOf(run)?.strike)) return { ...all, fault: STRUCK };
  const level = (run: ExcelJS.RichText): boolean => fontOf(run)?.vertAlign === undefined;
  const aboutFigure = !/\p{L}/u.test(textOf(runs.filter(level)));
  const isMark = (run: ExcelJS.RichText): boolean =>
    fontOf(run)?.vertAlign === 'superscript' || (aboutFigure && fontOf(run)?.vertAlign === 'subscript');
  const marks = textOf(written.filter(isMark)).trim();
  if (marks === '') return printedText(textOf(runs), one.numFmt);
  const rest = printedText(textOf(runs.filter((run) => !isMark(run))), one.numFmt);
  return rest.text === ''
    ? { ...all, fault: 'It is raised as a whole, as a mark of a note is. Write it as a plain figure.' }
    : {
        ...rest,
        note: `It holds a raised or lowered mark, “${marks.slice(0, 40)}”. The mark was left out: ${rest.text.slice(0, 80)} was read.`,
      };
}
