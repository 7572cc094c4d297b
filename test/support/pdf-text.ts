import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** The words of a PDF in reading order, by a reader that has nothing to do with how it was made. */
export async function pdfText(bytes: Uint8Array): Promise<string> {
  return (await pdfPages(bytes)).join(' ');
}

/** The words of each page, in the order in which they are drawn. */
export async function pdfPages(bytes: Uint8Array): Promise<string[]> {
  const pages = await pdfRuns(bytes);
  return pages.map((runs) =>
    runs
      .map(({ text }) => text)
      .join(' ')
      .replace(/\s+/g, ' '),
  );
}

/** What is drawn in one go on each page, and where: from the left and the bottom, in points. */
export async function pdfRuns(
  bytes: Uint8Array,
): Promise<{ text: string; x: number; y: number; width: number }[][]> {
  const task = getDocument({ data: new Uint8Array(bytes), useSystemFonts: false, verbosity: 0 });
  const pdf = await task.promise;
  try {
    const pages = [];
    for (let number = 1; number <= pdf.numPages; number += 1) {
      const { items } = await (await pdf.getPage(number)).getTextContent();
      pages.push(
        items.flatMap((item) =>
          'str' in item
            ? [
                {
                  text: item.str,
                  x: Number(item.transform[4]),
                  y: Number(item.transform[5]),
                  width: item.width,
                },
              ]
            : [],
        ),
      );
    }
    return pages;
  } finally {
    await task.destroy();
  }
}

/** The bookmarks of all levels, in order, each with the number of its page. */
export async function pdfOutline(bytes: Uint8Array): Promise<{ title: string; page: number }[]> {
  const task = getDocument({ data: new Uint8Array(bytes), useSystemFonts: false, verbosity: 0 });
  try {
    const pdf = await task.promise;
    const entries: { title: string; page: number }[] = [];
    const visit = async (items: Awaited<ReturnType<typeof pdf.getOutline>>): Promise<void> => {
      for (const { title, dest, items: inner } of items) {
        const [page] = Array.isArray(dest) ? (dest as Parameters<typeof pdf.getPageIndex>) : [];
        if (page) entries.push({ title, page: (await pdf.getPageIndex(page)) + 1 });
        await visit(inner as typeof items);
      }
    };
    await visit(await pdf.getOutline());
    return entries;
  } finally {
    await task.destroy();
  }
}

/** Roles of the structure tree of one page, such as `H1`, `P`, `TH`, in order. */
export async function pdfRoles(bytes: Uint8Array, page: number): Promise<string[]> {
  interface Node {
    role?: string;
    children?: Node[];
  }
  const task = getDocument({ data: new Uint8Array(bytes), useSystemFonts: false, verbosity: 0 });
  try {
    const tree = (await (await (await task.promise).getPage(page)).getStructTree()) as Node | null;
    const roles = (node: Node): string[] => [
      ...(node.role ? [node.role] : []),
      ...(node.children ?? []).flatMap(roles),
    ];
    return tree ? roles(tree) : [];
  } finally {
    await task.destroy();
  }
}

/** The lines of each page from its top to its foot, each with its height above the paper's lower edge, in points. */
export async function pdfLines(bytes: Uint8Array): Promise<{ y: number; text: string }[][]> {
  const task = getDocument({ data: new Uint8Array(bytes), useSystemFonts: false, verbosity: 0 });
  const pdf = await task.promise;
  try {
    const pages: { y: number; text: string }[][] = [];
    for (let number = 1; number <= pdf.numPages; number += 1) {
      const { items } = await (await pdf.getPage(number)).getTextContent();
      const lines = new Map<number, string[]>();
      for (const item of items) {
        if (!('str' in item) || item.str.trim() === '') continue;
        const y = Math.round(Number(item.transform[5]));
        lines.set(y, [...(lines.get(y) ?? []), item.str]);
      }
      pages.push(
        [...lines]
          .toSorted(([one], [other]) => other - one)
          .map(([y, words]) => ({ y, text: words.join(' ').replace(/\s+/g, ' ').trim() })),
      );
    }
    return pages;
  } finally {
    await task.destroy();
  }
}
