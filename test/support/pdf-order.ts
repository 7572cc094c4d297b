import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** One line of what a screen reader meets: a role of the structure tree, and the words that stand directly in it. */
export interface Spoken {
  role: string;
  /** How deep in the tree. */
  depth: number;
  /** Its own words and its text alternative; those of elements in it have lines of their own. */
  text: string;
  page: number;
}

interface Node {
  role?: string;
  alt?: string;
  children?: (Node | { type: string; id: string })[];
}

/** Runs that Chromium cuts text into; they are no elements of their own to a reader. */
const RUNS = new Set(['NonStruct', 'Span']);
const CELLS = new Set(['TH', 'TD']);

/**
 * A PDF as a screen reader meets it: roles and words in the order of the structure tree, from the first page to the last, read by a
 * reader that has nothing to do with how it was made. Words outside of the tree (the running foot) are not in it, nor what says
 * nothing on its page. An element that goes on over a page is met once on each; the document itself only once.
 */
export async function pdfOrder(bytes: Uint8Array): Promise<Spoken[]> {
  const task = getDocument({ data: new Uint8Array(bytes), useSystemFonts: false, verbosity: 0 });
  try {
    const pdf = await task.promise;
    const spoken: Spoken[] = [];
    for (let number = 1; number <= pdf.numPages; number += 1) {
      const page = await pdf.getPage(number);
      const { items } = await page.getTextContent({ includeMarkedContent: true });
      const words = wordsById(items);
      const root = (await page.getStructTree()) as Node | null;
      if (root) collect(root, 0, number, words, spoken);
    }
    return spoken.filter(({ role }, index) => role !== 'Document' || index === 0);
  } finally {
    await task.destroy();
  }
}

/** For a person to read, and for a test that fails to show. */
export function asLines(spoken: readonly Spoken[]): string {
  return spoken.map(({ role, depth, text }) => `${'  '.repeat(depth)}${role} ${text}`.trimEnd()).join('\n');
}

interface Item {
  type?: string;
  id?: string;
  str?: string;
  hasEOL?: boolean;
}

function wordsById(items: readonly Item[]): Map<string, string> {
  const words = new Map<string, string>();
  const open: (string | undefined)[] = [];
  for (const { type, id, str, hasEOL } of items) {
    if (type?.startsWith('beginMarkedContent')) open.push(id);
    else if (type === 'endMarkedContent') open.pop();
    else {
      const at = open.findLast((one) => one !== undefined);
      if (at !== undefined) words.set(at, `${words.get(at) ?? ''}${str ?? ''}${hasEOL ? ' ' : ''}`);
    }
  }
  return words;
}

function collect(
  node: Node,
  depth: number,
  page: number,
  words: ReadonlyMap<string, string>,
  into: Spoken[],
): void {
  const isElement = node.role !== undefined && node.role !== 'Root' && !RUNS.has(node.role);
  const line: Spoken = { role: node.role ?? '', depth, text: node.alt ?? '', page };
  if (isElement) into.push(line);
  const inner = isElement ? depth + 1 : depth;
  const say = (text: string): void => {
    line.text = `${line.text} ${text}`.replace(/\s+/g, ' ').trim();
  };
  const visit = (children: Node['children'] = []): void => {
    for (const child of children) {
      if ('id' in child) say(words.get(child.id) ?? '');
      else if (RUNS.has(child.role ?? '') && isElement && !holdsElements(child)) visit(child.children);
      else collect(child, inner, page, words, into);
    }
  };
  const start = into.length;
  visit(node.children);
  // An empty cell has its place in its row; a row of nothing else was met on another page.
  const silent = (from: number): boolean => into.slice(from).every(({ text }) => text === '');
  if (isElement && !CELLS.has(line.role) && line.text === '' && silent(start)) into.length = start - 1;
}

function holdsElements(node: Node): boolean {
  return (node.children ?? []).some(
    (child) => !('id' in child) && (!RUNS.has(child.role ?? '') || holdsElements(child)),
  );
}
