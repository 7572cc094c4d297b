import { EMPTY_CELL, type SourceBlock, type SourceTable } from '../platform/index.js';
import { isLabelled, isOverall, themeIn } from './words.js';

/** A block of a document, in which paragraphs that say something are tables too. */
export type Block =
  | Exclude<SourceBlock, SourceTable>
  /** `lines`: of paragraphs with a label each. `prose`: of paragraphs under a heading. */
  | (SourceTable & { from?: 'lines' | 'prose' | 'summary' });

/**
 * Paragraphs that a table could say as well, as tables, so that they are read, shown and asked about like all others: lines such as “Theme
 * lead: A Person”, the words under “Executive summary”, and those under the heading of a theme. Pure.
 */
export function asTables(blocks: readonly SourceBlock[]): Block[] {
  const found: Block[] = [];
  for (let at = 0; at < blocks.length; at++) {
    const block = blocks[at];
    if (!block) break;
    const lines = linesAt(blocks, at);
    if (lines.length > 0) {
      found.push(tableOf('lines', lines.map(pairOf)));
      at += lines.length - 1;
      continue;
    }
    found.push(block);
    if (block.kind !== 'paragraph') continue;
    const of = isOverall(block.text) ? 'summary' : themeIn(block.text) ? 'prose' : null;
    if (of === null) continue;
    const between = linesAt(blocks, at + 1);
    if (between.length > 0) found.push(tableOf('lines', between.map(pairOf)));
    const told = proseAt(blocks, at + 1 + between.length, of === 'summary' ? 0 : SHORTEST_PROSE);
    const text = told.join('\n\n');
    if (told.length > 0)
      found.push(
        tableOf(
          of,
          of === 'summary'
            ? [[block.text], [text]]
            : [
                ['Overview narrative', 'RAG'],
                [text, ''],
              ],
        ),
      );
    at += between.length + told.length;
  }
  return found;
}

/** A sentence or two: what is shorter may be a heading. */
const SHORTEST_PROSE = 60;
const LONGEST_HEADING = 100;

const linesAt = (blocks: readonly SourceBlock[], from: number): string[] => {
  const lines: string[] = [];
  for (const block of blocks.slice(from)) {
    if (block.kind !== 'paragraph' || !isLabelled(block.text)) break;
    lines.push(block.text);
  }
  return lines;
};

const pairOf = (text: string): [string, string] => {
  const at = text.indexOf(':');
  return [text.slice(0, at).trim(), text.slice(at + 1).trim()];
};

/** Paragraphs that are sentences, up to what can be a heading. */
function proseAt(blocks: readonly SourceBlock[], from: number, shortest: number): string[] {
  const told: string[] = [];
  for (const block of blocks.slice(from)) {
    if (block.kind !== 'paragraph' || themeIn(block.text) || isLabelled(block.text)) break;
    const { text } = block;
    const isSentence = /[.!?…:;][)”’"']?$/.test(text.trim());
    if (!isSentence && text.length <= LONGEST_HEADING) break;
    if (told.length === 0 && text.length < shortest) break;
    told.push(text);
  }
  return told;
}

function tableOf(
  from: 'lines' | 'prose' | 'summary',
  rows: readonly (readonly string[])[],
): SourceTable & { from: 'lines' | 'prose' | 'summary' } {
  return { kind: 'table', from, rows: rows.map((row) => row.map((text) => ({ ...EMPTY_CELL, text }))) };
}
