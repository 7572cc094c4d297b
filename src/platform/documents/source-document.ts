/**
 * What a document says, as data: its paragraphs and its tables in their order. How it looks is left out, but for the colour of cells, which
 * reports use as words.
 */
export interface SourceDocument {
  blocks: readonly SourceBlock[];
  /** What is in the file and is not read, one sentence each. */
  unread: readonly string[];
}

export type SourceBlock = SourceParagraph | SourceTable | SourceSheet;

/** Where a worksheet of a workbook begins: what stood before it says nothing of what follows. */
export interface SourceSheet {
  kind: 'sheet';
  title: string;
}

export interface SourceParagraph {
  kind: 'paragraph';
  text: string;
}

/** Every row has the same number of cells, so that a column is an index. */
export interface SourceTable {
  kind: 'table';
  rows: readonly (readonly SourceCell[])[];
}

export interface SourceCell {
  /** Paragraphs are parted by an empty line; each item of a list stands on a line of its own, after `- `. Empty in a covered place. */
  text: string;
  /** The colour of its ground as six hexadecimal digits; null = none, or white. */
  shade: string | null;
  /**
   * Null for a cell of its own. A place that a merged cell covers names the direction in which that cell lies.
   */
  covered: 'left' | 'above' | null;
  /** Why its text may not be what a person meant: struck through, a formula. Null = nothing speaks against it. */
  fault: string | null;
}

/** A cell in which nothing is written. */
export const EMPTY_CELL: SourceCell = { text: '', shade: null, covered: null, fault: null };

/** The largest document that is read: a highlight report has some thirty tables. */
export const DOCUMENT_LIMITS = {
  /** Bytes as sent, pictures included. */
  bytes: 15 * 1024 * 1024,
  tables: 300,
  rows: 5000,
  columns: 63,
  /** Characters of one cell or paragraph. */
  text: 20_000,
  /** Characters of the document as it is kept. */
  whole: 2_000_000,
} as const;
