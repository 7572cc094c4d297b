import { parse } from 'csv-parse/sync';
import { cell, FILE_LIMITS, FileRefused, type Cell, type Grid } from './grid.js';

/**
 * Reads the text of a CSV file (RFC 4180): commas (or semicolons, tabs), double quotes, any line ending.
 * @throws FileRefused for NUL characters, broken quotes, too many rows or columns.
 */
export function readCsv(text: string): Grid {
  if (text.includes('\0'))
    throw new FileRefused('file-not-readable', 'The file holds NUL characters: it is not text.');
  const rows = parseRecords(text);
  const filled = rows.flatMap((values, index) =>
    values.some((value) => value.trim() !== '')
      ? [{ number: index + 1, cells: values.map((value) => csvCell(value)) }]
      : [],
  );
  if (filled.length > FILE_LIMITS.rows)
    throw new FileRefused('file-too-large', `The file has more than ${FILE_LIMITS.rows} rows.`);
  return { sheet: null, rows: filled, unread: [] };
}

/** What stands between the cells: comma, semicolon or tab, whichever the first lines have most of. */
function delimiterOf(text: string): string {
  const start = text.slice(0, 4000);
  const count = (sign: string): number => start.split(sign).length;
  return [';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best), ',');
}

function parseRecords(text: string): string[][] {
  let tooWide: number | undefined;
  try {
    return parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      skip_empty_lines: false,
      max_record_size: 64 * 1024,
      on_record: (record: string[], { records }) => {
        if (record.length > FILE_LIMITS.columns) tooWide ??= records;
        return record;
      },
    });
  } catch (error) {
    const { code, lines } = error as { code?: string; lines?: number };
    if (!code?.startsWith('CSV_')) throw error;
    const at = lines === undefined ? '' : ` in line ${lines}`;
    throw new FileRefused(
      'file-not-readable',
      code === 'CSV_MAX_RECORD_SIZE'
        ? `One row is longer than 64 KB${at}.`
        : `The quotes do not fit together${at}: write a quote inside a quoted cell as two quotes.`,
    );
  } finally {
    if (tooWide !== undefined)
      // eslint-disable-next-line no-unsafe-finally -- the width is the plainer of the two reasons
      throw new FileRefused('file-too-large', `Row ${tooWide} has more than ${FILE_LIMITS.columns} columns.`);
  }
}

/** A formula in a CSV file is what a spreadsheet would run. A quote in front is how our own export (and others) disarm it. */
function csvCell(value: string): Cell {
  const disarmed = /^'(?=[=+\-@\t\r＝＋－＠])/u.test(value) ? value.slice(1) : undefined;
  if (disarmed !== undefined) return cell(disarmed);
  return /^\s*[=@＝＠]/u.test(value) ? cell(value, 'It is a formula. Paste the value instead.') : cell(value);
}
