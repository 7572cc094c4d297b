import { FileRefused } from '../spreadsheets/grid.js';
import { DOCUMENT_LIMITS, EMPTY_CELL, type SourceCell } from './source-document.js';

/** A cell while it is read, with its place in the grid. */
export interface OpenCell {
  paragraphs: string[];
  shade: string | null;
  span: number;
  /** `restart` begins a merge downwards, `continue` is covered by the cell above. */
  merge: 'restart' | 'continue' | null;
  struck: boolean;
  marked: boolean;
}

export const newCell = (): OpenCell => ({
  paragraphs: [],
  shade: null,
  span: 1,
  merge: null,
  struck: false,
  marked: false,
});

/** A fill that says something: white and “auto” do not. */
export function shadeOf(fill: string | undefined): string | null {
  const hex = fill?.toUpperCase() ?? '';
  return /^[0-9A-F]{6}$/.test(hex) && hex !== 'FFFFFF' ? hex : null;
}

/** The cells on the table's grid: merged cells cover places, and short rows are filled up. */
export function gridOf(rows: readonly (readonly OpenCell[])[]): SourceCell[][] {
  const placed = rows.map((row) =>
    row.flatMap((cell): SourceCell[] => {
      const own: SourceCell = {
        text: cell.merge === 'continue' ? '' : joined(cell.paragraphs),
        shade: cell.shade,
        covered: cell.merge === 'continue' ? 'above' : null,
        fault: cell.struck ? 'It is struck through, wholly or in part.' : null,
      };
      return [
        own,
        ...Array.from({ length: cell.span - 1 }, (): SourceCell => ({
          ...own,
          text: '',
          covered: 'left',
          fault: null,
        })),
      ];
    }),
  );
  const width = Math.max(...placed.map((row) => row.length));
  if (width > DOCUMENT_LIMITS.columns)
    throw new FileRefused('file-too-large', `A table has more than ${DOCUMENT_LIMITS.columns} columns.`);
  return placed.map((row) => [...row, ...Array.from({ length: width - row.length }, () => EMPTY_CELL)]);
}

/** Paragraphs with an empty line between them; items of one list on lines that follow each other. */
const joined = (paragraphs: readonly string[]): string =>
  paragraphs
    .reduce(
      (text, one, at) =>
        at === 0
          ? one
          : `${text}${one.startsWith('- ') && paragraphs[at - 1]?.startsWith('- ') ? '\n' : '\n\n'}${one}`,
      '',
    )
    .slice(0, DOCUMENT_LIMITS.text);
