/** The content type of an Excel workbook without macros. */
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** What a file may hold at most. A year of every measure of a large programme is a few hundred rows. */
export const FILE_LIMITS = {
  /** Bytes as sent. */
  csvBytes: 2 * 1024 * 1024,
  xlsxBytes: 5 * 1024 * 1024,
  /** Bytes of a workbook once unpacked, all parts together. */
  unpackedBytes: 24 * 1024 * 1024,
  /** Parts of a workbook (sheets, styles, pictures …). */
  parts: 300,
  rows: 20_000,
  columns: 200,
  figures: 50_000,
  /** Characters of one cell. */
  cell: 2000,
} as const;

/** One cell as a person sees it. Empty = nothing is written there. */
export interface Cell {
  text: string;
  /** Why its text cannot be taken for what somebody wrote: a formula, an error. Only matters where the cell is read. */
  fault: string | null;
  /** What a person should know about it although it can be read. */
  note: string | null;
}

/** One row that holds something; `number` is the row's number in a spreadsheet, from 1. */
export interface GridRow {
  number: number;
  cells: Cell[];
}

/** The one table that is read from a file. */
export interface Grid {
  /** The worksheet's name; null for CSV. */
  sheet: string | null;
  rows: GridRow[];
  /** What lies in the file and is not read, one plain sentence each. */
  unread: string[];
}

/**
 * The file as a whole cannot be read. The reasons are sentences for the person who sent it, each with its place.
 * @see reliability of imports: refused before anything is compared with what is recorded.
 */
export class FileRefused extends Error {
  override name = 'FileRefused';

  constructor(
    readonly code: FileRefusal,
    message: string,
    readonly places: readonly { path: string; message: string }[] = [],
  ) {
    super(message);
  }
}

export type FileRefusal = 'file-not-readable' | 'file-too-large' | 'hidden-content' | 'active-content';

const EMPTY: Cell = { text: '', fault: null, note: null };

/** Column letters as a spreadsheet shows them: 0 = A, 26 = AA. */
export function columnName(index: number): string {
  let name = '';
  for (let n = index + 1; n > 0; n = Math.floor((n - 1) / 26))
    name = String.fromCharCode(65 + ((n - 1) % 26)) + name;
  return name;
}

/** The cell at an index; a row that is too short has empty ones. */
export const cellAt = (row: GridRow, index: number): Cell => row.cells[index] ?? EMPTY;

/** C0 and C1 controls (line breaks and tabs have become spaces), bidirectional overrides, non-characters. */
const CONTROLS = /[\p{Cc}\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]/u;

/** Puts a text into a cell: one line, no-break spaces as spaces, trimmed. */
export function cell(text: string, fault: string | null = null, note: string | null = null): Cell {
  const plain = text.normalize('NFC').replace(/\s+/gu, ' ').trim();
  return {
    text: plain.slice(0, FILE_LIMITS.cell),
    fault:
      fault ??
      (plain.length > FILE_LIMITS.cell
        ? `It is longer than ${FILE_LIMITS.cell} characters.`
        : CONTROLS.test(plain) || !plain.isWellFormed()
          ? 'It holds a control character.'
          : null),
    note,
  };
}
