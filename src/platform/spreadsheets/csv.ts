import { CsvError, parse } from 'csv-parse/sync';
import { FILE_LIMITS, FileRefused, gridCell, type Grid, type GridCell } from './grid.js';

/**
 * Reads the text of a CSV file (RFC 4180) with commas, semicolons or tabs, double quotes and any line ending. Quotes inside an unquoted
 * cell are read as typed.
 * @throws FileRefused for NUL characters, a quote that is never closed, and beyond the limits of rows and columns.
 */
export function readCsv(text: string): Grid {
  if (text.includes('\0'))
    throw new FileRefused('file-not-readable', 'The file holds NUL characters: it is not text.');
  const rows = parseRecords(text).flatMap((values, index) =>
    values.some((value) => value.trim() !== '')
      ? [{ number: index + 1, cells: values.map((value) => csvCell(value)) }]
      : [],
  );
  if (rows.length > FILE_LIMITS.rows)
    throw new FileRefused('file-too-large', `The file has more than ${FILE_LIMITS.rows} rows.`);
  return { sheet: null, rows, unread: [] };
}

/** Characters in which the separator is looked for. */
const SEPARATOR_SAMPLE = 4000;

/**
 * The separator of a CSV file: the comma, semicolon or tab that stands in the most lines, then most often in the first line that has
 * any, outside quotes. Counting lines, not characters, so that the commas in `1,234,567.00;5` do not win.
 */
function separatorOf(text: string): string {
  const lines = text
    .slice(0, SEPARATOR_SAMPLE)
    .replace(/(?<=^|[,;\t])"(?:[^"]|"")*"(?=[,;\t]|$)/gm, '')
    .split(/\r\n|\n|\r/);
  const first = lines.find((line) => /[,;\t]/.test(line)) ?? '';
  const weigh = (sign: string) => ({
    sign,
    lines: lines.filter((line) => line.includes(sign)).length,
    inFirst: first.split(sign).length,
  });
  return [';', '\t']
    .map(weigh)
    .reduce(
      (best, one) =>
        one.lines > best.lines || (one.lines === best.lines && one.inFirst > best.inFirst) ? one : best,
      weigh(','),
    ).sign;
}

function parseRecords(text: string): string[][] {
  let tooWide: number | undefined;
  try {
    return parse(text, {
      bom: true,
      delimiter: separatorOf(text),
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      // A quote inside an unquoted cell is a sign that somebody typed: 6" is six inches.
      relax_quotes: true,
      skip_empty_lines: false,
      max_record_size: 64 * 1024,
      on_record: (record: string[], { records }) => {
        if (record.length > FILE_LIMITS.columns) tooWide ??= records;
        return record;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { code, records } = error as CsvError & { records?: number };
    const row = (records ?? 0) + 1;
    throw new FileRefused(
      'file-not-readable',
      code === 'CSV_MAX_RECORD_SIZE'
        ? `Row ${row} is longer than 64 KB.`
        : `The quotes in row ${row} do not match. Write a quote inside a quoted cell as two quotes.`,
      [],
      row,
    );
  } finally {
    if (tooWide !== undefined)
      // eslint-disable-next-line no-unsafe-finally -- the width is the plainer of the two reasons
      throw new FileRefused(
        'file-too-large',
        `Row ${tooWide} has more than ${FILE_LIMITS.columns} columns.`,
        [],
        tooWide,
      );
  }
}

/**
 * A cell that a spreadsheet would run as a formula has a fault. A single quote before such a text is removed: exports of this program and
 * of others put it there.
 */
function csvCell(value: string): GridCell {
  const escaped = /^'(?=[=+\-@\t\r＝＋－＠])/u.test(value) ? value.slice(1) : undefined;
  if (escaped !== undefined) return gridCell(escaped);
  return /^\s*[=@＝＠]/u.test(value)
    ? gridCell(value, 'It is a formula. Paste the value instead.')
    : gridCell(value);
}
