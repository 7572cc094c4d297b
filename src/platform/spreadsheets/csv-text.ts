/**
 * The text of a CSV file as spreadsheets and ledgers write it: UTF-8, UTF-16 with its mark or without it, or else Windows-1252, in which
 * older programs write “£” as one byte that is not UTF-8. The byte order mark is removed.
 */
export function csvText(bytes: Buffer): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const unmarked = unmarkedUtf16(bytes);
  if (unmarked !== undefined) return new TextDecoder(unmarked).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return windows1252(bytes);
  }
}

/** Bytes in which the zeros are counted. */
const ZERO_SAMPLE = 4000;

/**
 * UTF-16 without its mark: figures, commas and the letters of English have a zero in every second byte, always on the same side. A NUL
 * here and there is none of it: such a file stays what it is, and is refused.
 */
function unmarkedUtf16(bytes: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  const sample = bytes.subarray(0, ZERO_SAMPLE);
  const zeros = [0, 0];
  sample.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  const most = sample.length / 4;
  if (odd > most && even === 0) return 'utf-16le';
  return even > most && odd === 0 ? 'utf-16be' : undefined;
}

/**
 * The characters of the bytes 80 to 9F in Windows-1252, a space for each of the five that it does not use. A table of our own: some
 * releases of Node read these bytes as control characters (nodejs/node 56542, 60888).
 */
const HIGH_CONTROLS = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';

/** What no character stands for stays the control that the byte is, and is refused where the cell is read. */
function windows1252(bytes: Buffer): string {
  return bytes.toString('latin1').replace(/[\u0080-\u009f]/g, (control) => {
    const character = HIGH_CONTROLS[control.charCodeAt(0) - 0x80];
    return character === undefined || character === ' ' ? control : character;
  });
}

/** One cell to write: a text that a person wrote, a number, an empty cell, or a text that this program made and that is no formula. */
export type CsvCell = string | number | null | { ours: string };

/** Spreadsheets run a cell that begins like this as a formula. The last four are the full-width forms of the first four. */
const RUNS = /^[=+\-@\t\r＝＋－＠]/u;

/** Whether a spreadsheet would run a text as a formula. */
export const runsAsFormula = (text: string): boolean => RUNS.test(text);

/** A text that no spreadsheet runs as a formula (ASVS 1.2.10): a single quote is put in front where needed. */
const escapeFormula = (text: string): string => (runsAsFormula(text) ? `'${text}` : text);

const quote = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function cellText(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return quote(escapeFormula(cell));
  return typeof cell === 'number' ? String(cell) : quote(cell.ours);
}

/** The byte order mark that begins a CSV file. Without it spreadsheets read UTF-8 as Windows-1252. */
export const CSV_MARK = '\uFEFF';

/** One row as RFC 4180 defines it, with its line end. */
export const csvRow = (cells: readonly CsvCell[]): string => `${cells.map(cellText).join(',')}\r\n`;
