import { oneLine } from '../text/thousands.js';

/** The content type of an Excel workbook without macros. */
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The largest file that is read. A year of every measure of a large programme is a few hundred rows. */
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
  /** Characters of one cell. */
  cell: 2000,
} as const;

/** One cell as a person sees it. An empty text = nothing is written there. */
export interface GridCell {
  text: string;
  /** Why the text cannot be used as what a person wrote: a formula, an error. It matters only where the cell is read. */
  fault: string | null;
  /** A warning about a cell that can be read. */
  note: string | null;
}

/** One row that is not empty. `number` is its number in a spreadsheet, from 1. */
export interface GridRow {
  number: number;
  cells: GridCell[];
}

/** The one table that is read from a file. */
export interface Grid {
  /** The worksheet's name; null for CSV. */
  sheet: string | null;
  rows: GridRow[];
  /** What is in the file and is not read, one sentence each. */
  unread: string[];
}

/** The file as a whole cannot be read. Message and places are sentences for the person who sent it. */
export class FileRefused extends Error {
  override name = 'FileRefused';

  /** @param row the row at fault as a spreadsheet numbers it, where there is one. */
  constructor(
    readonly code: FileRefusal,
    message: string,
    readonly places: readonly { path: string; message: string }[] = [],
    readonly row: number | null = null,
  ) {
    super(message);
  }
}

export type FileRefusal = 'file-not-readable' | 'file-too-large' | 'hidden-content' | 'active-content';

const EMPTY: GridCell = { text: '', fault: null, note: null };

/** Column letters as a spreadsheet shows them: 0 = A, 26 = AA. */
export function columnName(index: number): string {
  let name = '';
  for (let n = index + 1; n > 0; n = Math.floor((n - 1) / 26))
    name = String.fromCharCode(65 + ((n - 1) % 26)) + name;
  return name;
}

/** The cell at an index; beyond the end of a row cells are empty. */
export const cellAt = (row: GridRow, index: number): GridCell => row.cells[index] ?? EMPTY;

/** C0 and C1 controls (line breaks and tabs have become spaces), bidirectional overrides, non-characters. */
const CONTROLS = /[\p{Cc}\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]/u;

/** A cell with this text, on one line. */
export function gridCell(text: string, fault: string | null = null, note: string | null = null): GridCell {
  const plain = oneLine(text);
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
