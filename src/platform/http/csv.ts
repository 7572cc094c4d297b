/**
 * The text of a CSV file as spreadsheets and ledgers write it: UTF-8, UTF-16 with its mark, or else Windows-1252, in which
 * older programs write “£” as one byte that is no UTF-8. The byte order mark is gone.
 */
export function csvText(bytes: Buffer): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** One cell to be written: a text of people's, a number, nothing, or figures and words of ours, in which there is no formula. */
export type CsvCell = string | number | null | { ours: string };

/** Cells that begin so are run as formulas by spreadsheets; the last four are the full-width forms of the first four. */
const RUNS = /^[=+\-@\t\r＝＋－＠]/u;

/** Whether a spreadsheet would run a text as a formula. */
export const runsAsFormula = (text: string): boolean => RUNS.test(text);

/** A text in which no spreadsheet finds a formula (ASVS 1.2.10): with a single quote in front, if it must be. */
const disarmed = (text: string): string => (runsAsFormula(text) ? `'${text}` : text);

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function written(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return quoted(disarmed(cell));
  return typeof cell === 'number' ? String(cell) : quoted(cell.ours);
}

/** Begins a file that we write: the byte order mark, without which spreadsheets take UTF-8 for Windows-1252. */
export const CSV_MARK = '\uFEFF';

/** One row as RFC 4180 has it, with its line end. */
export const csvRow = (cells: readonly CsvCell[]): string => `${cells.map(written).join(',')}\r\n`;
